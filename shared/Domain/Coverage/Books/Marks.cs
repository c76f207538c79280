using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Geo;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>What coverage needs to know of one unit. Facts only: what follows from them on a day is judged when they are counted, so that nothing need be written when time passes.</summary>
/// <param name="Id">The unit.</param>
/// <param name="AreaPath">Its areas as a path; empty where it lies in none.</param>
/// <param name="Building">The id of its building.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Care">Its care level.</param>
/// <param name="MetOn">The local day on which it was last met.</param>
/// <param name="Point">Where it is (WGS-84 degrees).</param>
/// <param name="MovedOn">The first day on which it is no longer there.</param>
/// <param name="Merged">Whether it is part of another unit.</param>
public sealed record UnitMark(
    string Id, string AreaPath, string? Building, UnitKind Kind, CareLevel Care, DateOnly? MetOn, Wgs84Point? Point, DateOnly? MovedOn, bool Merged)
{
    /// <summary>The mark of a unit.</summary>
    public static UnitMark Of(Household unit)
        => new(unit.Id, unit.AreaPath, unit.Building, unit.Kind, unit.Care, unit.Visits?.DoneOn, unit.Point, unit.MovedOn, unit.MergedInto is not null);

    /// <summary>Whether it counts on a local day (<see cref="Household.CountsOn"/>).</summary>
    public bool CountsOn(DateOnly day) => !Merged && (MovedOn is null || day < MovedOn);
}

/// <summary>What coverage needs to know of one report; the same holds for it as for <see cref="UnitMark"/>.</summary>
/// <param name="Id">The report.</param>
/// <param name="AreaPath">Its areas as a path; empty where it lies in none.</param>
/// <param name="Assignee">With whom it is, or was last (<c>post:{id}</c>, <c>team:{id}</c>, <c>partner:{id}</c>).</param>
/// <param name="State">Its state.</param>
/// <param name="Open">Whether it is open.</param>
/// <param name="Private">Whether it is a private case.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="AcceptBy">Until when it should be accepted.</param>
/// <param name="ResolveBy">Until when it should be resolved.</param>
/// <param name="AcceptedAt">When it was accepted.</param>
/// <param name="ResolvedAt">When it was resolved.</param>
/// <param name="DueAt">Its next deadline.</param>
/// <param name="LateThreeTimesFrom">From when it is late three times.</param>
/// <param name="Reopens">How often it was begun again.</param>
/// <param name="Satisfied">What its reporter said; null where nothing.</param>
public sealed record ReportMark(
    string Id, string AreaPath, string? Assignee, ReportState State, bool Open, bool Private, DateTimeOffset ReceivedAt, DateTimeOffset AcceptBy, DateTimeOffset ResolveBy,
    DateTimeOffset? AcceptedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? DueAt, DateTimeOffset? LateThreeTimesFrom, int Reopens, bool? Satisfied)
{
    /// <summary>The mark of a report.</summary>
    public static ReportMark Of(Report report)
        => new(
            report.Id, report.AreaPath, report.Assignee, report.State, report.Open, report.Private, report.ReceivedAt, report.AcceptBy, report.ResolveBy,
            report.AcceptedAt, report.ResolvedAt, report.DueAt, report.LateThreeTimesFrom, report.Reopens, report.Feedback?.Satisfied);
}
