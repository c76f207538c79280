using System.Text.Json;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Campaigns;

/// <summary>
/// Writes down a campaign's units: those that count and meet its criteria when the job comes by. Each stretch of them goes with its checkpoint, so each is in it once.
/// </summary>
public sealed class FixCampaignWork(IDocumentStore store, JobCheckpoints checkpoints, TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "campaign";

    /// <summary>Units in one batch; room is left for the checkpoint.</summary>
    private const int AtOnce = Batch.MaxOperations - 5;

    private const string Count = "units";

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [Kind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Job job = run.Job;
        string id = JsonSerializer.Deserialize(job.Request, DomainJson.Default.String)!;
        if (await store.FindAsync(Kinds.Campaign, job.Jurisdiction, id, cancellationToken) is not { } campaign)
        {
            throw new JobFailedException("The campaign is gone.");
        }

        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Households, job, cancellationToken);
        bool more = campaign.Value.State == CampaignState.Preparing;
        while (more)
        {
            PageToken? after = at.Value.Cursor is { } cursor && PageToken.TryParse(cursor, out PageToken? token) ? token : null;
            var (units, next) = await PageAsync(campaign.Value, after, cancellationToken);
            var batch = new Batch(Container.Households, job.Jurisdiction);
            foreach (Household unit in units)
            {
                batch.Create(Kinds.CampaignUnit, new CampaignUnit
                {
                    Id = CampaignUnit.IdOf(id, unit.Id), Jurisdiction = job.Jurisdiction, Campaign = id, Unit = unit.Id, Areas = unit.Areas, Found = CampaignUnit.Unchecked,
                    TellsNeed = campaign.Value.Criteria.Need is not null,
                });
            }

            more = next is not null;
            if (!more)
            {
                batch.Replace(Kinds.Campaign, campaign.Value with { State = CampaignState.Open, FixedAt = clock.GetUtcNow() }, campaign.ETag);
            }

            JobCheckpoint reached = at.Value.Plus((Count, units.Count)) with { Cursor = next?.ToString() };
            at = await checkpoints.CommitAsync(batch, at, reached, cancellationToken);
            await run.KeepAsync(ProgressOf(at.Value), cancellationToken);
            if (more && run.IsOver)
            {
                return JobSlice.More(ProgressOf(at.Value));
            }
        }

        return JobSlice.Done(ProgressOf(at.Value));
    }

    /// <inheritdoc/>
    public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Households, job, cancellationToken);

    private static JobProgress ProgressOf(JobCheckpoint at) => new(at.Count(Count), null, at.Counts);

    /// <summary>The next units that are meant, with where to go on; by a need through the personal parts, else through the units themselves.</summary>
    private async Task<(List<Household> Units, PageToken? Next)> PageAsync(Campaign campaign, PageToken? after, CancellationToken cancellationToken)
    {
        DateOnly today = (await store.SettingsOfAsync(campaign.Jurisdiction, cancellationToken))?.DayOf(clock.GetUtcNow()) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IEnumerable<Household> found;
        PageToken? next;
        if (campaign.Criteria.Need is { } need)
        {
            var parts = await store.ListAsync(Kinds.HouseholdPersonalPart.In(campaign.Jurisdiction).Where(new Filter.HasAny("needs", [need])), new PageRequest(AtOnce, after), cancellationToken);
            found = (await store.FindManyAsync(Kinds.Household, campaign.Jurisdiction, [.. parts.Items.Select(p => p.Value.Household)], cancellationToken)).Select(u => u.Value);
            next = parts.Next;
        }
        else
        {
            Query<Household> query = Kinds.Household.In(campaign.Jurisdiction).WhereIf(campaign.Criteria.Area is not null, () => new Filter.HasAny("areas", [campaign.Criteria.Area!]));
            var units = await store.ListAsync(query, new PageRequest(AtOnce, after), cancellationToken);
            found = units.Items.Select(u => u.Value);
            next = units.Next;
        }

        return ([.. found.Where(u => u.CountsOn(today) && campaign.Criteria.Mean(u))], next);
    }
}
