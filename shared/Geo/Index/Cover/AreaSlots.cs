namespace GridSteward.Geo;

/// <summary>
/// The areas of a level by the numbers that tiles know them by. Immutable; one with other areas in a few places shares the rest. A place may be empty.
/// </summary>
internal sealed class AreaSlots
{
    private const int ChunkLength = 256;
    private readonly AreaShape?[][] _chunks;

    /// <summary>Puts areas into the first slots.</summary>
    public AreaSlots(ReadOnlySpan<AreaShape?> areas)
    {
        Count = areas.Length;
        Used = Count - areas.Count((AreaShape?)null);
        _chunks = new AreaShape?[(Count + ChunkLength - 1) / ChunkLength][];
        for (int i = 0; i < _chunks.Length; i++)
        {
            _chunks[i] = [.. areas.Slice(i * ChunkLength, Math.Min(ChunkLength, Count - (i * ChunkLength)))];
        }
    }

    private AreaSlots(AreaShape?[][] chunks, int count, int used) => (_chunks, Count, Used) = (chunks, count, used);

    /// <summary>How many there are, empty ones included.</summary>
    public int Count { get; }

    /// <summary>How many areas there are.</summary>
    public int Used { get; }

    /// <summary>The area in a slot that is not empty.</summary>
    public AreaShape this[int slot] => _chunks[slot / ChunkLength][slot % ChunkLength]!;

    /// <summary>All slots in turn.</summary>
    public IEnumerable<AreaShape?> All => _chunks.SelectMany(chunk => chunk);

    /// <summary>The same with other areas in some slots, the next behind the last one among them.</summary>
    public AreaSlots With(IEnumerable<(int Slot, AreaShape? Area)> changes)
    {
        List<AreaShape?[]> chunks = [.. _chunks];
        HashSet<int> own = [];
        int count = Count, used = Used;
        foreach ((int slot, AreaShape? area) in changes)
        {
            int chunk = slot / ChunkLength;
            if (chunk == chunks.Count)
            {
                chunks.Add([]);
            }

            if (own.Add(chunk))
            {
                chunks[chunk] = [.. chunks[chunk]];
            }

            if (slot == count)
            {
                AreaShape?[] longer = chunks[chunk];
                Array.Resize(ref longer, longer.Length + 1);
                chunks[chunk] = longer;
                count++;
            }

            used += (area is null ? 0 : 1) - (chunks[chunk][slot % ChunkLength] is null ? 0 : 1);
            chunks[chunk][slot % ChunkLength] = area;
        }

        return new AreaSlots([.. chunks], count, used);
    }
}
