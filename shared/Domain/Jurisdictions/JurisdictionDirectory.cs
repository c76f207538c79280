using GridSteward.Domain.Storage;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>
/// The list of jurisdictions, kept in memory and reloaded when its version document has changed: one point read a request.
/// </summary>
public sealed class JurisdictionDirectory(IDocumentStore store)
{
    private volatile Listing listing = new(null, []);

    /// <summary>All jurisdictions that are there, by code. What the list does not show cannot be reached, whatever is stored of it.</summary>
    public async Task<IReadOnlyList<JurisdictionEntry>> AllAsync(CancellationToken cancellationToken)
    {
        var version = await store.FindAsync(Kinds.JurisdictionListVersion, JurisdictionEntry.ListKey, JurisdictionListVersion.OnlyId, cancellationToken);
        Listing now = listing;
        if (version is null)
        {
            return [];
        }

        if (now.Version != version.Value.Version)
        {
            List<JurisdictionEntry> entries = [];
            await foreach (var entry in store.AllAsync(Kinds.JurisdictionEntry.In(JurisdictionEntry.ListKey), cancellationToken))
            {
                if (entry.Value.Arriving is null)
                {
                    entries.Add(entry.Value);
                }
            }

            listing = now = new Listing(version.Value.Version, [.. entries.OrderBy(e => e.Code, StringComparer.Ordinal)]);
        }

        return now.Entries;
    }

    /// <summary>One jurisdiction's entry; null when there is none.</summary>
    public async Task<JurisdictionEntry?> FindAsync(string code, CancellationToken cancellationToken)
        => (await AllAsync(cancellationToken)).FirstOrDefault(e => e.Code == code);

    /// <summary>The jurisdictions whose outline's box meets the box; by code.</summary>
    public async Task<IReadOnlyList<JurisdictionEntry>> MeetingAsync(GeoBox box, CancellationToken cancellationToken)
        => [.. (await AllAsync(cancellationToken)).Where(e => e.Box is { } b && b.Intersects(box))];

    /// <summary>Writes an entry and a new version of the list, both or neither.</summary>
    public async Task<CommitOutcome> SaveAsync(Action<Batch> write, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Directory, JurisdictionEntry.ListKey);
        write(batch);
        batch.Upsert(Kinds.JurisdictionListVersion, new JurisdictionListVersion
        {
            Id = JurisdictionListVersion.OnlyId,
            Key = JurisdictionEntry.ListKey,
            Version = Guid.NewGuid(),
        });
        return await store.CommitAsync(batch, cancellationToken);
    }

    /// <summary>Whether the jurisdiction's outline, widened by its tolerance, holds the point.</summary>
    public static bool Reaches(JurisdictionEntry entry, Wgs84Point point) => Reaches(entry, point, entry.ToleranceMetres);

    /// <summary>Whether the jurisdiction's outline, widened by so many metres, holds the point.</summary>
    public static bool Reaches(JurisdictionEntry entry, Wgs84Point point, double toleranceMetres)
    {
        if (entry.Outline is null || entry.Box is not { } box || !box.ExpandedByMetres(toleranceMetres + 1).Contains(point))
        {
            return false;
        }

        return entry.Outline.Covers(new Point(point.ToCoordinate()))
            || LocalMetres.DistanceToEdgeMetres(point, entry.Outline) <= toleranceMetres + 1;
    }

    private sealed record Listing(Guid? Version, IReadOnlyList<JurisdictionEntry> Entries);
}
