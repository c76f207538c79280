using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>What one run did.</summary>
/// <param name="Ordered">How many jobs it ordered.</param>
/// <param name="NotDue">How many jurisdictions have theirs, or whose night is not over.</param>
/// <param name="Failed">Jurisdictions whose job could not be ordered, with why.</param>
public sealed record NightlyRetentionOutcome(int Ordered, int NotDue, IReadOnlyDictionary<string, Exception> Failed);

/// <summary>
/// Orders each jurisdiction's retention once for each of its local days, after 03:00 of its own zone; for the reports that lie nowhere by UTC.
/// The day is the job's idempotency key, so any number of runs order one job, and a missed run is made good by the next.
/// </summary>
public sealed class NightlyRetention(JurisdictionDirectory directory, KeepJurisdictions jurisdictions, KeepJobs jobs, TimeProvider clock)
{
    /// <summary>The local hour from which a day's job is due.</summary>
    public const int DueHour = 3;

    /// <summary>Orders what is due.</summary>
    public async Task<NightlyRetentionOutcome> RunAsync(CancellationToken cancellationToken)
    {
        int ordered = 0, notDue = 0;
        Dictionary<string, Exception> failed = [];
        SweepPatience patience = new();
        foreach (string code in (await directory.AllAsync(cancellationToken)).Select(e => e.Code).Append(Jurisdiction.Unassigned))
        {
            if (patience.IsOver)
            {
                break; // the next run finds what is due
            }

            try
            {
                _ = await OrderIfDueAsync(code, cancellationToken) ? ordered++ : notDue++;
                patience.Answered();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One jurisdiction's trouble is not the others'; the caller logs it, and the next run tries again.
                failed[code] = e;
                patience.Failed(e);
            }
        }

        return new NightlyRetentionOutcome(ordered, notDue, failed);
    }

    private async Task<bool> OrderIfDueAsync(string code, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset local = now;
        if (code != Jurisdiction.Unassigned)
        {
            if (await jurisdictions.FindAsync(code, cancellationToken) is not { Value: var settings })
            {
                return false;
            }

            local = settings.LocalTime(now);
        }

        if (local.Hour < DueHour)
        {
            return false;
        }

        string day = local.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var order = new JobOrder(RetentionWork.Kind, JsonSerializer.SerializeToElement(day, DomainJson.Default.String), Capability.ReadAudit);
        var once = new OnceKey($"retention {code} {day}", nameof(NightlyRetention), "");
        return await jobs.CreateAsync(code, order, once, Acting.Program, cancellationToken) is Outcome<Stored<Job>>.Done { Replayed: false };
    }
}
