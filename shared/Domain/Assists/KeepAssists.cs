using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assists;

/// <summary>Asks others to help within a report, and takes in what they say. Each is a step of the report; the report stays with whoever has it.</summary>
public sealed class KeepAssists(IDocumentStore store, StepReport steps, AreaSnapshots snapshots, HeldPosts held)
{
    /// <summary>Asks a post, a team or a partner to help.</summary>
    public Task<Outcome<Stored<Report>>> AskAsync(WantedAssist wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var step = new WantedStep(wanted.Jurisdiction, wanted.Report, acting)
        {
            SeenETag = wanted.SeenETag,
            Once = once,
            Forbids = report => acting.Caller.CanAsOwn(Capability.HandleReports, report.Target) ? null : "Asking others to help needs HandleReports where the report lies.",
        };
        return steps.RunAsync(step, (found, now) => AskingAsync(wanted, found.Value, acting, now, cancellationToken), cancellationToken);
    }

    /// <summary>Accepts, declines or answers a request as whoever was asked, or takes it back as who asked or handles the report.</summary>
    public async Task<Outcome<Stored<Report>>> MoveAsync(WantedAssistMove wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (wanted.Faults().ToList() is { Count: > 0 } faults)
        {
            return new Outcome<Stored<Report>>.Invalid(faults);
        }

        Caller caller = acting.Caller;
        IReadOnlyList<string> posts = await held.OfAsync(wanted.Jurisdiction, caller, cancellationToken);
        bool byAsked = AssistTable.RowsOf(wanted.Move).All(r => r.ByAsked);
        Report? seen = (await store.FindAsync(Kinds.Report, wanted.Jurisdiction, wanted.Report, cancellationToken))?.Value;
        var step = new WantedStep(wanted.Jurisdiction, wanted.Report, acting)
        {
            SeenETag = wanted.SeenETag,
            Once = once,

            // Who declines sees the report no more, and can still send that again.
            Knows = seen is not null && Find(seen, wanted.Assist) is { } assist && SpeaksFor(seen, assist),
            Forbids = report => Find(report, wanted.Assist) is not { } named
                || (byAsked ? SpeaksFor(report, named) : caller.Subject == named.AskedBy || caller.CanAsOwn(Capability.HandleReports, report.Target))
                ? null
                : byAsked ? $"{Wire.Name(wanted.Move)} is for whoever was asked." : $"{Wire.Name(wanted.Move)} is for who asked, and who handles the report.",
        };
        return await steps.RunAsync(step, (found, now) => Task.FromResult(Moving(wanted, found.Value, caller, now)), cancellationToken);

        bool SpeaksFor(Report report, Assist one)
            => caller.CanAsOwn(Capability.HandleReports, one.TargetIn(wanted.Jurisdiction) with { Private = report.Private }) || (one.Asked.Kind == AssigneeKind.Post && posts.Contains(one.Asked.Id));
    }

    /// <summary>The report with its open requests cancelled, as at the end of the work on it, and the keys of those who are to be told.</summary>
    public static (Report Report, IReadOnlyList<string> Tell) Ended(Report report, DateTimeOffset now)
    {
        string[] open = [.. report.Assists.Where(a => a.IsOpen).Select(a => a.Asked.Key)];
        return open.Length == 0 ? (report, open) : (
            report with { Assists = [.. report.Assists.Select(a => a.IsOpen ? a.After(AssistTable.Find(a.State, AssistMove.Cancel)!, now) : a)] },
            open);
    }

    /// <summary>Why the report cannot be resolved, naming those whose answer is wanted; null where it can.</summary>
    public static string? HoldsUp(Report report)
        => report.Assists.Where(a => a.HoldsUp).Select(a => $"{a.Asked.Title} ({Wire.Name(a.State)})").ToList() is { Count: > 0 } waited
            ? $"Their answers are required, and have not come: {string.Join(", ", waited)}. Whoever declined is to be cancelled, or another asked instead."
            : null;

