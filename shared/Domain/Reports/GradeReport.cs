using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A severity that somebody finds right.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Note">Why (personal).</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedSeverity(string Jurisdiction, string Id, Severity Severity, string Note, Func<string, bool> SeenETag);

/// <summary>Changes how bad a report is, and its deadlines with it.</summary>
public sealed class GradeReport(IDocumentStore store, StepReport steps, DeadlineClock deadlines)
{
    /// <summary>Changes it, once per version and idempotency key.</summary>
    public Task<Outcome<Stored<Report>>> RunAsync(WantedSeverity wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        var step = new WantedStep(wanted.Jurisdiction, wanted.Id, acting)
        {
            SeenETag = wanted.SeenETag,
            Once = once,
            Forbids = report => acting.Caller.Can(Capability.HandleReports, report.Target) ? null : "Changing the severity needs HandleReports where the report lies.",
        };
        return steps.RunAsync(step, (found, now) => DecideAsync(wanted, found.Value, acting.Caller, now, cancellationToken), cancellationToken);
    }

    private async Task<Outcome<ReportStep>> DecideAsync(WantedSeverity wanted, Report report, Caller caller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Lifecycle.IsOpen(report.State))
        {
            return new Outcome<ReportStep>.Conflict($"A report that is {Wire.Name(report.State)} has no deadlines any more.");
        }

        if (report.Severity == wanted.Severity)
        {
            return new Outcome<ReportStep>.Conflict($"Its severity is {Wire.Name(wanted.Severity)} already.");
        }

        Jurisdiction? settings = await store.SettingsOfAsync(report.Jurisdiction, cancellationToken);
        return new ReportStep(deadlines.Grade(report, wanted.Severity, settings, now), ReportEventKind.Graded)
        {
            Action = "gradeReport",
            As = caller.PresetFor(Capability.HandleReports, report.Target),
            Words = wanted.Note,
            Tell = [report.Assignee ?? OutboxMessage.DutyDesk],
            Event = e => e with { Severity = wanted.Severity, SeverityBefore = report.Severity },
        };
    }
}
