using GridSteward.Domain.Assignments;
using GridSteward.Functions.Reports;
using GridSteward.Geo;

namespace GridSteward.Functions.Explain;

/// <summary>Somebody who could get it, with what decides it.</summary>
/// <param name="Assignee">Who.</param>
/// <param name="Excluded">Why they are not considered; null where they are.</param>
/// <param name="SameBuilding">Whether the post is for the very building; null where that would tell where a household is.</param>
/// <param name="Acquainted">Whether its holder knows the village that the household came from, where the household asked for such a one; null likewise.</param>
/// <param name="OpenLoad">Open reports; null where no choice hangs on them.</param>
/// <param name="Capacity">How many it can carry.</param>
/// <param name="ValidFrom">The first day on which a post holds.</param>
/// <param name="ValidTo">The first day on which it no longer holds.</param>
/// <param name="Vacant">Whether nobody holds it.</param>
/// <param name="OnLeave">Whether who holds it is on leave that day.</param>
/// <param name="Categories">Categories it takes; empty for all.</param>
public sealed record CandidateResponse(
    AssigneeResponse Assignee, Exclusion? Excluded, bool? SameBuilding, bool? Acquainted, long? OpenLoad, int Capacity, DateOnly? ValidFrom, DateOnly? ValidTo,
    bool Vacant, bool OnLeave, IReadOnlyList<string> Categories)
{
    public static CandidateResponse Of(Candidate c, bool mayLocate) => new(
        AssigneeResponse.Of(c.Assignee)!, c.Excluded, mayLocate ? c.SameBuilding : null, mayLocate ? c.Acquainted : null, c.OpenLoad, c.Capacity,
        c.Facts?.ValidFrom, c.Facts?.ValidTo, c.Facts?.Vacant ?? false, c.Facts?.OnLeave ?? false, c.Facts?.Categories ?? []);
}

/// <summary>Something small that would change the answer. Each was tried out.</summary>
/// <param name="Kind">What would have to be different.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="Assignee">Who would get it then; null for the duty desk.</param>
/// <param name="Area">The lowest area it would lie in; null for none, and where the place stays.</param>
/// <param name="Point">The place that was tried out.</param>
/// <param name="Metres">How far that is.</param>
/// <param name="Direction">Which way, in one word.</param>
/// <param name="BearingDegrees">Which way, clockwise from north.</param>
/// <param name="From">The first day on which it would be so.</param>
/// <param name="Category">The category that was tried out.</param>
public sealed record WouldChangeResponse(
    ChangeKind Kind, string En, string Zh, AssigneeResponse? Assignee, string? Area, Wgs84Point? Point, double? Metres, Direction? Direction, double? BearingDegrees,
    DateOnly? From, string? Category)
{
    public static WouldChangeResponse Of(WouldChange c) => new(
        c.Kind, c.En, c.Zh, AssigneeResponse.Of(c.Assignee), c.Way?.Code, c.Point, c.Way?.Metres, c.Way?.Direction, c.Way?.BearingDegrees, c.From, c.Category);
}

/// <summary>Who would get it, why, who would be next, and what would change that.</summary>
/// <param name="Jurisdiction">The jurisdiction; null where it lies in none.</param>
/// <param name="At">The moment that is explained.</param>
/// <param name="Day">Its local day, which decides posts and leave.</param>
/// <param name="Category">The category; null for any.</param>
/// <param name="Assignment">The place and the choice, as a report's record shows them.</param>
/// <param name="LoadsAt">Of when the open loads are: always of now; null where they are not known, because the moment is past.</param>
/// <param name="Candidates">Who was looked at, with what decided; null for those who may not read reports there.</param>
/// <param name="WouldChange">What would change the answer. Loads and days are only for those who may read reports there.</param>
public sealed record ExplainResponse(
    string? Jurisdiction, DateTimeOffset At, DateOnly Day, string? Category, AssignmentResponse Assignment, DateTimeOffset? LoadsAt,
    IReadOnlyList<CandidateResponse>? Candidates, IReadOnlyList<WouldChangeResponse> WouldChange)
{
    public static ExplainResponse Of(Explanation e) => new(
        e.Jurisdiction, e.At, e.Assignment.Day, e.Assignment.Category, AssignmentResponse.Of(e.Assignment, e.MayLocate), e.LoadsAt,
        e.InFull ? [.. e.Assignment.Candidates.Select(c => CandidateResponse.Of(c, e.MayLocate))] : null,
        [.. e.Changes.Select(WouldChangeResponse.Of)]);
}
