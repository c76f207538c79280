using System.Globalization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>
/// One night's retention of a jurisdiction: erases what is personal of reports closed and households moved away long enough ago, forgets old
/// audit entries and deliveries, and then has the engine forget the bytes. What is erased is no longer due, so whoever goes on after a kill finds the rest.
/// </summary>
public sealed class RetentionWork(IDocumentStore store, IBlobStore blobs, PersonalErasure erasure, CoverageBooks books, JobCheckpoints checkpoints, TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "retention";

    private const int PageSize = 90;

    private const string Deliveries = "deliveries";

    private const string Messages = "messages";

    private const string Households = "households";

    /// <summary>How long a slice may rewrite the coverage book; well within a lease.</summary>
    private static readonly TimeSpan BookTime = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [Kind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Job job = run.Job;
        Jurisdiction? settings = await store.SettingsOfAsync(job.Jurisdiction, cancellationToken);
        Retention retention = settings?.Retention ?? Retention.Default;
        Dictionary<Container, Stored<JobCheckpoint>> at = [];
        foreach (Container container in Container.OfJurisdictions)
        {
            at[container] = await checkpoints.ReadAsync(container, job, cancellationToken);
        }

        var night = new Night(run, at, retention.EraseHouseholdPlaces, checkpoints, clock);
        string closedBefore = StoredTimeConverter.Text(job.CreatedAt.AddDays(-retention.ClosedReportDays).AddTicks(1));
        DateOnly today = settings?.DayOf(job.CreatedAt) ?? DateOnly.FromDateTime(job.CreatedAt.UtcDateTime);
        string movedBefore = today.AddDays(1 - retention.MovedHouseholdDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string factsBefore = StoredTimeConverter.Text(job.CreatedAt.AddYears(-retention.AuditYears));
        bool done =
            await night.EachAsync(
                store, Kinds.Report.In(job.Jurisdiction).Where(new Filter.Equal("erased", false)).Where(new Filter.Range("closedAt", null, closedBefore)),
                report => erasure.EraseAsync(report, night.Erasing(Container.Reports, "reports", cancellationToken), cancellationToken), cancellationToken)
            && await night.EachAsync(
                store, Kinds.Household.In(job.Jurisdiction).Where(new Filter.Equal("erased", false)).Where(new Filter.Range("movedOn", null, movedBefore)),
                household => erasure.EraseAsync(household, night.Erasing(Container.Households, Households, cancellationToken), cancellationToken), cancellationToken)
            && await ForgetAuditAsync(night, factsBefore, cancellationToken)
            && await ForgetDeliveriesAsync(night, cancellationToken);
        if (!done)
        {
            return JobSlice.More(night.Progress);
        }

        if (night.Progress.Counts.ContainsKey(Households) && !await books.ForgetErasedAsync(job.Jurisdiction, BookTime, cancellationToken))
        {
            return JobSlice.More(night.Progress);
        }

        // Deliveries hold nothing personal: their bytes may lie where they are.
        if (night.Progress.Counts.Keys.Any(k => k is not (Deliveries or Messages)))
        {
            await blobs.ScrubAsync(cancellationToken);
            await store.ScrubAsync(cancellationToken);
        }

        return JobSlice.Done(night.Progress);
    }

    /// <inheritdoc/>
    public async Task TidyUpAsync(Job job, CancellationToken cancellationToken)
    {
        foreach (Container container in Container.OfJurisdictions)
        {
            await checkpoints.DropAsync(container, job, cancellationToken);
        }
    }

    /// <summary>Forgets the audit entries that are old enough.</summary>
    private async Task<bool> ForgetAuditAsync(Night night, string before, CancellationToken cancellationToken)
    {
        foreach (Container container in Container.OfJurisdictions)
        {
            Query<AuditEntry> old = Kinds.Audit(container).In(night.Run.Job.Jurisdiction).Where(new Filter.Range("fact.at", null, before));
            if (!await ForgetAsync(night, old, "auditEntries", "forgetAudit", $"audit/{container.Name}", cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets what became of messages: what was delivered or of no use sooner than what was not delivered. Nothing of it is personal.</summary>
    private async Task<bool> ForgetDeliveriesAsync(Night night, CancellationToken cancellationToken)
    {
        Job job = night.Run.Job;
        string before = StoredTimeConverter.Text(job.CreatedAt - Delivery.KeptFor), deadBefore = StoredTimeConverter.Text(job.CreatedAt - Delivery.DeadKeptFor);
        Query<Delivery> deliveries = Kinds.Delivery.In(job.Jurisdiction);
        Query<OutboxMessage> messages = Kinds.OutboxMessage.In(job.Jurisdiction).Where(new Filter.OneOf("state", [Wire.Name(OutboxState.Routed), Wire.Name(OutboxState.Skipped)]));
        return await ForgetAsync(
                night, deliveries.Where(new Filter.OneOf("state", [Wire.Name(DeliveryState.Delivered), Wire.Name(DeliveryState.Skipped)])).Where(new Filter.Range("endedAt", null, before)),
                Deliveries, "forgetDeliveries", "delivery/ended", cancellationToken)
            && await ForgetAsync(
                night, deliveries.Where(new Filter.Equal("state", Wire.Name(DeliveryState.Dead))).Where(new Filter.Range("endedAt", null, deadBefore)),
                Deliveries, "forgetDeliveries", "delivery/dead", cancellationToken)
            && await ForgetAsync(night, messages.Where(new Filter.Range("createdAt", null, before)), Messages, "forgetMessages", "outboxMessage/ended", cancellationToken);
    }

    /// <summary>Deletes what is found; one audit entry for each batch says that it was. False where the slice is over before.</summary>
    private async Task<bool> ForgetAsync<T>(Night night, Query<T> old, string count, string action, string subject, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        Container container = old.Kind.Container;
        while (await store.ListAsync(old, new PageRequest(PageSize), cancellationToken) is { Items: { Count: > 0 } items })
        {
            var erasing = night.Erasing(container, count, cancellationToken, items.Count);
            Batch batch = items.Aggregate(new Batch(container, old.Partition), (b, e) => b.Delete(old.Kind, e.Value.Id, e.ETag))
                .Create(Kinds.Audit(container), AuditEntry.Of(old.Partition, night.Run.Job.Origin.Fact(clock.GetUtcNow(), action, subject)));
            await erasing.CommitAsync(batch, true);
            if (await night.IsOverAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One slice: the checkpoints it goes on from, and how it writes.</summary>
    private sealed class Night(JobRun run, Dictionary<Container, Stored<JobCheckpoint>> at, bool places, JobCheckpoints checkpoints, TimeProvider clock)
    {
        public JobRun Run => run;

        public JobProgress Progress
        {
            get
            {
                Dictionary<string, long> counts = at.Values.SelectMany(c => c.Value.Counts).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
                return new JobProgress(counts.Values.Sum(), null, counts);
            }
        }

        /// <summary>Erases with the checkpoint of the container, which counts each subject when its last batch is written.</summary>
        public Erasing Erasing(Container container, string count, CancellationToken cancellationToken, long each = 1) => new(
            subject => run.Job.Origin.Fact(clock.GetUtcNow(), "retention.erase", subject),
            places,
            async (batch, last) => at[container] = await checkpoints.CommitAsync(
                batch, at[container], last ? at[container].Value.Plus((count, each)) : at[container].Value, cancellationToken));

        /// <summary>Takes what the query finds until it finds nothing; false where the slice is over before. Whatever is taken is found no more.</summary>
        public async Task<bool> EachAsync<T>(IDocumentStore store, Query<T> due, Func<Stored<T>, Task> take, CancellationToken cancellationToken)
            where T : Document
        {
            while (await store.ListAsync(due, new PageRequest(PageSize), cancellationToken) is { Items: { Count: > 0 } items })
            {
                foreach (Stored<T> item in items)
                {
                    await take(item);
                    if (await IsOverAsync(cancellationToken))
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        public async Task<bool> IsOverAsync(CancellationToken cancellationToken)
        {
            await run.KeepAsync(Progress, cancellationToken);
            return run.IsOver;
        }
    }
}
