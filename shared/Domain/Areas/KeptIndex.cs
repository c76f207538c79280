using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>
/// The built index of a jurisdiction's current areas as a blob, so that an instance that starts need not build it. It is only ever a help: what is missing,
/// damaged, of another version or of other areas is built, and put in its place. One blob a jurisdiction, so that nothing gathers.
/// </summary>
/// <param name="blobs">The blobs.</param>
/// <param name="generation">The generation whose areas they are; the hash of its blob tells them from others.</param>
internal sealed class KeptIndex(IBlobStore blobs, Generation generation)
{
    /// <summary>Fewer positions than this are built sooner than they are fetched.</summary>
    private const int FromPositions = 50_000;

    private const string Name = "current.index";

    private readonly byte[] source = Encoding.UTF8.GetBytes(generation.BlobHash);
    private byte[]? kept;

    /// <summary>Whether the index is the one that the blob has.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Whether a blob was there that did not fit: of areas before these, of another version, or damaged.</summary>
    public bool WasReplaced => !IsKept && kept is not null;

    /// <summary>Fetches the blob where the areas are worth it.</summary>
    public async Task FetchAsync(IReadOnlyList<Area> areas, CancellationToken cancellationToken)
    {
        if (areas.Sum(a => a.Geometry!.NumPoints) < FromPositions)
        {
            return;
        }

        try
        {
            await using OpenBlob? blob = await blobs.OpenAsync(BlobContainer.Indexes, $"{generation.Jurisdiction}/{Name}", cancellationToken);
            kept = blob is null ? null : await blob.ReadAllAsync(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever keeps it from being read: it is built.
        }
    }

    /// <summary>The index that was fetched if it is that of the shapes, else a new one.</summary>
    public GridIndex Of(IReadOnlyList<AreaShape> shapes)
    {
        if (kept is not null)
        {
            try
            {
                GridIndex index = GridIndex.Read(kept, shapes, source);
                IsKept = true;
                return index;
            }
            catch (InvalidDataException)
            {
                // Of another generation or version, or damaged: the areas themselves are what counts.
            }
        }

        return GridIndex.Build(shapes);
    }

    /// <summary>Keeps an index that the blob does not have and that is worth it. Where the store does not take it now, the next start builds it once more.</summary>
    public async Task KeepAsync(GridIndex index, CancellationToken cancellationToken)
    {
        if (IsKept || index.Shapes.Sum(s => s.Geometry.NumPoints) < FromPositions)
        {
            return;
        }

        try
        {
            using MemoryStream bytes = new();
            index.Write(bytes, source);
            await blobs.WriteAsync(BlobContainer.Indexes, $"{generation.Jurisdiction}/{Name}", bytes.GetBuffer().AsMemory(0, (int)bytes.Length), "application/octet-stream", cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A full disk, a container that is not there, more than a blob of this kind can be: the areas can be asked all the same.
        }
    }
}
