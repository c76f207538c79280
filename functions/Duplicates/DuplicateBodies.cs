using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Reports;

namespace GridSteward.Functions.Duplicates;

/// <summary>
/// An open report that may be about the same thing: no words, and where it is only to about 20 m. <c>report</c> is what joining it names; <c>score</c> is 0 to 1 in steps
/// of a tenth; <c>followers</c> others say already that it is theirs too.
/// </summary>
public sealed record SimilarReportResponse(
    string Report, string Number, string Category, ReportState State, DateTimeOffset ReceivedAt, double DistanceMetres, double Score, bool Likely, int Followers)
{
    public static SimilarReportResponse Of(SimilarReport s)
    {
        Report r = s.Report;
        return new(
            ReportReference.Of(r), r.Number, r.Category, r.State, r.ReceivedAt, Math.Round(s.Likeness.DistanceMetres / 10) * 10, Math.Round(s.Likeness.Score, 1),
            s.Likeness.IsLikely, r.Followers.Count);
    }
}

public sealed record SimilarReportsResponse(IReadOnlyList<SimilarReportResponse> Items);

/// <summary>What became of saying that a report is the same as another: it follows that report, or stays by itself and why.</summary>
public sealed record JoiningResponse(bool Joined, string? Report, string? Number, JoinRefusal? Refusal)
{
    public static JoiningResponse? Of(Joining? j)
        => j is null ? null : new(j.Refusal is null, j.Leader is { } report ? ReportReference.Of(report) : null, j.Leader?.Number, j.Refusal);
}

/// <summary>How the report goes on that this one is followed under, without anything of its reporter.</summary>
public sealed record FollowingResponse(
    string Number, ReportState State, DateTimeOffset AcceptBy, DateTimeOffset ResolveBy, AssigneeResponse? Assignee, IReadOnlyList<TrackedEvent> Events)
{
    public static FollowingResponse? Of(LeaderProgress? progress) => progress is not { Leader: var r } ? null : new(
        r.Number, r.State, r.AcceptBy, r.ResolveBy, AssigneeResponse.Of(r.Handler), [.. progress.Events.Select(TrackedEvent.Of)]);
}
