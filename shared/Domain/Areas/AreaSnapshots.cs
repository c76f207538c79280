using System.Security.Cryptography;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Areas;

/// <summary>How much memory area snapshots may take.</summary>
/// <param name="MaxBytes">Least recently used jurisdictions are dropped beyond this estimate; the one in use always stays.</param>
public sealed record AreaMemory(long MaxBytes);

/// <summary>
/// Area snapshots, loaded on demand from the generation's blob and kept in memory under a cap. Which generation is current is point-read at
/// every question, so no instance answers from an old one.
/// </summary>
public sealed class AreaSnapshots(IDocumentStore store, IBlobStore blobs, AreaMemory memory)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Slot> slots = new(StringComparer.Ordinal);
    private long ticks;

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
    {
        var current = await CurrentAsync(jurisdiction, cancellationToken);
        if (current is null)
        {
            return new AreaSnapshot(jurisdiction, 0, levels, []);
        }

        Task<AreaSnapshot> loading;
        lock (gate)
        {
            if (!slots.TryGetValue(jurisdiction, out Slot? slot)
                || slot.BlobHash != current.Value.BlobHash || !slot.Levels.SequenceEqual(levels) || slot.Loading.IsFaulted)
            {
                slot = new Slot(current.Value.BlobHash, levels, Task.Run(() => LoadAsync(current.Value, levels), CancellationToken.None));
                slots[jurisdiction] = slot;
            }

            slot.LastUse = ++ticks;
            loading = slot.Loading;
        }

        AreaSnapshot snapshot = await loading.WaitAsync(cancellationToken);
        Trim(jurisdiction);
        return snapshot;
    }

    private async Task<AreaSnapshot> LoadAsync(Generation generation, IReadOnlyList<string> levels)
    {
        GenerationFile file = await ReadFileAsync(generation, CancellationToken.None);
        return new AreaSnapshot(generation.Jurisdiction, generation.Number, levels, file.Areas);
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

    private void Trim(string inUse)
    {
        lock (gate)
        {
            long total = slots.Values.Sum(s => s.SizeBytes);
            foreach (var (code, slot) in slots.Where(s => s.Key != inUse).OrderBy(s => s.Value.LastUse).ToList())
            {
                if (total <= memory.MaxBytes)
                {
                    return;
                }

                slots.Remove(code);
                total -= slot.SizeBytes;
            }
        }
    }

    private sealed class Slot(string blobHash, IReadOnlyList<string> levels, Task<AreaSnapshot> loading)
    {
        public string BlobHash { get; } = blobHash;

        public IReadOnlyList<string> Levels { get; } = levels;

        public Task<AreaSnapshot> Loading { get; } = loading;

        public long LastUse { get; set; }

        /// <summary>The estimate, made once; 0 while it loads.</summary>
        public long SizeBytes => field != 0 || !Loading.IsCompletedSuccessfully ? field : field = Loading.Result.Index.SizeBytes;
    }
}
