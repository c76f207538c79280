using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Duplicates;

/// <summary>
/// Keeps those who follow a report from being forgotten when it ends for good here: withdrawn by its reporter, or handed to another jurisdiction. In the very batch
/// of that move the first follower goes on by itself, and the others follow that one. A report that is refused or closed keeps its followers: that holds for all of
/// them, and can be taken up again.
/// </summary>
internal sealed class Succession(IDocumentStore store, DeadlineClock deadlines)
{
    /// <summary>The step with what it makes of the report's followers.</summary>
    public async Task<Outcome<ReportStep>> CompleteAsync(Report before, Outcome<ReportStep> decided, Acting acting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (decided is not Outcome<ReportStep>.Done { Value: var step } || !Lifecycle.IsFinal(step.After.State)
            || await store.FollowersOfAsync(before, cancellationToken) is not { Count: > 0 } followers)
        {
            return decided;
        }

        Stored<Report> heir = followers[0];
        List<Stored<Report>> others = [.. followers.Skip(1)];
        Report going = Following.OnItsOwn(Heir(heir.Value, before, step.Move), [.. others.Select(o => o.Value.Id)], deadlines, await store.SettingsOfAsync(before.Jurisdiction, cancellationToken), now);
        ReportStep leads = new(going, ReportEventKind.Moved)
        {
            Move = Move.Unmerge,
            Action = "moveReport.unmerge",
            Tell = [going.Assignee ?? OutboxMessage.DutyDesk, OutboxMessage.Reporter],
            Event = e => e with { Other = before.Id },
        };

        // It is the program that decides this, not the reporter of another report.
        Acting program = new(Caller.Program, acting.TraceId);
        return step with
        {
            After = step.After with { Followers = [] },
            AlsoWrite = batch =>
            {
                step.AlsoWrite?.Invoke(batch);
                leads.AddTo(batch, heir, program, now);
                foreach (Stored<Report> other in others)
                {
                    Following.Regrouped(other.Value, going.Id).AddTo(batch, other, program, now);
                }
            },
        };
    }

    /// <summary>Whoever was at work on a report that is withdrawn goes on with its heir. One that is handed on was nobody's here.</summary>
    private static Report Heir(Report heir, Report before, Move? move)
        => move == Move.Withdraw && before.Handler is { } handler ? heir with { Assignee = handler.Key, Dispatched = heir.Assignment.Assignee?.Key == handler.Key ? null : handler } : heir;
}
