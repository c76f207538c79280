using GridSteward.Domain.Assists;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A move that somebody wants.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Move">What is to be done.</param>
/// <param name="Note">Words beside it (personal); where the table wants a reason, the reason.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedMove(string Jurisdiction, string Id, Move Move, string? Note, Func<string, bool>? SeenETag)
{
    /// <summary>To whom a dispatch goes, by key: <c>post:{id}</c>, <c>team:{id}</c> or <c>partner:{id}</c>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Until when it waits; null where nobody knows.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The jurisdiction that a transfer goes to.</summary>
    public string? To { get; init; }

    /// <summary>The category that a transferred report gets there; null for the same.</summary>
    public string? Category { get; init; }

    /// <summary>Every fault of what stands beside the move; the same for every report.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (Lifecycle.RowsOf(Move).All(r => r.WantsReason) && string.IsNullOrWhiteSpace(Note))
        {
            yield return new("$.note", $"{Wire.Name(Move)} needs a reason; the reporter reads it.");
        }

        foreach (var (name, given, move, needed) in new[]
        {
            ("assignee", Assignee is not null, Move.Dispatch, true), ("until", Until is not null, Move.Wait, false),
            ("to", To is not null, Move.Transfer, true), ("category", Category is not null, Move.Transfer, false),
        })
        {
            if (given && Move != move)
            {
                yield return new($"$.{name}", $"Goes with {Wire.Name(move)} only.");
            }
            else if (needed && !given && Move == move)
            {
                yield return new($"$.{name}", $"{Wire.Name(move)} needs it.");
            }
        }
    }
}

/// <summary>Moves a report through its lifecycle. Merging and what else needs more than one report has operations of its own.</summary>
public sealed class MoveReport(IDocumentStore store, StepReport steps, DeadlineClock deadlines, HandOver handOver)
{
    private readonly Succession succession = new(store, deadlines);