    private async Task<Outcome<ReportStep>> AskingAsync(WantedAssist wanted, Report report, Acting acting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (NotOpen(report) is { } why)
        {
            return new Outcome<ReportStep>.Conflict(why);
        }

        if (await FindAssignee.OfKeyAsync(store, report.Jurisdiction, wanted.Assignee, cancellationToken) is not { } asked)
        {
            return new Outcome<ReportStep>.Invalid([new("$.assignee", $"There is no '{wanted.Assignee}' here; it is post:{{id}}, team:{{id}} or partner:{{id}}.")]);
        }

        Assist? declined = Find(report, wanted.InsteadOf);
        if (wanted.InsteadOf is not null && declined is not { State: AssistState.Declined })
        {
            return new Outcome<ReportStep>.Invalid([new("$.insteadOf", "The id of a request of this report that was declined.")]);
        }

        if (asked.Key == report.Assignee || report.Assists.Any(a => a.IsOpen && a.Asked.Key == asked.Key))
        {
            return new Outcome<ReportStep>.Conflict($"{asked.Title} {(asked.Key == report.Assignee ? "has this report" : "was asked already")}.");
        }

        if (report.Assists.Count >= Assist.Most)
        {
            return new Outcome<ReportStep>.Conflict($"{Assist.Most} were asked; that is the most for one report.");
        }

        var assist = new Assist
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Asked = asked,
            Areas = asked.Kind == AssigneeKind.Post ? await LineageAsync(report.Jurisdiction, asked.Area, cancellationToken) : [],
            Required = wanted.Required,
            State = AssistState.Asked,
            AskedBy = acting.Caller.Subject!,
            AskedAt = now,
        };
        IEnumerable<Assist> before = declined is null ? report.Assists : Replaced(report, declined, declined.After(AssistTable.Find(declined.State, AssistMove.Cancel)!, now));
        return new ReportStep(report with { Assists = [.. before, assist] }, ReportEventKind.AssistAsked)
        {
            Action = "askAssist",
            As = acting.Caller.PresetFor(Capability.HandleReports, report.Target),
            Words = wanted.Note,
            Tell = declined is null ? [asked.Key] : [asked.Key, declined.Asked.Key],
            Event = e => e with { Assist = assist.Id },
        };
    }

    private static Outcome<ReportStep> Moving(WantedAssistMove wanted, Report report, Caller caller, DateTimeOffset now)
    {
        if (Find(report, wanted.Assist) is not { } assist)
        {
            return new Outcome<ReportStep>.NotFound("There is no such request for help.");
        }

        if (NotOpen(report) is { } why)
        {
            return new Outcome<ReportStep>.Conflict(why);
        }

        if (AssistTable.Find(assist.State, wanted.Move) is not { } row)
        {
            string can = string.Join(", ", AssistTable.Moves.Where(m => m.From == assist.State).Select(m => Wire.Name(m.Move)));
            return new Outcome<ReportStep>.Conflict($"A request that is {Wire.Name(assist.State)} cannot {Wire.Name(wanted.Move)}; {(can.Length == 0 ? "it is final" : $"it can {can}")}.");
        }

        return new ReportStep(report with { Assists = [.. Replaced(report, assist, assist.After(row, now))] }, ReportEventKind.AssistMoved)
        {
            Action = $"moveAssist.{Wire.Name(wanted.Move)}",
            As = caller.PresetFor(Capability.HandleReports, row.ByAsked ? assist.TargetIn(report.Jurisdiction) : report.Target),
            Words = wanted.Note,
            Tell = [row.ByAsked ? report.Assignee ?? OutboxMessage.DutyDesk : assist.Asked.Key],
            Event = e => e with { Assist = assist.Id, AssistMove = wanted.Move },
        };
    }

    private static Assist? Find(Report report, string? id) => report.Assists.FirstOrDefault(a => a.Id == id);

    private static IEnumerable<Assist> Replaced(Report report, Assist before, Assist after) => report.Assists.Select(a => a.Id == before.Id ? after : a);

    private static string? NotOpen(Report report)
        => Lifecycle.IsOpen(report.State) ? null : $"A report that is {Wire.Name(report.State)} asks nobody for help; its work has ended.";

    private async Task<IReadOnlyList<string>> LineageAsync(string jurisdiction, string area, CancellationToken cancellationToken)
        => await store.SettingsOfAsync(jurisdiction, cancellationToken) is { } settings
            ? (await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken)).LineageCodes(area)
            : [area];
}
