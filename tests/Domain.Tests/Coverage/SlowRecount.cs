using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Coverage;

/// <summary>
/// The figures of a coverage report counted the slow way: every unit and every report is asked, one by one, whether it belongs to a row, with geometry instead of the
/// stored areas and with the definitions of docs/coverage.md written out once more.
/// </summary>
internal sealed class SlowRecount(CoverageScene scene)
{
    private readonly DateOnly day = scene.Day;

    public UnitFigures UnitsWhere(Func<Household, bool> belongs, Func<Building, bool> buildingBelongs, UnitKind? kind = null)
    {
        List<Household> units = [.. scene.Units.Where(u => u.MergedInto is null && !(u.MovedOn <= day)).Where(u => kind is null || u.Kind == kind).Where(belongs)];
        List<Building> buildings = [.. scene.Buildings.Where(buildingBelongs)];
        long found = 0, beyond = 0, visitedFound = 0;
        foreach (Building building in scene.Buildings.Where(b => b.Expected is not null))
        {
            foreach (UnitKind each in Enum.GetValues<UnitKind>())
            {
                List<Household> there = [.. units.Where(u => u.Kind == each && IsIn(u, building))];
                int expected = each switch { UnitKind.Household => building.Expected!.Households, UnitKind.Company => building.Expected!.Companies, _ => building.Expected!.Shops };
                int counted = Math.Min(there.Count, expected);
                found += counted;
                beyond += there.Count - counted;
                visitedFound += Math.Min(there.Count(Visited), counted);
            }
        }

        long? enumerated = buildings.Any(b => b.Expected is not null)
            ? buildings.Sum(b => b.Expected is not { } e ? 0L : kind is null ? e.Households + e.Companies + e.Shops : e.Of(kind.Value)) : null;
        return new UnitFigures(
            units.Count, enumerated, buildings.Count(b => b.Expected is null), found, beyond, units.Count(Visited), visitedFound,
            units.Count(u => Holders(u).Count > 0), units.Count(u => Holders(u).Any(Confirmed)),
            units.Count(u => AreasAt(u.Point).Count == 0), units.Count(u => AreasAt(u.Point).Count > 0 && !scene.Buildings.Any(b => b.Expected is not null && IsIn(u, b))),
            units.Count(u => u.Building is not null && !scene.Buildings.Any(b => b.Id == u.Building && AreasAt(b.Point).SetEquals(AreasAt(u.Point)))));
    }

    public LoopFigures LoopWhere(Func<Report, bool> belongs)
    {
        List<Report> all = [.. scene.Reports.Where(r => !r.Private && r.ReceivedAt <= scene.AsOf).Where(belongs)];
        List<Report> late = [.. all.Where(r => r.ReceivedAt >= scene.AsOf - TimeSpan.FromDays(scene.Rules.LoopDays))];
        List<double> hours = [.. late.Where(r => r.ResolvedAt <= scene.AsOf).Select(r => (r.ResolvedAt!.Value - r.ReceivedAt).TotalHours).Order()];
        bool Passed(Report r, DateTimeOffset deadline) => r.State is ReportState.Received or ReportState.Accepted && deadline < scene.AsOf;
        return new LoopFigures(
            late.Count,
            late.Count(r => r.AcceptedAt <= scene.AsOf || Passed(r, r.AcceptBy)),
            late.Count(r => r.AcceptedAt <= scene.AsOf && r.AcceptedAt <= r.AcceptBy),
            late.Count(r => r.ResolvedAt <= scene.AsOf || Passed(r, r.ResolveBy)),
            late.Count(r => r.ResolvedAt <= scene.AsOf && r.ResolvedAt <= r.ResolveBy),
            late.Count(r => r.LateThreeTimesFrom < scene.AsOf),
            late.Count(r => r.Reopens >= 1),
            late.Count(r => r.Feedback is not null),
            late.Count(r => r.Feedback is { Satisfied: true }),
            hours.Count,
            Percentile(hours, 50),
            Percentile(hours, 90),
            all.Count(r => r.Open),
            all.Count(r => r.Open && r.DueAt < scene.AsOf),
            all.Count(r => r.Open && !scene.Teams.Any(t => "team:" + t.Id == r.Assignee) && !scene.Posts.Any(p => "post:" + p.Id == r.Assignee && Active(p))));
    }

    /// <summary>Of each level the covering area with the smallest code.</summary>
    public HashSet<string> AreasAt(Wgs84Point? point) => point is not { } p ? [] :
    [
        .. scene.Areas.Where(a => a.Geometry!.Covers(new Point(p.Longitude, p.Latitude))).GroupBy(a => a.Level).Select(level => level.Select(a => a.Code).Min(StringComparer.Ordinal)!),
    ];

    public bool Visited(Household unit)
    {
        int interval = unit.Care switch { CareLevel.Key => scene.Rules.Intervals.Key, CareLevel.Attention => scene.Rules.Intervals.Attention, _ => scene.Rules.Intervals.Ordinary };
        return unit.Visits?.DoneOn is { } met && met <= day && met > day.AddDays(-interval);
    }

    /// <summary>Whose unit it is: for its building before its areas, the smaller area first, without categories before others, by code.</summary>
    public string? StewardOf(HashSet<string> areas, string? building)
        => HoldersOf(areas, building)
            .OrderBy(p => p.Building is null).ThenByDescending(p => scene.Areas.Single(a => a.Code == p.Area).Level == "grid")
            .ThenBy(p => p.Categories.Count > 0).ThenBy(p => p.Code, StringComparer.Ordinal).FirstOrDefault()?.Steward;

    public string? StewardOf(Household unit) => StewardOf(AreasAt(unit.Point), unit.Building);

    public bool Active(Post post) => post.Steward is not null && post.ValidFrom <= day && (post.ValidTo is null || post.ValidTo > day);

    private List<Post> Holders(Household unit) => HoldersOf(AreasAt(unit.Point), unit.Building);

    private List<Post> HoldersOf(HashSet<string> areas, string? building)
        => [.. scene.Posts.Where(p => p.Duty == Duty.Handle && Active(p) && areas.Contains(p.Area) && (p.Building is null || p.Building == building))];

    private bool Confirmed(Post post)
        => scene.Stewards.Single(s => s.Id == post.Steward).ChannelConfirmedAt is { } at && at <= scene.AsOf && at >= scene.AsOf - TimeSpan.FromDays(scene.Rules.ConfirmedDays);

    private bool IsIn(Household unit, Building building)
        => unit.Building == building.Id && AreasAt(unit.Point).Count > 0 && AreasAt(unit.Point).SetEquals(AreasAt(building.Point));

    // the smallest value that at least so many of a hundred do not exceed
    private static double? Percentile(List<double> sorted, int percent)
        => sorted.Count == 0 ? null : sorted.First(v => sorted.Count(w => w <= v) * 100 >= percent * sorted.Count);
}
