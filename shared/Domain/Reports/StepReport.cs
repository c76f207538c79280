using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A step that somebody wants.</summary>
/// <param name="Jurisdiction">The report's partition.</param>
/// <param name="Id">The report.</param>
/// <param name="Acting">Who.</param>
public sealed record WantedStep(string Jurisdiction, string Id, Acting Acting)
{
    /// <summary>Whether an ETag is the version that the caller saw; null where it does not matter, and the step is decided again on the version that is there.</summary>
    public Func<string, bool>? SeenETag { get; init; }

    /// <summary>The idempotency key; null for none.</summary>
    public OnceKey? Once { get; init; }

    /// <summary>Whether the caller knows of the report otherwise than by a grant: its reporter by the link, the program itself.</summary>
    public bool Knows { get; init; }

    /// <summary>Why the caller may not do it to this report; null where they may. Asked before anything else is told.</summary>
    public Func<Report, string?>? Forbids { get; init; }
}

/// <summary>
/// Does steps of reports: finds the report, asks whether the caller may, knows a repeated key, checks the version, decides and writes one batch. Whoever comes
/// second is told what is there now, or decides again where no version was named.
/// </summary>
public sealed class StepReport(IDocumentStore store, TimeProvider clock)
{
    private const int MaxTries = 50;

    /// <summary>Does a step.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="decide">Makes the step from the report and the moment, or says why there is none; may be asked several times.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<Outcome<Stored<Report>>> RunAsync(
        WantedStep wanted, Func<Stored<Report>, DateTimeOffset, Task<Outcome<ReportStep>>> decide, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            if (await store.FindAsync(Kinds.Report, wanted.Jurisdiction, wanted.Id, cancellationToken) is not { } found
                || !(wanted.Knows || wanted.Acting.Caller.Can(Capability.ReadReports, found.Value.Target)))
            {
                return NoReport();
            }

            if (wanted.Forbids?.Invoke(found.Value) is { } why)
            {
                return new Outcome<Stored<Report>>.Forbidden(why);
            }

            if (await FindReplayedAsync(found, wanted.Once, cancellationToken) is { } replay)
            {
                return replay;
            }

            if (wanted.SeenETag?.Invoke(found.ETag) == false)
            {
                return new Outcome<Stored<Report>>.Stale(found.ETag);
            }

            DateTimeOffset now = clock.GetUtcNow();
            var decided = await decide(found, now);
            if (decided is not Outcome<ReportStep>.Done { Value: var step })
            {
                return decided.As<Stored<Report>>();
            }

            AuditFact fact = wanted.Acting.Fact(now, step.Action, $"report/{found.Value.Id}");
            CommitOutcome outcome = await store.CommitAsync(step.ToBatch(found, fact, Signature(wanted.Once)), cancellationToken);
            if (outcome.Committed)
            {
                return new Stored<Report>(step.Numbered(found.Value), outcome.ETags[0]);
            }

            // Another step came in between, or this very one, sent twice.
            if (wanted.SeenETag is not null || tries == MaxTries)
            {
                return await store.FindAsync(Kinds.Report, wanted.Jurisdiction, wanted.Id, cancellationToken) is { } current
                    ? await FindReplayedAsync(current, wanted.Once, cancellationToken) ?? new Outcome<Stored<Report>>.Stale(current.ETag)
                    : NoReport();
            }
        }
    }

    /// <summary>What is kept of an idempotency key in an event; null for none.</summary>
    public static string? Signature(OnceKey? once) => once is null ? null : $"{once.DirectoryKey}:{once.RequestHash}";

    private static Outcome<Stored<Report>> NoReport() => new Outcome<Stored<Report>>.NotFound("There is no such report.");

    /// <summary>The answer to a key that one of the report's events came with; null where none did.</summary>
    private async Task<Outcome<Stored<Report>>?> FindReplayedAsync(Stored<Report> found, OnceKey? once, CancellationToken cancellationToken)
    {
        if (once is null)
        {
            return null;
        }

        Query<ReportEvent> events = Kinds.ReportEvent.In(found.Value.Jurisdiction).Where(new Filter.Equal("report", found.Value.Id));
        await foreach (var item in store.AllAsync(events, cancellationToken))
        {
            if (item.Value.Once?.StartsWith(once.DirectoryKey + ":", StringComparison.Ordinal) == true)
            {
                return item.Value.Once == Signature(once)
                    ? new Outcome<Stored<Report>>.Done(found, Replayed: true)
                    : new Outcome<Stored<Report>>.KeyReused();
            }
        }

        return null;
    }
}
