using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>A report that somebody wants under another, or by itself again.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Into">The report that it is to follow, as <c>{jurisdiction}/{id}</c>; null to take it out.</param>
/// <param name="Note">Words beside it (personal); taking out wants them, and the reporter reads them.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedMerge(string Jurisdiction, string Id, string? Into, string? Note, Func<string, bool>? SeenETag);

/// <summary>
/// Brings reports of one thing together and apart again 并案、拆案, for those who handle both. Both reports change in one batch, so each names the other at every moment.
/// </summary>
public sealed class MergeReports(IDocumentStore store, StepReport steps, DeadlineClock deadlines)
{
    /// <summary>Brings a report, with all that follow it, under another; once per version and key.</summary>
    public Task<Outcome<Stored<Report>>> MergeAsync(WantedMerge wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => steps.RunAsync(StepOf(wanted, once, acting), (found, now) => DecideMergeAsync(wanted, found.Value, acting, now, cancellationToken), cancellationToken);

    /// <summary>Takes a report out; once per version and key.</summary>
    public async Task<Outcome<Stored<Report>>> UnmergeAsync(WantedMerge wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => string.IsNullOrWhiteSpace(wanted.Note)
            ? new Outcome<Stored<Report>>.Invalid([new("$.note", "unmerge needs a reason; the reporter reads it.")])
            : await steps.RunAsync(StepOf(wanted, once, acting), (found, now) => DecideUnmergeAsync(wanted, found.Value, acting, now, cancellationToken), cancellationToken);

    /// <summary>The step that brings a report and its followers under another, whoever wants it.</summary>
    internal async Task<ReportStep> StepAsync(Report report, Stored<Report> leader, DateTimeOffset now, Acting acting, CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<Report>> along = await store.FollowersOfAsync(report, cancellationToken);
        Report after = Following.Under(report, leader.Value.Id, deadlines, await store.SettingsOfAsync(report.Jurisdiction, cancellationToken), now);
        return new ReportStep(after, ReportEventKind.Moved)
        {
            Move = Move.Merge,
            Action = "moveReport.merge",
            Tell = report.Assignee is { } had && had != leader.Value.Assignee ? [OutboxMessage.Reporter, had] : [OutboxMessage.Reporter],
            Event = e => e with { Other = leader.Value.Id },
            AlsoWrite = batch =>
            {
                Following.Gains(leader.Value, report).AddTo(batch, leader, acting, now);
                foreach (Stored<Report> follower in along)
                {
                    Following.Regrouped(follower.Value, leader.Value.Id).AddTo(batch, follower, acting, now);
                }
            },
        };
    }

    private static WantedStep StepOf(WantedMerge wanted, OnceKey? once, Acting acting) => new(wanted.Jurisdiction, wanted.Id, acting)
    {
        SeenETag = wanted.SeenETag,
        Once = once,
        Forbids = report => acting.Caller.Can(Capability.HandleReports, report.Target) ? null : "Merging needs HandleReports where both reports lie.",
    };

    private async Task<Outcome<ReportStep>> DecideMergeAsync(WantedMerge wanted, Report report, Acting acting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Lifecycle.Find(report.State, Move.Merge) is null)
        {
            return new Outcome<ReportStep>.Conflict(MoveReport.WhyNot(report.State, Move.Merge));
        }

        if (!ReportReference.TrySplit(wanted.Into ?? "", out string jurisdiction, out string id) || jurisdiction != report.Jurisdiction || id == report.Id)
        {
            return new Outcome<ReportStep>.Invalid([new("$.into", $"Another report of {report.Jurisdiction}, as {report.Jurisdiction}/{{id}}.")]);
        }

        if (await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is not { } leader || !acting.Caller.Can(Capability.ReadReports, leader.Value.Target))
        {
            return new Outcome<ReportStep>.Invalid([new("$.into", "There is no such report.")]);
        }

        if (!acting.Caller.Can(Capability.HandleReports, leader.Value.Target))
        {
            return new Outcome<ReportStep>.Forbidden("Merging needs HandleReports where both reports lie.");
        }

        if (WhyNotUnder(report, leader.Value) is { } why)
        {
            return new Outcome<ReportStep>.Conflict(why);
        }

        ReportStep step = await StepAsync(report, leader, now, acting, cancellationToken);
        return step with { Words = wanted.Note, As = acting.Caller.PresetFor(Capability.HandleReports, report.Target) };
    }

    /// <summary>Why a report cannot come under another as that stands; null where it can.</summary>
    private static string? WhyNotUnder(Report report, Report leader) => leader switch
    {
        { DuplicateOf: { } other } => $"That report follows {leader.Jurisdiction}/{other} itself; merge into that one.",
        { Open: false } => $"That report is {Wire.Name(leader.State)}; only one that is open can be followed.",
        _ when leader.Followers.Count + report.Followers.Count + 1 > Following.MaxFollowers
            => $"At most {Following.MaxFollowers} reports follow one; {leader.Followers.Count} do, and {report.Followers.Count} would come along.",
        _ => null,
    };

    private async Task<Outcome<ReportStep>> DecideUnmergeAsync(WantedMerge wanted, Report report, Acting acting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Lifecycle.Find(report.State, Move.Unmerge) is null || await store.FindAsync(Kinds.Report, report.Jurisdiction, report.DuplicateOf!, cancellationToken) is not { } leader)
        {
            return new Outcome<ReportStep>.Conflict(MoveReport.WhyNot(report.State, Move.Unmerge));
        }

        if (!acting.Caller.Can(Capability.HandleReports, leader.Value.Target))
        {
            return new Outcome<ReportStep>.Forbidden("Unmerging needs HandleReports where both reports lie.");
        }

        Report after = Following.OnItsOwn(report, [], deadlines, await store.SettingsOfAsync(report.Jurisdiction, cancellationToken), now);
        return new ReportStep(after, ReportEventKind.Moved)
        {
            Move = Move.Unmerge,
            Action = "moveReport.unmerge",
            As = acting.Caller.PresetFor(Capability.HandleReports, report.Target),
            Words = wanted.Note,
            Tell = [after.Assignee ?? OutboxMessage.DutyDesk, OutboxMessage.Reporter],
            Event = e => e with { Other = leader.Value.Id },
            AlsoWrite = batch => Following.Loses(leader.Value, report.Id).AddTo(batch, leader, acting, now),
        };
    }
}
