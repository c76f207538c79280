using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>
/// Reports under other reports: what both sides of it are after a step. A report that is followed leads; nobody who follows leads, so there is one level and no cycle.
/// </summary>
public static class Following
{
    /// <summary>
    /// The most reports under one. Whatever happens to a leader, all of its followers go along in the same batch: three documents each, of the hundred that a batch holds.
    /// </summary>
    public const int MaxFollowers = 25;

    /// <summary>What the audit calls it that another report comes under a leader.</summary>
    public const string FollowAction = "followReport";

    /// <summary>Whether strangers may know of a report at all, as one that theirs may be about: the one place that says so.</summary>
    public static bool IsForStrangers(Report report) => report is { Private: false, HiddenBy: null } && OfferedPlace.Of(report) is not null;

    /// <summary>Whether strangers are offered it now.</summary>
    public static bool IsOffered(Report report) => report.Open && report.Followers.Count < MaxFollowers && IsForStrangers(report);

    /// <summary>The report as it is under another.</summary>
    public static Report Under(Report report, string leader, DeadlineClock deadlines, Jurisdiction? settings, DateTimeOffset now)
        => deadlines.Apply(
            report,
            report with { State = ReportState.Duplicate, Open = Lifecycle.IsOpen(ReportState.Duplicate), ClosedAt = now, WaitUntil = null, DuplicateOf = leader, Followers = [] },
            settings,
            now);

    /// <summary>The report by itself again, with those that go with it; whoever had it has it. The time that it followed does not count against its deadlines.</summary>
    public static Report OnItsOwn(Report report, IReadOnlyList<string> followers, DeadlineClock deadlines, Jurisdiction? settings, DateTimeOffset now)
        => deadlines.Apply(
            report,
            (report with { State = ReportState.Received, Open = Lifecycle.IsOpen(ReportState.Received), ClosedAt = null, DuplicateOf = null, Followers = followers }).WithNodes(),
            settings,
            now);

    /// <summary>The leader's side of another report's coming under it, and of those that come along.</summary>
    public static ReportStep Gains(Report leader, Report follower) => new(leader with { Followers = [.. leader.Followers, follower.Id, .. follower.Followers] }, ReportEventKind.Followed)
    {
        Action = FollowAction,
        Event = e => e with { Other = follower.Id },
    };

    /// <summary>The leader's side of a report's leaving it.</summary>
    public static ReportStep Loses(Report leader, string follower) => new(leader with { Followers = [.. leader.Followers.Where(f => f != follower)] }, ReportEventKind.Unfollowed)
    {
        Action = "unfollowReport",
        Event = e => e with { Other = follower },
    };

    /// <summary>A follower under another leader than before.</summary>
    public static ReportStep Regrouped(Report follower, string leader) => new(follower with { DuplicateOf = leader }, ReportEventKind.Regrouped)
    {
        Action = "regroupReport",
        Event = e => e with { Other = leader },
    };

    /// <summary>Adds the step of another report to the batch.</summary>
    public static void AddTo(this ReportStep step, Batch batch, Stored<Report> before, Acting acting, DateTimeOffset now)
        => step.AddTo(batch, before, acting.Fact(now, step.Action, $"report/{before.Value.Id}"), null);

    /// <summary>The followers of a report, in its order.</summary>
    internal static async Task<IReadOnlyList<Stored<Report>>> FollowersOfAsync(this IDocumentStore store, Report leader, CancellationToken cancellationToken)
    {
        if (leader.Followers.Count == 0)
        {
            return [];
        }

        var found = (await store.FindManyAsync(Kinds.Report, leader.Jurisdiction, leader.Followers, cancellationToken)).ToDictionary(r => r.Value.Id);
        return [.. leader.Followers.Where(found.ContainsKey).Select(id => found[id])];
    }
}
