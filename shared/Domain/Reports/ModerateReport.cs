using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>Something that staff do with what a report says.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Reason">Why (personal); empty where none was said.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedModeration(string Jurisdiction, string Id, string? Reason, Func<string, bool> SeenETag);

/// <summary>
/// Hides what a report says, shows it again, and replaces words that should not stand there. The state stays, and so does what the reporter's link shows of it.
/// </summary>
public sealed class ModerateReport(IDocumentStore store, StepReport steps)
{
    /// <summary>Hides words, contact and photos from all but the auditor and whoever hides them.</summary>
    public Task<Outcome<Stored<Report>>> HideAsync(WantedModeration wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => RunAsync(wanted, once, acting, (report, _) => Task.FromResult(report.HiddenBy is not null
            ? new Outcome<ReportStep>.Conflict("It is hidden already.")
            : (Outcome<ReportStep>)Step(report with { HiddenBy = acting.Caller.Subject }, ReportEventKind.Hidden, "hideReport", wanted, acting)), cancellationToken);

    /// <summary>Shows again what was hidden.</summary>
    public Task<Outcome<Stored<Report>>> ShowAsync(WantedModeration wanted, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => RunAsync(wanted, once, acting, (report, _) => Task.FromResult(report.HiddenBy is null
            ? new Outcome<ReportStep>.Conflict("It is not hidden.")
            : (Outcome<ReportStep>)Step(report with { HiddenBy = null }, ReportEventKind.Shown, "showReport", wanted, acting)), cancellationToken);

    /// <summary>Replaces the words of a report, or the note of one of its events. What stood there first is kept for the auditor, however often it is replaced.</summary>
    /// <param name="wanted">The report, and why.</param>
    /// <param name="sequence">The event whose note it is; null for the report's own words.</param>
    /// <param name="words">What is to stand there; empty for nothing.</param>
    /// <param name="once">The idempotency key; null for none.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public Task<Outcome<Stored<Report>>> RedactAsync(
        WantedModeration wanted, int? sequence, string words, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => RunAsync(wanted, once, acting, async (report, now) =>
        {
            string id = ReportPersonalPart.IdOf(sequence is { } number ? ReportEvent.IdOf(report.Id, number) : report.Id);
            if (await store.FindAsync(Kinds.ReportPersonalPart, report.Jurisdiction, id, cancellationToken) is not { Value.Words: { Length: > 0 } before } part)
            {
                return new Outcome<ReportStep>.Conflict(sequence is null ? "It has no words." : $"Its event {sequence} has no note.");
            }

            bool isFirst = await store.FindAsync(Kinds.ReportOriginal, report.Jurisdiction, ReportOriginal.IdOf(id), cancellationToken) is null;
            ReportOriginal original = new()
            {
                Id = ReportOriginal.IdOf(id),
                Jurisdiction = report.Jurisdiction,
                Report = report.Id,
                Part = id,
                Sequence = sequence,
                Words = before,
                RedactedAt = now,
            };
            return Step(report, ReportEventKind.Redacted, "redactReport", wanted, acting) with
            {
                AlsoWrite = batch =>
                {
                    batch.Replace(Kinds.ReportPersonalPart, part.Value with { Words = words.Length == 0 ? null : words }, part.ETag);
                    if (isFirst)
                    {
                        batch.Create(Kinds.ReportOriginal, original);
                    }
                },
            };
        }, cancellationToken);

    private static ReportStep Step(Report after, ReportEventKind kind, string action, WantedModeration wanted, Acting acting) => new(after, kind)
    {
        Action = action,
        As = acting.Caller.PresetFor(Capability.CloseReports, after.Target),
        Words = wanted.Reason,
    };

    private Task<Outcome<Stored<Report>>> RunAsync(
        WantedModeration wanted, OnceKey? once, Acting acting, Func<Report, DateTimeOffset, Task<Outcome<ReportStep>>> decide, CancellationToken cancellationToken)
    {
        var step = new WantedStep(wanted.Jurisdiction, wanted.Id, acting)
        {
            SeenETag = wanted.SeenETag,
            Once = once,
            Forbids = report => acting.Caller.Can(Capability.CloseReports, report.Target) ? null : "It needs CloseReports where the report lies.",
        };
        return steps.RunAsync(step, (found, now) => decide(found.Value, now), cancellationToken);
    }
}
