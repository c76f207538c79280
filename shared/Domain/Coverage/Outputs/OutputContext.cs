using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>The language of words in an output.</summary>
public enum OutputLanguage
{
    /// <summary>中文.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>What outputs show beside a report's figures.</summary>
/// <param name="TimeZone">The jurisdiction's zone, in which times are written.</param>
/// <param name="Outlines">The areas of the report's generation with their shapes; areas without one are in no map and have no geometry.</param>
/// <param name="Spatial">The overlaps and gaps of that generation; null where they were not computed.</param>
/// <param name="Trend">The nights of the whole jurisdiction up to the report's own, oldest first.</param>
public sealed record OutputContext(TimeZoneInfo TimeZone, IReadOnlyList<AreaOutline> Outlines, SpatialCoverage? Spatial, IReadOnlyList<TrendNight> Trend)
{
    /// <summary>Nothing but the report.</summary>
    public static OutputContext Nothing { get; } = new(TimeZoneInfo.Utc, [], null, []);
}

/// <summary>Gathers what outputs show beside a report's figures.</summary>
public sealed class OutputContexts(IDocumentStore store, IBlobStore blobs, AreaSnapshots snapshots)
{
    private readonly TrendBook trends = new(store);
    private readonly SpatialFiles spatial = new(blobs);

    /// <summary>What belongs to a report that was made before: its own generation of areas, and the nights up to its own.</summary>
    public async Task<OutputContext> OfAsync(Jurisdiction settings, CoverageReport report, CancellationToken cancellationToken)
    {
        AreaSnapshot? snapshot = await snapshots.GetGenerationAsync(report.Jurisdiction, report.Generation, settings.Levels, cancellationToken);
        return await OfAsync(settings, report, snapshot ?? new AreaSnapshot(report.Jurisdiction, 0, settings.Levels, []), cancellationToken);
    }

    /// <summary>What belongs to a report over a snapshot of its areas.</summary>
    public async Task<OutputContext> OfAsync(Jurisdiction settings, CoverageReport report, AreaSnapshot snapshot, CancellationToken cancellationToken) => new(
        TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone),
        [.. snapshot.Areas.Where(a => a.Geometry is not null).Select(AreaOutline.Of)],
        await spatial.OfAsync(snapshot, cancellationToken),
        await trends.SeriesAsync(report.Jurisdiction, null, report.Date.AddMonths(-TrendBook.Months), report.Date, cancellationToken));
}
