using GridSteward.Domain;
using GridSteward.Domain.Jobs;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GridSteward.Functions.Jobs;

/// <summary>A file that a job made.</summary>
public sealed record JobFileResponse(string Name, string ContentType, long Length, string Url);

/// <summary>A job: where it stands, how far it has come, what it made.</summary>
public sealed record JobResponse(
    string Jurisdiction, string Id, string Kind, JobState State, long Done, long? Total, IReadOnlyDictionary<string, long> Counts,
    IReadOnlyList<JobFileResponse> Files, string? Problem, IReadOnlyList<Fault> Faults, string By, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, DateTimeOffset? ForgottenAt)
{
    public static JobResponse Of(Job job) => new(
        job.Jurisdiction, job.Id, job.Kind, job.State, job.Progress.Done, job.Progress.Total, job.Progress.Counts,
        [.. job.Files.Select(f => new JobFileResponse(f.Name, f.ContentType, f.Length, $"{PathOf(job)}/files/{f.Name}"))],
        job.Problem, job.Faults, job.Origin.Subject, job.CreatedAt, job.EndedAt, job.EndedAt + Job.KeptFor);

    public static string PathOf(Job job) => $"/api/jurisdictions/{job.Jurisdiction}/jobs/{job.Id}";
}

/// <summary>Jobs as answers.</summary>
public static class JobAnswers
{
    /// <summary>202 with the place where the job can be watched.</summary>
    public static Answer Accepted(this ApiCall call, Outcome<GridSteward.Domain.Storage.Stored<Job>> outcome)
        => call.Problems.Of(outcome, done => ApiCall.Created(
            Answer.Json(JobResponse.Of(done.Value.Value), ApiJson.Default.JobResponse, StatusCodes.Status202Accepted),
            JobResponse.PathOf(done.Value.Value), done.Value.ETag, done.Replayed));
}