    /// <summary>Does a move of the staff's, once per version and idempotency key.</summary>
    public async Task<Outcome<Stored<Report>>> RunAsync(WantedMove wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (wanted.Faults().ToList() is { Count: > 0 } faults)
        {
            return new Outcome<Stored<Report>>.Invalid(faults);
        }

        var step = new WantedStep(wanted.Jurisdiction, wanted.Id, acting) { SeenETag = wanted.SeenETag, Once = once, Forbids = report => Forbids(wanted.Move, report, acting.Caller) };
        if (wanted.Move == Move.Transfer)
        {
            await handOver.AnnounceAsync(wanted.Jurisdiction, wanted.Id, cancellationToken);
        }

        var outcome = await RunAsync(step, wanted, acting.Caller, cancellationToken);
        if (outcome is Outcome<Stored<Report>>.Done { Value.Value: { State: ReportState.Transferred } moved })
        {
            await handOver.CompleteAsync(moved, acting, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Does a move of the reporter's own. Who it is, the tracking link has shown.</summary>
    public async Task<Outcome<Stored<Report>>> RunForReporterAsync(WantedMove wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (wanted.Faults().ToList() is { Count: > 0 } faults)
        {
            return new Outcome<Stored<Report>>.Invalid(faults);
        }

        var step = new WantedStep(wanted.Jurisdiction, wanted.Id, acting)
        {
            SeenETag = wanted.SeenETag,
            Once = once,
            Knows = true,
            Forbids = _ => Lifecycle.RowsOf(wanted.Move).Any(r => r.Needs is null) ? null : $"{Wire.Name(wanted.Move)} is not the reporter's.",
        };
        return await RunAsync(step, wanted, null, cancellationToken);
    }

    private Task<Outcome<Stored<Report>>> RunAsync(WantedStep step, WantedMove wanted, Caller? staff, CancellationToken cancellationToken) => steps.RunAsync(
        step,
        async (found, now) => await succession.CompleteAsync(
            found.Value, await DecideAsync(wanted, found.Value, staff, now, cancellationToken), step.Acting, now, cancellationToken),
        cancellationToken);

    /// <summary>The moves that the caller may make of the report as it stands.</summary>
    public static IReadOnlyList<Move> AllowedTo(Caller caller, Report report)
        => [.. Lifecycle.Moves.Where(m => m.From == report.State && Forbids(m.Move, report, caller) is null).Select(m => m.Move)];

    /// <summary>Why the caller may not make the move, whatever its state where that does not allow it anyway; null where they may.</summary>
    public static string? Forbids(Move move, Report report, Caller caller)
    {
        Capability?[] needs = Lifecycle.Find(report.State, move) is { } row ? [NeedOf(row, report)] : [.. Lifecycle.RowsOf(move).Select(r => r.Needs)];
        return needs.Any(n => n is { } need && caller.Can(need, report.Target)) ? null
            : needs.OfType<Capability>().Distinct().ToList() is { Count: > 0 } known ? $"{Wire.Name(move)} needs {string.Join(" or ", known)} where the report lies."
            : $"{Wire.Name(move)} is the reporter's, by the tracking link.";
    }

    /// <summary>What a row takes: beginning again once too often takes a manager.</summary>
    private static Capability? NeedOf(AllowedMove row, Report report)
        => row is { Move: Move.Reopen } && report.ReopensUsedUp ? Capability.CloseReports : row.Needs;

    private async Task<Outcome<ReportStep>> DecideAsync(WantedMove wanted, Report report, Caller? staff, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Lifecycle.Find(report.State, wanted.Move) is not { } allowed)
        {
            return new Outcome<ReportStep>.Conflict(WhyNot(report.State, wanted.Move));
        }

        if (staff is not null && allowed.Needs is null)
        {
            return new Outcome<ReportStep>.Forbidden($"{Wire.Name(wanted.Move)} is the reporter's, by the tracking link.");
        }

        Jurisdiction? settings = await store.SettingsOfAsync(report.Jurisdiction, cancellationToken);
        var made = await new MoveForms(store).ApplyAsync(wanted, report, settings, staff?.Subject ?? OutboxMessage.Reporter, now, cancellationToken);
        if (made is not Outcome<Report>.Done { Value: var changed })
        {
            return made.As<ReportStep>();
        }

        Report after = changed with
        {
            State = allowed.To,
            Open = Lifecycle.IsOpen(allowed.To),
            ClosedAt = Lifecycle.IsOver(allowed.To) ? now : null,
            ReopensUsedUp = changed.Reopens >= (settings?.MaxReopens ?? Jurisdiction.DefaultMaxReopens),
        };
        IReadOnlyList<string> helpers = [];
        if (!after.Open)
        {
            (after, helpers) = KeepAssists.Ended(after, now);
        }

        after = deadlines.Apply(report, after.WithNodes(), settings, now);
        if (wanted.Move is Move.Dispatch or Move.Reopen)
        {
            after = after with { Responsibility = await new FindFiveLevels(store).RunAsync(after, settings, now, cancellationToken) };
        }

        Resolution? resolution = wanted.Move == Move.Resolve ? await new KeepResolutions(store).OfAsync(after, settings, now, cancellationToken) : null;
        return new ReportStep(after, ReportEventKind.Moved)
        {
            Move = wanted.Move,
            Action = $"moveReport.{Wire.Name(wanted.Move)}",
            As = staff is null || NeedOf(allowed, report) is not { } need ? null : staff.PresetFor(need, report.Target),
            Words = wanted.Note,
            Tell = [.. WhomToTell(wanted.Move, report, after), .. helpers],
            AlsoWrite = resolution is null ? null : batch => batch.Create(Kinds.Resolution, resolution),
            Event = e => e with { AssigneeBefore = report.Assignee == after.Assignee ? null : report.Assignee },
        };
    }

    /// <summary>Why a move is not allowed in a state, and what is.</summary>
    public static string WhyNot(ReportState state, Move move)
    {
        string can = string.Join(", ", Lifecycle.Moves.Where(m => m.From == state).Select(m => Wire.Name(m.Move)));
        return $"A report that is {Wire.Name(state)} cannot {Wire.Name(move)}; {(can.Length == 0 ? "it is final" : $"it can {can}")}.";
    }

    /// <summary>The reporter hears of every move of others; whoever gets or loses it, and whoever has to decide, of theirs.</summary>
    private static string[] WhomToTell(Move move, Report before, Report after)
    {
        string handler = after.Assignee ?? OutboxMessage.DutyDesk;
        return move switch
        {
            Move.Dispatch when before.Assignee is { } former && former != after.Assignee => [handler, former, OutboxMessage.Reporter],
            Move.Dispatch or Move.Reopen => [handler, OutboxMessage.Reporter],
            Move.Return => [OutboxMessage.DutyDesk, OutboxMessage.Reporter],
            Move.RequestReopen => [OutboxMessage.DutyDesk],
            Move.Withdraw => [handler],
            _ => [OutboxMessage.Reporter],
        };
    }
}
