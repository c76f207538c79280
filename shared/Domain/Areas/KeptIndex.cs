using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>
/// The built index of a jurisdiction's current areas as a blob, so that an instance that starts need not build it. It is only ever a help: what is missing,
/// damaged, of another version or of other areas is built, and put in its place. One blob a jurisdiction, so that nothing gathers.
/// </summary>
/// <param name="blobs">The blobs.</param>
/// <param name="jurisdiction">Whose areas.</param>
internal sealed class KeptIndex(IBlobStore blobs, string jurisdiction)
{
    /// <summary>Fewer positions than this are built sooner than they are fetched.</summary>
    private const int FromPositions = 50_000;

    private const string Name = "current.index";

    private byte[]? kept;

    /// <summary>Whether the index was built because the blob did not have it.</summary>
    public bool IsBuilt { get; private set; }

    /// <summary>Whether a blob was there that did not fit: of areas before these, of another version, or damaged.</summary>
    public bool WasReplaced => IsBuilt && kept is not null;

    /// <summary>Fetches the blob where the areas are worth it.</summary>
    public async Task FetchAsync(IReadOnlyList<Area> areas, CancellationToken cancellationToken)
    {
        if (areas.Sum(a => a.Geometry!.NumPoints) < FromPositions)
        {
            return;
        }

        try
        {
            await using OpenBlob? blob = await blobs.OpenAsync(BlobContainer.Indexes, $"{jurisdiction}/{Name}", cancellationToken);
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
                return GridIndex.Read(kept, shapes);
            }
            catch (InvalidDataException)
            {
                // Of another generation or version, or damaged: the areas themselves are what counts.
            }
        }

        IsBuilt = true;
        return GridIndex.Build(shapes);
    }

    /// <summary>Keeps an index that was built and is worth it. Where the store does not take it now, the next start builds it once more.</summary>
    public async Task KeepAsync(GridIndex index, CancellationToken cancellationToken)
    {
        if (!IsBuilt || index.Shapes.Sum(s => s.Geometry.NumPoints) < FromPositions)
        {
            return;
        }

        using MemoryStream bytes = new();
        index.Write(bytes);
        try
        {
            await blobs.WriteAsync(BlobContainer.Indexes, $"{jurisdiction}/{Name}", bytes.GetBuffer().AsMemory(0, (int)bytes.Length), "application/octet-stream", cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A full disk, a container that is not there: the areas can be asked all the same.
        }
    }
}
