using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Re-assigns households and open reports after areas have changed: looks once at the difference from what is settled to the generation that is
/// current when the job begins. A request that placed something by an older generation may still be writing then; so only a job that begins when
/// every such request has ended settles the generation, and <see cref="WatchAreas"/> orders one. What is edited meanwhile is another job's.
/// </summary>
public sealed class ReassignWork(
    IDocumentStore store, PlaceFinder places, AreaSnapshots snapshots, KeepSettled settling, ReassignReport reports, PlaceAnew anew, JobCheckpoints checkpoints, JobFiles files,
    Agenda agenda, TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "reassign";

    /// <summary>The kind of those that only say what would change.</summary>
    public const string DryKind = "reassignDryRun";

    private static readonly Container[] Worked = [Container.Households, Container.Reports];

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [Kind, DryKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ReassignRequest request = run.Job.Request.Deserialize(DomainJson.Default.ReassignRequest)!;
        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        if ((PlanOf(at) ?? await MakePlanAsync(run, request, at, cancellationToken)) is { } plan)
        {
            ReassignRound round = new(await BeginAsync(run, request, plan, cancellationToken), reports, anew, checkpoints, files);
            if (!await round.RunAsync(cancellationToken))
            {
                return JobSlice.More(await ProgressAsync(run, cancellationToken));
            }

            if (!request.DryRun)
            {
                await TellAsync(run.Job, plan, cancellationToken);
            }
        }

        return await EndAsync(run, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task TidyUpAsync(Job job, CancellationToken cancellationToken)
    {
        foreach (Container container in Worked.Append(Container.Outcomes))
        {
            await checkpoints.DropAsync(container, job, cancellationToken);
        }
    }

    private static ReassignPlan? PlanOf(Stored<JobCheckpoint> at)
        => at.Value.Cursor is null ? null : JsonSerializer.Deserialize(at.Value.Cursor, DomainJson.Default.ReassignPlan);

    /// <summary>Decides once for the whole job which difference it looks at; null where there is nothing to do.</summary>
    private async Task<ReassignPlan?> MakePlanAsync(JobRun run, ReassignRequest request, Stored<JobCheckpoint> at, CancellationToken cancellationToken)
    {
        string jurisdiction = run.Job.Jurisdiction;
        Generation? current = (await snapshots.CurrentAsync(jurisdiction, cancellationToken))?.Value;
        SettledAreas settled = (await settling.ReadAsync(jurisdiction, cancellationToken))?.Value ?? SettledAreas.NoneOf(jurisdiction);
        int to = current?.Number ?? 0;
        if (!request.Full && settled.Generation >= to)
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        var plan = new ReassignPlan(request.Full ? null : settled.Generation, to, now, current is null || now >= settled.LateFrom(current));
        JobCheckpoint next = at.Value with { Cursor = JsonSerializer.Serialize(plan, DomainJson.Default.ReassignPlan) };
        await checkpoints.CommitAsync(new Batch(Container.Outcomes, jurisdiction), at, next, cancellationToken);
        return plan;
    }

    /// <summary>Settles the generation; or says that it has been looked at for the first time, so that the late look comes, whoever ordered this one.</summary>
    private async Task TellAsync(Job job, ReassignPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Late)
        {
            await settling.RaiseAsync(job.Jurisdiction, plan.To, cancellationToken);
            return;
        }

        await settling.LookedAsync(job.Jurisdiction, job.Id, plan.To, plan.SeenAt, cancellationToken);
        await agenda.ExpectAsync(AgendaSubject.Areas, job.Jurisdiction, job.Jurisdiction, clock.GetUtcNow() + WatchAreas.Delay, cancellationToken);
    }

    private async Task<RoundSetting> BeginAsync(JobRun run, ReassignRequest request, ReassignPlan plan, CancellationToken cancellationToken)
    {
        string jurisdiction = run.Job.Jurisdiction;
        OpenJurisdiction here = await places.Open().FindAsync(jurisdiction, cancellationToken) ?? throw new JobFailedException($"The jurisdiction '{jurisdiction}' is gone.");
        AreaDifference? difference = plan.From is { } from
            ? AreaDifference.Between(await AreasAsync(jurisdiction, from, cancellationToken), await AreasAsync(jurisdiction, plan.To, cancellationToken))
            : null;
        return new RoundSetting(run, request, plan, here, store, difference);
    }

    private async Task<IReadOnlyList<Area>> AreasAsync(string jurisdiction, int number, CancellationToken cancellationToken)
        => number == 0 ? [] : (await snapshots.ReadFileAsync(jurisdiction, number, cancellationToken)).Areas;

    private async Task<JobProgress> ProgressAsync(JobRun run, CancellationToken cancellationToken)
    {
        Dictionary<string, long> counts = [];
        foreach (Container container in Worked)
        {
            foreach (var (name, count) in (await checkpoints.ReadAsync(container, run.Job, cancellationToken)).Value.Counts)
            {
                counts[name] = counts.GetValueOrDefault(name) + count;
            }
        }

        return ReassignRound.ProgressOf(counts);
    }

    /// <summary>Puts the history of both containers together, and adds it up.</summary>
    private async Task<JobSlice> EndAsync(JobRun run, CancellationToken cancellationToken)
    {
        JobFile changes = new(PlaceChange.FileName, PlaceChange.ContentType, []);
        foreach (Container container in Worked)
        {
            JobCheckpoint end = (await checkpoints.ReadAsync(container, run.Job, cancellationToken)).Value;
            JobFile own = await ReassignRound.WithTailAsync(files, run.Job, end, cancellationToken);
            changes = changes with { Parts = [.. changes.Parts, .. own.Parts] };
        }

        ReassignmentTally tally = new();
        if (changes.Parts.Count > 0)
        {
            await using Stream lines = files.Open(run.Job, changes);
            await tally.AddAsync(lines, cancellationToken);
        }

        byte[] summary = JsonSerializer.SerializeToUtf8Bytes(tally.ToSummary(), DomainJson.Default.ReassignmentSummary);
        JobFile sums = await files.AppendAsync(run.Job, new JobFile(ReassignmentSummary.FileName, "application/json", []), summary, cancellationToken);
        return JobSlice.Done(await ProgressAsync(run, cancellationToken), changes.Parts.Count > 0 ? [sums, changes] : [sums]);
    }
}
