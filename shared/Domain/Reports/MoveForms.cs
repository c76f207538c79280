using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>What single moves change in a report besides its state, and what they want to be true for it.</summary>
internal sealed class MoveForms(IDocumentStore store)
{
    /// <summary>The longest wait, in days.</summary>
    private const int MaxWaitDays = 366;

    /// <summary>The report as the move makes it, but for its state and its deadlines.</summary>
    /// <param name="wanted">The move.</param>
    /// <param name="report">The report before it.</param>
    /// <param name="settings">Its jurisdiction's; null where it lies in none.</param>
    /// <param name="subject">Who makes it.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<Report>> ApplyAsync(
        WantedMove wanted, Report report, Jurisdiction? settings, string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Whatever it is, it no longer waits.
        Report going = report with { WaitUntil = null };
        return wanted.Move switch
        {
            Move.Wait => wanted.Until is { } until && (until <= now || until > now.AddDays(MaxWaitDays))
                ? new Outcome<Report>.Invalid([new("$.until", $"Later than now, and within {MaxWaitDays} days.")])
                : report with { WaitUntil = wanted.Until },
            Move.Return => going with { Assignee = null, Dispatched = null },
            Move.Dispatch => await DispatchAsync(wanted, going, cancellationToken),
            Move.Reopen => going with { Reopens = report.Reopens + 1, ResolvedBy = null, FeedbackUntil = null },
            Move.Resolve => KeepAssists.HoldsUp(report) is { } waited ? new Outcome<Report>.Conflict(waited) : KeepResolutions.Resolved(going, subject, settings, now),
            Move.Close or Move.DeclineReopen => WhyNotOneself(report, settings, subject) is { } why ? new Outcome<Report>.Conflict(why) : going,
            Move.Transfer => await TransferAsync(wanted, going, settings, now, cancellationToken),
            Move.Merge or Move.Unmerge => new Outcome<Report>.Invalid([new("$.move", $"{Wire.Name(wanted.Move)} takes another report with it; it has a path of its own.")]),
            _ => going,
        };
    }

    /// <summary>Why it takes somebody else to end the report; null where it does not.</summary>
    private static string? WhyNotOneself(Report report, Jurisdiction? settings, string subject)
        => settings?.FindCategory(report.Category) is not { VerifyByAnother: true } category || report.Resolutions == 0 ? null
            : subject == Caller.Program.Subject ? $"A report of the category '{category.Code}' is verified by a person."
            : subject == report.ResolvedBy ? $"A report of the category '{category.Code}' is verified by somebody other than who resolved it."
            : null;

    private async Task<Outcome<Report>> DispatchAsync(WantedMove wanted, Report report, CancellationToken cancellationToken)
    {
        if (report.Assignee is not null && string.IsNullOrWhiteSpace(wanted.Note))
        {
            return new Outcome<Report>.Invalid([new("$.note", "Somebody has it: dispatching it to another needs a reason; the reporter reads it.")]);
        }

        if (await FindAssignee.OfKeyAsync(store, report.Jurisdiction, wanted.Assignee!, cancellationToken) is not { } to)
        {
            return new Outcome<Report>.Invalid([new("$.assignee", $"There is no '{wanted.Assignee}' here; it is post:{{id}}, team:{{id}} or partner:{{id}}.")]);
        }

        return report with { Assignee = to.Key, Dispatched = to };
    }

    private async Task<Outcome<Report>> TransferAsync(WantedMove wanted, Report report, Jurisdiction? settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string to = wanted.To!;
        if (to == report.Jurisdiction)
        {
            return new Outcome<Report>.Invalid([new("$.to", "It is there already.")]);
        }

        string category = wanted.Category ?? report.Category;
        if (to != Jurisdiction.Unassigned)
        {
            if (await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, to, cancellationToken) is not { Value.Arriving: null }
                || await store.SettingsOfAsync(to, cancellationToken) is not { } there)
            {
                return new Outcome<Report>.Invalid([new("$.to", $"There is no jurisdiction '{to}'.")]);
            }

            if (there.FindCategory(category) is null)
            {
                return new Outcome<Report>.Invalid([SubmitReport.UnknownCategory(category, there)]);
            }
        }

        return report with { TransferredTo = $"{to}/{Guid.CreateVersion7(now)}", TransferredCategory = category };
    }
}
