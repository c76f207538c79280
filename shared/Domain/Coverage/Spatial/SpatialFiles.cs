using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>How parts cover their wholes, computed once for each generation of areas and kept until the next.</summary>
public sealed class SpatialFiles(IBlobStore blobs)
{
    /// <summary>What holds for a snapshot's generation.</summary>
    public async Task<SpatialCoverage> OfAsync(AreaSnapshot snapshot, CancellationToken cancellationToken)
    {
        string folder = $"{snapshot.Jurisdiction}/spatial/", name = $"{folder}{snapshot.Generation}.json";
        await using (OpenBlob? kept = await blobs.OpenAsync(BlobContainer.Coverage, name, cancellationToken))
        {
            if (kept is not null)
            {
                return (await JsonSerializer.DeserializeAsync(kept.Content, DomainJson.Default.SpatialCoverage, cancellationToken))!;
            }
        }

        SpatialCoverage made = SpatialCoverage.Of([.. snapshot.Areas.Where(a => snapshot.LevelOf(a) >= 0).Select(AreaOutline.Of)], cancellationToken);
        await blobs.DeleteAllAsync(BlobContainer.Coverage, folder, cancellationToken);
        await blobs.WriteAsync(BlobContainer.Coverage, name, JsonSerializer.SerializeToUtf8Bytes(made, DomainJson.Default.SpatialCoverage), "application/json", cancellationToken);
        return made;
    }
}
