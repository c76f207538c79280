using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reassignment;

/// <summary>
/// Re-assigns households and open reports after areas have changed, in rounds: each looks at the difference from what is settled to the current
/// generation. A request that placed something by an older generation may still be writing when the first round is over; so a last round comes
/// when every such request has ended, and only that one settles the generation. Edits that come meanwhile are taken in by the next round.
/// </summary>
public sealed class ReassignWork(
    IDocumentStore store, PlaceFinder places, AreaSnapshots snapshots, KeepSettled settling, ReassignReport reports, PlaceAnew anew, JobCheckpoints checkpoints, JobFiles files,
    TimeProvider clock) : IJobWork
{
    /// <summary>The kind of the jobs.</summary>
    public const string Kind = "reassign";

    /// <summary>The kind of those that only say what would change.</summary>
    public const string DryKind = "reassignDryRun";

    /// <summary>The longest that a request can be at work: the host ends it after ten minutes (host.json), and clocks may differ by one.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(11);

    private static readonly Container[] Worked = [Container.Households, Container.Reports];

    /// <inheritdoc/>
    public IReadOnlyList<string> JobKinds => [Kind, DryKind];

    /// <inheritdoc/>
    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        ReassignRequest request = run.Job.Request.Deserialize(DomainJson.Default.ReassignRequest)!;
        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
        while (true)
        {
            ReassignPlan? plan = PlanOf(at);
            if (plan is null or { Finished: true })
            {
                Generation? current = (await snapshots.CurrentAsync(run.Job.Jurisdiction, cancellationToken))?.Value;
                ReassignPlan? next = await NextAsync(request, plan, current, run.Job.Jurisdiction, cancellationToken);
                if (next is null)
                {
                    return await EndAsync(run, request, cancellationToken);
                }

                if (plan is not null && plan.To == next.To && !next.Late)
                {
                    return JobSlice.More(await ProgressAsync(run, cancellationToken)) with { Pause = LateFrom(next, current) - clock.GetUtcNow() };
                }

                at = await SaveAsync(run, at, next, cancellationToken);
                plan = next;
            }

            ReassignRound round = new(await BeginAsync(run, request, plan, cancellationToken), reports, anew, checkpoints, files);
            if (!await round.RunAsync(cancellationToken))
            {
                return JobSlice.More(await ProgressAsync(run, cancellationToken));
            }

            if (plan.Late && !request.DryRun)
            {
                await settling.RaiseAsync(run.Job.Jurisdiction, plan.To, cancellationToken);
            }

            at = await SaveAsync(run, at, plan with { Finished = true }, cancellationToken);
        }
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

    /// <summary>When no request can be at work any more that read an older generation: some time after it was seen, or twice that after it was made, since making it is a request itself.</summary>
    private static DateTimeOffset LateFrom(ReassignPlan plan, Generation? current)
        => current is null ? DateTimeOffset.MinValue : new[] { plan.SeenAt + Grace, current.Since + Grace + Grace }.Min();

    /// <summary>The round that comes after another; null where there is nothing left to do.</summary>
    private async Task<ReassignPlan?> NextAsync(ReassignRequest request, ReassignPlan? last, Generation? current, string jurisdiction, CancellationToken cancellationToken)
    {
        int settled = (await settling.ReadAsync(jurisdiction, cancellationToken))?.Value.Generation ?? 0;
        int to = current?.Number ?? 0;
        bool isNothingNew = last is null ? !request.Full && settled >= to : request.DryRun || (last.Late && last.To >= to);
        if (isNothingNew)
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        var next = new ReassignPlan((last?.Round ?? 0) + 1, last is null && request.Full ? null : settled, to, last?.To == to ? last.SeenAt : now, false, false);
        return next with { Late = now >= LateFrom(next, current) };
    }

    private async Task<Stored<JobCheckpoint>> SaveAsync(JobRun run, Stored<JobCheckpoint> at, ReassignPlan plan, CancellationToken cancellationToken)
    {
        JobCheckpoint next = at.Value with { Cursor = JsonSerializer.Serialize(plan, DomainJson.Default.ReassignPlan) };
        return await checkpoints.CommitAsync(new Batch(Container.Outcomes, run.Job.Jurisdiction), at, next, cancellationToken);
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
    {
        if (number == 0)
        {
            return [];
        }

        var generation = await store.FindAsync(Kinds.Generation, jurisdiction, Generation.IdOf(number), cancellationToken)
            ?? throw new InvalidDataException($"Generation {number} of {jurisdiction} is missing.");
        return (await snapshots.ReadFileAsync(generation.Value, cancellationToken)).Areas;
    }

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
    private async Task<JobSlice> EndAsync(JobRun run, ReassignRequest request, CancellationToken cancellationToken)
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
