using System.Security.Cryptography;
using System.Text.Json;
using GridSteward.Domain.Maps;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Areas;

/// <summary>How much memory area snapshots may take.</summary>
/// <param name="MaxBytes">
/// Beyond this estimate snapshots are dropped, those of the past first, then those of jurisdictions, least recently used first; the one in use always stays.
/// </param>
public sealed record AreaMemory(long MaxBytes);

/// <summary>What an instance knows of the areas that it was asked for.</summary>
/// <param name="Loaded">How many snapshots are in memory.</param>
/// <param name="SizeBytes">How much they take, as it is reckoned for the cap.</param>
/// <param name="Unreadable">Jurisdictions whose areas could not be read when they were last asked for.</param>
/// <param name="IndexesBuiltAnew">How often a kept index did not fit the areas and was built: after edits, upgrades and damage.</param>
public sealed record AreaSnapshotState(int Loaded, long SizeBytes, IReadOnlyList<string> Unreadable, int IndexesBuiltAnew);

/// <summary>
/// Area snapshots, loaded on demand from the generation's blob and kept in memory under a cap. Which generation is current is point-read at
/// every question, so no instance answers from an old one.
/// </summary>
public sealed class AreaSnapshots(IDocumentStore store, IBlobStore blobs, AreaMemory memory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<SlotKey, Slot> slots = [];
    private long ticks;
    private int rebuilt;

    /// <summary>The number of the current generation; 0 where nothing was imported yet.</summary>
    public async Task<int> CurrentNumberAsync(string jurisdiction, CancellationToken cancellationToken)
        => (await CurrentAsync(jurisdiction, cancellationToken))?.Value.Number ?? 0;

    /// <summary>The document that names the current generation; null where nothing was imported yet.</summary>
    public Task<Stored<Generation>?> CurrentAsync(string jurisdiction, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.Generation, jurisdiction, Generation.CurrentId, cancellationToken);

    /// <summary>The snapshot of the current generation.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="levels">Its level names, topmost first.</param>
    /// <param name="cancellationToken">Stops the wait, not the loading that others may wait for.</param>
    public async Task<AreaSnapshot> GetAsync(string jurisdiction, IReadOnlyList<string> levels, CancellationToken cancellationToken)
        => await CurrentAsync(jurisdiction, cancellationToken) is { Value: var current }
            ? await LoadedAsync(current, levels, isNow: true, cancellationToken)
            : new AreaSnapshot(jurisdiction, 0, levels, []);

    /// <summary>The snapshot of the generation that held at a moment; without areas where that was before the first.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="levels">Its level names at that moment, topmost first.</param>
    /// <param name="asOf">The moment.</param>
    /// <param name="cancellationToken">Stops the wait, not the loading that others may wait for.</param>
    public async Task<AreaSnapshot> GetAsync(string jurisdiction, IReadOnlyList<string> levels, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Query<Generation> begun = Kinds.Generation.In(jurisdiction)
            .Where(new Filter.Range("since", null, StoredTimeConverter.Text(asOf.AddTicks(1))))
            .OrderedBy(Kinds.LatestGenerationFirst);
        Page<Generation> latest = await store.ListAsync(begun, new PageRequest(1), cancellationToken);
        return latest.Items is [{ Value: var generation }]
            ? await LoadedAsync(generation, levels, isNow: false, cancellationToken)
            : new AreaSnapshot(jurisdiction, 0, levels, []);
    }

    /// <summary>The snapshot of a generation by its number; null where there is none.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="number">The number; 0 is before the first.</param>
    /// <param name="levels">The level names, topmost first.</param>
    /// <param name="cancellationToken">Stops the wait, not the loading that others may wait for.</param>
    public async Task<AreaSnapshot?> GetGenerationAsync(string jurisdiction, int number, IReadOnlyList<string> levels, CancellationToken cancellationToken)
    {
        if (number == 0)
        {
            return new AreaSnapshot(jurisdiction, 0, levels, []);
        }

        return await CurrentAsync(jurisdiction, cancellationToken) is { Value: var current } && current.Number == number ? await LoadedAsync(current, levels, isNow: false, cancellationToken)
            : await store.FindAsync(Kinds.Generation, jurisdiction, Generation.IdOf(number), cancellationToken) is { Value: var past } ? await LoadedAsync(past, levels, isNow: false, cancellationToken)
            : null;
    }

    private async Task<AreaSnapshot> LoadedAsync(Generation generation, IReadOnlyList<string> levels, bool isNow, CancellationToken cancellationToken)
    {
        var key = new SlotKey(generation.Jurisdiction, null);
        Task<AreaSnapshot> loading;
        lock (gate)
        {
            // Who asks about the past takes the snapshot of now where it is the same, and never its place.
            if (!isNow && !(slots.TryGetValue(key, out Slot? now) && now.Holds(generation, levels)))
            {
                key = key with { Past = generation.Number };
            }

            if (!slots.TryGetValue(key, out Slot? slot) || !slot.Holds(generation, levels))
            {
                AreaSnapshot? before = slot is { Loading.IsCompletedSuccessfully: true } ? slot.Loading.Result : null;
                slot = new Slot(generation.BlobHash, levels, Task.Run(() => LoadAsync(generation, levels, isNow, before), CancellationToken.None));
                slots[key] = slot;
            }

            slot.LastUse = ++ticks;
            loading = slot.Loading;
        }

        AreaSnapshot snapshot = await loading.WaitAsync(cancellationToken);
        Trim(key);
        return snapshot;
    }

    private async Task<AreaSnapshot> LoadAsync(Generation generation, IReadOnlyList<string> levels, bool isNow, AreaSnapshot? before)
    {
        GenerationFile file = await ReadFileAsync(generation, CancellationToken.None);
        if (!isNow)
        {
            return new AreaSnapshot(generation.Jurisdiction, generation.Number, levels, file.Areas);
        }

        var index = new KeptIndex(blobs, generation);
        if (before is null)
        {
            await index.FetchAsync(file.Areas, CancellationToken.None);
        }

        var snapshot = new AreaSnapshot(generation.Jurisdiction, generation.Number, levels, file.Areas, index.Of, before);
        await index.KeepAsync(snapshot.Index, CancellationToken.None);
        if (index.WasReplaced)
        {
            Interlocked.Increment(ref rebuilt);
        }

        return snapshot;
    }

    /// <summary>What is known of them here.</summary>
    public AreaSnapshotState State()
    {
        lock (gate)
        {
            // an engine that does not answer is told elsewhere
            string[] unreadable = [.. slots.Where(s => s.Key.Past is null && s.Value.Loading.Exception?.InnerException is InvalidDataException or JsonException).Select(s => s.Key.Jurisdiction)];
            return new AreaSnapshotState(
                slots.Values.Count(s => s.Loading.IsCompletedSuccessfully), slots.Values.Sum(s => s.SizeBytes), [.. unreadable.Order(StringComparer.Ordinal)], Volatile.Read(ref rebuilt));
        }
    }

    /// <summary>Reads the blob of the generation with a number.</summary>
    /// <exception cref="InvalidDataException">There is no such generation, or its blob is missing or damaged.</exception>
    public async Task<GenerationFile> ReadFileAsync(string jurisdiction, int number, CancellationToken cancellationToken)
    {
        var generation = await store.FindAsync(Kinds.Generation, jurisdiction, Generation.IdOf(number), cancellationToken)
            ?? throw new InvalidDataException($"The generation {number} of {jurisdiction} is missing.");
        return await ReadFileAsync(generation.Value, cancellationToken);
    }

    /// <summary>Reads the blob of a generation.</summary>
    /// <exception cref="InvalidDataException">The blob is missing or damaged.</exception>
    public async Task<GenerationFile> ReadFileAsync(Generation generation, CancellationToken cancellationToken)
    {
        await using OpenBlob blob = await blobs.OpenAsync(BlobContainer.Generations, generation.Blob, cancellationToken)
            ?? throw new InvalidDataException($"The blob {generation.Blob} of generation {generation.Number} is missing.");
        byte[] bytes = await blob.ReadAllAsync(cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == generation.BlobHash
            ? JsonSerializer.Deserialize(bytes, DomainJson.Default.GenerationFile)!
            : throw new InvalidDataException($"The blob {generation.Blob} of generation {generation.Number} is damaged.");
    }

    private void Trim(SlotKey inUse)
    {
        lock (gate)
        {
            long total = slots.Values.Sum(s => s.SizeBytes);
            foreach (var (key, slot) in slots.Where(s => s.Key != inUse).OrderBy(s => s.Key.Past is null).ThenBy(s => s.Value.LastUse).ToList())
            {
                if (total <= memory.MaxBytes)
                {
                    return;
                }

                slots.Remove(key);
                total -= slot.SizeBytes;
            }

            // Drawings can be made again while the areas are in use.
            if (total > memory.MaxBytes && slots.TryGetValue(inUse, out Slot? kept) && kept.Loading.IsCompletedSuccessfully)
            {
                AreaDrawings drawings = kept.Loading.Result.Drawings;
                drawings.Trim(memory.MaxBytes - (total - drawings.SizeBytes));
            }
        }
    }

    /// <summary>What a jurisdiction is asked for now, or of its past by the generation's number.</summary>
    private readonly record struct SlotKey(string Jurisdiction, int? Past);

    private sealed class Slot(string blobHash, IReadOnlyList<string> levels, Task<AreaSnapshot> loading)
    {
        public Task<AreaSnapshot> Loading { get; } = loading;

        public long LastUse { get; set; }

        public bool Holds(Generation generation, IReadOnlyList<string> asked) => blobHash == generation.BlobHash && levels.SequenceEqual(asked) && !Loading.IsFaulted;

        /// <summary>The estimate; 0 while it loads.</summary>
        public long SizeBytes => Loading.IsCompletedSuccessfully ? Loading.Result.SizeBytes : 0;
    }
}
