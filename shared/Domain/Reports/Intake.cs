using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>What is settled of a report before it is placed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Jurisdiction">Its partition.</param>
/// <param name="TrackingHash">The hash of its tracking secret.</param>
public sealed record IntakeTicket(string Id, string Jurisdiction, string TrackingHash)
{
    /// <summary>The report that it goes on from, as <c>{jurisdiction}/{id}</c>; null for a new one.</summary>
    public string? TransferredFrom { get; init; }

    /// <summary>The photos that come along.</summary>
    public IReadOnlyList<ReportPhoto> Photos { get; init; } = [];
}

/// <summary>Assigns a report whose id and partition are settled, and writes it, by the areas that are current when it is written.</summary>
public sealed class Intake(IDocumentStore store, PlaceFinder places, AreaSnapshots snapshots, Assigning assigning, DeadlineClock deadlines, TimeProvider clock)
{
    private const int MaxGenerationChanges = 5;

    /// <summary>Writes it.</summary>
    /// <param name="submission">What was sent.</param>
    /// <param name="found">Where it lies, as found before.</param>
    /// <param name="ticket">What is settled.</param>
    /// <param name="acting">Who.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    /// <returns>The report; null where one with its id is there already.</returns>
    public async Task<Outcome<Stored<Report>?>> WriteAsync(
        ReportSubmission submission, FoundPlace found, IntakeTicket ticket, Acting acting, CancellationToken cancellationToken)
    {
        for (int i = 0; i < MaxGenerationChanges; i++)
        {
            Assignment assignment = await assigning.AssignAsync(found, submission.Category, clock.GetUtcNow(), cancellationToken);
            int generation = found.Snapshot?.Generation ?? 0;
            if (found.Settings is not null && i < MaxGenerationChanges - 1 && await snapshots.CurrentNumberAsync(ticket.Jurisdiction, cancellationToken) != generation)
            {
                var again = await places.FindAsync(submission.Where with { Jurisdiction = ticket.Jurisdiction }, cancellationToken);
                if (again is not Outcome<FoundPlace>.Done { Value: var foundAgain })
                {
                    return again.As<Stored<Report>?>();
                }

                found = foundAgain;
                continue;
            }

            var writing = new NewReport(submission, found, assignment, ticket, deadlines, clock.GetUtcNow());
            CommitOutcome outcome = await store.CommitAsync(writing.ToBatch(acting), cancellationToken);
            return outcome.Committed ? new Stored<Report>(writing.Report, outcome.ETags[0]) : new Outcome<Stored<Report>?>.Done(null);
        }

        throw new InvalidOperationException("Unreachable: the last round always writes.");
    }
}
