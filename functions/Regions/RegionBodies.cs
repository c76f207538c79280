using GridSteward.Domain.Coverage;
using GridSteward.Domain.Regions;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Regions;

/// <summary>The coverage of a region on one night, with a page of its rows.</summary>
/// <param name="Region">The region.</param>
/// <param name="Above">The regions it lies in, topmost first.</param>
/// <param name="Date">The local day of the reports.</param>
/// <param name="Total">The sum of the jurisdictions that were counted.</param>
/// <param name="Uncounted">In how many of these nobody has counted any building: nothing of them is in the denominators.</param>
/// <param name="Missing">The jurisdictions without a report of the night.</param>
/// <param name="Items">The regions below it and the jurisdictions that lie in none of these, by code.</param>
/// <param name="Next">What to ask for the next page with; null on the last.</param>
public sealed record RegionCoverageResponse(
    RegionRef Region, IReadOnlyList<RegionRef> Above, DateOnly Date, RegionRow Total, int Uncounted, IReadOnlyList<MissingJurisdiction> Missing, IReadOnlyList<RegionRow> Items, string? Next);

/// <summary>A rate of a region night by night.</summary>
/// <param name="Points">A point for each night that any jurisdiction has, oldest first.</param>
public sealed record RegionSeriesResponse(string Region, LeagueFigure Figure, IReadOnlyList<RegionSeriesPoint> Points);

/// <summary>A rate of a region on one night.</summary>
/// <param name="Date">The local day of the reports.</param>
/// <param name="Jurisdictions">How many jurisdictions were counted.</param>
/// <param name="Share">The count beside its denominator; null where small numbers are hidden.</param>
public sealed record RegionSeriesPoint(DateOnly Date, int Jurisdictions, Share? Share);

/// <summary>Reads the regions of settings.</summary>
internal static class RegionInput
{
    public static IReadOnlyList<RegionRef> ReadRegions(this JsonInput input)
        => [.. input.NestedList("regions", RegionRef.Most).Select(item => new RegionRef(item.RequiredText("code", 20), item.RequiredText("name", 100)))];
}
