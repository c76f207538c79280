using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>What one run did.</summary>
/// <param name="Ordered">How many jobs it ordered.</param>
/// <param name="Failed">Jurisdictions whose job could not be ordered, with why.</param>
public sealed record NightlyVisitsOutcome(int Ordered, IReadOnlyDictionary<string, Exception> Failed);

/// <summary>
/// Orders the count of visits (<see cref="CountVisits"/>) for each jurisdiction that does not say that it is done: those from before visits were counted, and those
/// that came as a file of such a time. At most one job a day each, so that a failed one is tried again tomorrow.
/// </summary>
public sealed class NightlyVisits(IDocumentStore store, JurisdictionDirectory directory, KeepJobs jobs, TimeProvider clock)
{
    /// <summary>Orders what is wanted.</summary>
    public async Task<NightlyVisitsOutcome> RunAsync(CancellationToken cancellationToken)
    {
        int ordered = 0;
        Dictionary<string, Exception> failed = [];
        SweepPatience patience = new();
        foreach (JurisdictionEntry entry in await directory.AllAsync(cancellationToken))
        {
            if (patience.IsOver)
            {
                break; // the next run finds what is wanted
            }

            try
            {
                if (await store.FindAsync(Kinds.VisitsCounted, entry.Code, VisitsCounted.OnlyId, cancellationToken) is null)
                {
                    ordered += await OrderAsync(entry.Code, cancellationToken) ? 1 : 0;
                }

                patience.Answered();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One jurisdiction's trouble is not the others'; the caller logs it, and the next run tries again.
                failed[entry.Code] = e;
                patience.Failed(e);
            }
        }

        return new NightlyVisitsOutcome(ordered, failed);
    }

    private async Task<bool> OrderAsync(string code, CancellationToken cancellationToken)
    {
        string day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var order = new JobOrder(CountVisits.Kind, JsonSerializer.SerializeToElement(day, DomainJson.Default.String), Capability.ReadAudit);
        return await jobs.CreateAsync(code, order, new OnceKey($"{CountVisits.Kind} {code} {day}", nameof(NightlyVisits), ""), Acting.Program, cancellationToken)
            is Outcome<Stored<Job>>.Done { Replayed: false };
    }
}
