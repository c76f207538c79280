using System.Globalization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Feedbacks;

/// <summary>What a reporter says.</summary>
/// <param name="Satisfied">Whether they are satisfied.</param>
/// <param name="Words">In their own words (personal); null for none.</param>
/// <param name="Rating">1 (worst) to 5; null for none.</param>
public sealed record GivenFeedback(bool Satisfied, string? Words, int? Rating)
{
    /// <summary>The most that can be said, in UTF-16 units.</summary>
    public const int MaxWords = 4000;

    /// <summary>Every fault of it.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (!Satisfied && string.IsNullOrWhiteSpace(Words))
        {
            yield return new("$.words", "Say what is not solved; whoever decides whether it is begun again reads it.");
        }
    }
}

/// <summary>
/// Takes in what a reporter says of a resolution: once for each, until the day that was promised when it was made, also after the report was closed. Who is
/// not satisfied asks with the same step that the report be begun again.
/// </summary>
public sealed class GiveFeedback(IDocumentStore store, StepReport steps, DeadlineClock deadlines)
{
    /// <summary>Until when the reporter can say something of it; null where there is nothing to say, or it was said.</summary>
    public static DateTimeOffset? OpenUntil(Report report) => IsSaid(report) || report.State is not (ReportState.Resolved or ReportState.Closed or ReportState.ReopenRequested) ? null : report.FeedbackUntil;

    /// <summary>Takes it in. Who it is, the tracking link has shown.</summary>
    /// <param name="jurisdiction">The report's partition.</param>
    /// <param name="id">The report.</param>
    /// <param name="given">What they say.</param>
    /// <param name="once">The idempotency key; null for none: the same said again is known without one.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<Report>>> RunAsync(
        string jurisdiction, string id, GivenFeedback given, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (given.Faults().ToList() is { Count: > 0 } faults)
        {
            return new Outcome<Stored<Report>>.Invalid(faults);
        }

        bool saidBefore = false;
        var outcome = await steps.RunAsync(
            new WantedStep(jurisdiction, id, acting) { Once = once, Knows = true },
            async (found, now) =>
            {
                saidBefore = IsSaid(found.Value);
                return saidBefore
                    ? new Outcome<ReportStep>.Conflict($"This was answered on {StoredTimeConverter.Text(found.Value.Feedback!.At)}; each resolution is answered once.")
                    : await DecideAsync(found.Value, given, now, cancellationToken);
            },
            cancellationToken);
        return outcome is Outcome<Stored<Report>>.Conflict && saidBefore && await FindSameAsync(jurisdiction, id, given, cancellationToken) is { } same
            ? new Outcome<Stored<Report>>.Done(same, Replayed: true)
            : outcome;
    }

    private static bool IsSaid(Report report) => report.Feedback is { } last && last.Resolution == report.Resolutions;

    private async Task<Outcome<ReportStep>> DecideAsync(Report report, GivenFeedback given, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (OpenUntil(report) is not { } until || await new KeepResolutions(store).LastAsync(report, cancellationToken) is not { } resolution)
        {
            return new Outcome<ReportStep>.Conflict($"A report that is {Wire.Name(report.State)} cannot be answered; it can when it was said to be solved.");
        }

        if (now > until)
        {
            return new Outcome<ReportStep>.Conflict($"It could be answered until {StoredTimeConverter.Text(until)}.");
        }

        bool asksAgain = !given.Satisfied && Lifecycle.Find(report.State, Move.RequestReopen) is not null;
        Report after = report with { Feedback = new Feedback(now, given.Satisfied, given.Rating, report.Resolutions, report.Sequence + 1) };
        if (asksAgain)
        {
            Jurisdiction? settings = await store.SettingsOfAsync(report.Jurisdiction, cancellationToken);
            after = after with { State = ReportState.ReopenRequested, ClosedAt = null };
            after = deadlines.Apply(report, after, settings, now);
        }

        Resolution answered = resolution.Value with { Answered = true, Satisfied = given.Satisfied, Rating = given.Rating };
        return new ReportStep(after, ReportEventKind.Feedback)
        {
            Move = asksAgain ? Move.RequestReopen : null,
            Action = "giveFeedback",
            Words = given.Words,
            Tell = [.. report.Assignee is { } handler ? [handler] : Array.Empty<string>(), .. given.Satisfied ? Array.Empty<string>() : [OutboxMessage.DutyDesk]],
            Event = e => e with { Satisfied = given.Satisfied },
            AlsoWrite = batch => batch.Replace(Kinds.Resolution, answered, resolution.ETag),
        };
    }

    /// <summary>The report where exactly this was said of it; null where it was something else.</summary>
    private async Task<Stored<Report>?> FindSameAsync(string jurisdiction, string id, GivenFeedback given, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is not { Value.Feedback: { } said } report
            || said.Satisfied != given.Satisfied || said.Rating != given.Rating)
        {
            return null;
        }

        var words = await store.FindAsync(Kinds.ReportPersonalPart, jurisdiction, ReportPersonalPart.IdOf(ReportEvent.IdOf(id, said.Event)), cancellationToken);
        return (words?.Value.Words ?? "") == (given.Words ?? "") ? report : null;
    }
}
