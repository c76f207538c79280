using System.Globalization;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Jobs;

/// <summary>Work whose every piece leaves a mark that can be written only once: a unique code for each number from 1 to the request's.</summary>
internal sealed class CountingWork(JobCheckpoints checkpoints) : IJobWork
{
    public IReadOnlyList<string> JobKinds => ["count"];

    /// <summary>What happens before each piece is written.</summary>
    public Func<JobRun, long, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public List<string> TidiedUp { get; } = [];

    public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        long total = run.Job.Request.GetInt64();
        Stored<JobCheckpoint> at = await checkpoints.ReadAsync(Container.Households, run.Job, cancellationToken);
        while (at.Value.Taken < total)
        {
            if (run.IsOver)
            {
                return JobSlice.More(Progress(at.Value, total));
            }

            long number = at.Value.Taken + 1;
            await Before(run, number);
            var batch = new Batch(Container.Households, run.Job.Jurisdiction).Create(Kinds.UniqueCode(Container.Households), Mark(run.Job, number));
            at = await checkpoints.CommitAsync(batch, at, at.Value.Plus(("counted", 1)) with { Taken = number }, cancellationToken);
            await run.KeepAsync(Progress(at.Value, total), cancellationToken);
        }

        return JobSlice.Done(Progress(at.Value, total));
    }

    public async Task TidyUpAsync(Job job, CancellationToken cancellationToken)
    {
        TidiedUp.Add(job.Id);
        await checkpoints.DropAsync(Container.Households, job, cancellationToken);
    }

    private static JobProgress Progress(JobCheckpoint at, long total) => new(at.Taken, total, at.Counts);

    private static UniqueCode Mark(Job job, long number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"{job.Id}.{number:D4}"),
        Jurisdiction = job.Jurisdiction,
        Code = number.ToString(CultureInfo.InvariantCulture),
        OwnerId = job.Id,
    };
}
