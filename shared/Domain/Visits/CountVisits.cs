using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>
/// Counts the visits of units from before visits were counted with them, so that they are due, listed and covered as all others. Each unit is written once, with what
/// all its visits come to; whoever visits one meanwhile counts its visits themselves. At the end a document says that it is done.
/// </summary>
public sealed class CountVisits(IDocumentStore store, JobCheckpoints checkpoints, TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "countVisits";

    private const int PageSize = 90;

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [Kind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        string jurisdiction = run.Job.Jurisdiction;
        if (await store.SettingsOfAsync(jurisdiction, cancellationToken) is not { } settings)
        {
            throw new JobFailedException("The jurisdiction is no longer there.");
        }

        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Households, run.Job, cancellationToken);
        do
        {
            PageToken? after = null;
            if (at.Value.Cursor is { } cursor && !PageToken.TryParse(cursor, out after))
            {
                throw new InvalidOperationException("The checkpoint of a count does not read back.");
            }

            Page<Household> page = await store.ListAsync(Kinds.Household.In(jurisdiction), new PageRequest(PageSize, after), cancellationToken);
            var batch = new Batch(Container.Households, jurisdiction);
            foreach (Stored<Household> unit in page.Items.Where(u => !u.Value.VisitsCounted))
            {
                VisitSummary? summary = VisitReplay.Of(await store.VisitsOfAsync(unit.Value, cancellationToken), settings.DayOf);
                batch.Replace(Kinds.Household, unit.Value with { Visits = summary, VisitsCounted = true }, unit.ETag);
            }

            int counted = batch.Operations.Count;
            if (page.Next is null)
            {
                batch.Upsert(Kinds.VisitsCounted, new VisitsCounted { Id = VisitsCounted.OnlyId, Jurisdiction = jurisdiction, At = clock.GetUtcNow() });
            }

            // Where a unit was changed meanwhile the slice is given up; the next begins again at this page.
            JobCheckpoint next = at.Value.Plus(("units", page.Items.Count), ("counted", counted)) with { Cursor = page.Next?.ToString() ?? at.Value.Cursor };
            at = await checkpoints.CommitAsync(batch, at, next, cancellationToken);
            if (page.Next is null)
            {
                return JobSlice.Done(ProgressOf(at.Value));
            }

            await run.KeepAsync(ProgressOf(at.Value), cancellationToken);
        }
        while (!run.IsOver);

        return JobSlice.More(ProgressOf(at.Value));
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Households, job, cancellationToken);

    private static JobProgress ProgressOf(JobCheckpoint at) => new(at.Count("units"), null, at.Counts);
}
