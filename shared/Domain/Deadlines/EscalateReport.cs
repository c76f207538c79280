using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Deadlines;

/// <summary>
/// Does what the moment asks of one report: ends a wait that is over, or tells the next level of a deadline that was missed. The report, its event and its
/// message are one batch on the version that was seen, with the moment of the next look in it; so however often, by however many and however interrupted it
/// is done, a level is told once of a missed deadline.
/// </summary>
public sealed class EscalateReport(StepReport steps, MoveReport moves, FindFiveLevels levels, DeadlineClock deadlines)
{
    /// <summary>Does it.</summary>
    /// <param name="seen">The report as it was seen; where it has changed since, nothing is done.</param>
    /// <param name="settings">Its jurisdiction's; null where it lies in none.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    /// <returns>The report after it, or why nothing was done.</returns>
    public Task<Outcome<Stored<Report>>> RunAsync(Stored<Report> seen, Jurisdiction? settings, CancellationToken cancellationToken)
    {
        Report report = seen.Value;
        if (report.State == ReportState.Waiting)
        {
            return moves.RunAsync(new WantedMove(report.Jurisdiction, report.Id, Move.Resume, null, Saw), null, Acting.Program, cancellationToken);
        }

        var wanted = new WantedStep(report.Jurisdiction, report.Id, Acting.Program) { SeenETag = Saw, Knows = true };
        return steps.RunAsync(wanted, (found, now) => DecideAsync(found.Value, settings, now, cancellationToken), cancellationToken);

        bool Saw(string etag) => etag == seen.ETag;
    }

    private async Task<Outcome<ReportStep>> DecideAsync(Report report, Jurisdiction? settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (DeadlineClock.Due(report, now) is not [var kind, ..])
        {
            return new Outcome<ReportStep>.Conflict("Nothing is due.");
        }

        // Posts come and go, and people leave them: who is told is found anew.
        Report current = report with { Responsibility = await levels.RunAsync(report, settings, now, cancellationToken) };
        EscalationFact next = EscalationLadder.Next(current, kind) ?? throw new InvalidOperationException("Above the duty desk nothing is due.");
        return new ReportStep(deadlines.Told(current, kind, next.Level, settings, now), ReportEventKind.Escalated)
        {
            Action = $"escalateReport.{Wire.Name(kind)}",
            Tell = [next.To],
            Event = e => e with { Escalation = next },
        };
    }
}
