using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Lists of areas, least first, each kept once however many cells it covers, in one array: its length, then its areas. List 0 is empty.</summary>
internal sealed class AreaLists
{
    private readonly List<int> _numbers = [0];
    private readonly Dictionary<int, List<int>> _byHash = [];

    /// <summary>The number of a list: where it begins.</summary>
    public int Add(ReadOnlySpan<int> areas)
    {
        if (areas.IsEmpty)
        {
            return 0;
        }

        var code = new HashCode();
        code.AddBytes(MemoryMarshal.AsBytes(areas));
        int hash = code.ToHashCode();
        if (!_byHash.TryGetValue(hash, out List<int>? alike))
        {
            _byHash.Add(hash, alike = []);
        }

        foreach (int known in alike)
        {
            if (Read(CollectionsMarshal.AsSpan(_numbers), known).SequenceEqual(areas))
            {
                return known;
            }
        }

        alike.Add(_numbers.Count);
        _numbers.Add(areas.Length);
        _numbers.AddRange(areas);
        return alike[^1];
    }

    public int[] ToArray() => [.. _numbers];

    public static ReadOnlySpan<int> Read(ReadOnlySpan<int> numbers, int list) => numbers.Slice(list + 1, numbers[list]);
}
