using GridSteward.Domain.Jobs;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Jobs;

/// <summary>Jobs: watched, cancelled, their files fetched; and the timer that works on them.</summary>
public sealed partial class JobFunctions(Api api, KeepJobs jobs, JobFiles files, JobRunner runner, KeepRuns runs, ILogger<JobFunctions> logger)
{
    /// <summary>How long one run of the timer begins new slices: half of what the host gives it (host.json).</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    /// <summary>Works on the jobs that are due (setting <c>RunJobs</c>); any number of instances may at the same time.</summary>
    [Function("RunJobs")]
    public async Task RunAsync([TimerTrigger("%RunJobs%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => RunAsync(tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task RunAsync(RunTally tally, CancellationToken cancellationToken)
    {
        JobRound round = await runner.RunDueAsync(Budget, cancellationToken);
        tally.Count("slices", round.Slices).Count("broken", round.Broken.Count).Count("unanswered", round.Unanswered.Count);
        foreach (var (job, why) in round.Broken)
        {
            tally.Fail(LogEvents.JobBroke, $"{job.Jurisdiction}/{job.Kind}/{job.Id}", why);
            LogBroken(job.Kind, job.Id, job.Attempts + 1, why);
        }

        foreach (var (job, why) in round.Unanswered)
        {
            tally.Fail(why is StoreUnavailableException ? "StoreUnavailable" : "NewerDocument", job is null ? null : $"{job.Jurisdiction}/{job.Kind}/{job.Id}", why);
            LogUnanswered(job?.Kind ?? "agenda", job?.Id ?? "", why);
        }

        foreach (Job job in round.Ended)
        {
            tally.Count(job);
            if (job is { State: JobState.Failed, Faults.Count: 0 })
            {
                tally.Fail(LogEvents.JobFailed, $"{job.Jurisdiction}/{job.Kind}/{job.Id}", "failed");
                LogFailed(job.Kind, job.Id, job.Progress.Done);
            }
            else
            {
                LogEnded(job.Kind, job.Id, job.State, job.Progress.Done);
            }
        }
    }

    [Function("ListJobs")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/jobs")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return (await jobs.ListAsync(jurisdiction, page, call.Caller, call.CancellationToken)).ToAnswer(JobResponse.Of, ApiJson.Default.PageResponseJobResponse);
        });

    [Function("GetJob")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/jobs/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await jobs.FindAsync(jurisdiction, id, call.Caller, call.CancellationToken),
            done => Answer.Json(JobResponse.Of(done.Value.Value), ApiJson.Default.JobResponse).WithETag(done.Value.ETag)));

    [Function("CancelJob")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/jobs/{id}/cancel")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await jobs.CancelAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(JobResponse.Of(done.Value.Value), ApiJson.Default.JobResponse).WithETag(done.Value.ETag)));

    [Function("GetJobFile")]
    public Task<IResult> GetFileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/jobs/{id}/files/{name}")] HttpRequest request,
        string jurisdiction, string id, string name, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await jobs.OpenFileAsync(jurisdiction, id, name, call.Acting, call.CancellationToken),
            done => Answer.File(() => files.Open(done.Value.Job, done.Value.File), done.Value.File.ContentType, $"{done.Value.Job.Kind}-{name}", ETags.OfContent(System.Text.Encoding.UTF8.GetBytes($"{id}/{name}")))));

    [LoggerMessage(EventName = LogEvents.JobBroke, Level = LogLevel.Error, Message = "A slice of the job {Kind} {Id} broke, for the {Attempt}. time")]
    private partial void LogBroken(string kind, string id, int attempt, Exception why);

    // with faults it was what somebody sent, which whoever sent it reads
    [LoggerMessage(EventName = LogEvents.JobFailed, Level = LogLevel.Error, Message = "The job {Kind} {Id} has failed after {Done}")]
    private partial void LogFailed(string kind, string id, long done);

    [LoggerMessage(LogLevel.Warning, "The {Kind} {Id} was not answered by the store, or met a document of a newer version; a later run goes on")]
    private partial void LogUnanswered(string kind, string id, Exception why);

    [LoggerMessage(LogLevel.Information, "The job {Kind} {Id} is {State} after {Done}")]
    private partial void LogEnded(string kind, string id, JobState state, long done);
}
