using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>Where a job stands.</summary>
[JsonConverter(typeof(WireEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>It waits for a worker: not begun, between two slices, or before another try.</summary>
    Waiting,

    /// <summary>A worker holds its lease.</summary>
    Running,

    /// <summary>It was asked to stop and will at the next checkpoint.</summary>
    Cancelling,

    /// <summary>All of it is done.</summary>
    Done,

    /// <summary>It cannot be done; <see cref="Job.Problem"/> says why.</summary>
    Failed,

    /// <summary>It was stopped; what its checkpoints had counted stays done.</summary>
    Cancelled,
}

/// <summary>Which worker works on a job, and until when nobody else may.</summary>
public sealed record JobLease(string Worker, DateTimeOffset Until);

/// <summary>How far a job has come.</summary>
/// <param name="Done">Rows, documents or whatever the job counts.</param>
/// <param name="Total">How many there are, where that is known.</param>
/// <param name="Counts">Counts by name, e.g. added, changed, unchanged, rejected.</param>
public sealed record JobProgress(long Done, long? Total, IReadOnlyDictionary<string, long> Counts)
{
    /// <summary>Nothing is done yet.</summary>
    public static JobProgress None { get; } = new(0, null, new Dictionary<string, long>());
}

/// <summary>A file that a job made, kept as blobs that are its parts in order.</summary>
/// <param name="Name">Its name, unique in the job.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Parts">Its parts.</param>
public sealed record JobFile(string Name, string ContentType, IReadOnlyList<JobFilePart> Parts)
{
    /// <summary>Bytes in all.</summary>
    [JsonIgnore]
    public long Length => Parts.Sum(p => p.Length);
}

/// <summary>A part of a file.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Blob">The last segment of its blob's name: its number and the beginning of its hash.</param>
public sealed record JobFilePart(long Length, string Blob);

/// <summary>
/// Long work that outlives requests: an import, an export, a sweep. Done in slices under a lease; every change of this document is bound to the
/// version it was decided on, so that of two workers one goes on and the other finds out.
/// </summary>
public sealed record Job : JurisdictionDocument
{
    /// <summary>How long an ended job and its files are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public override string Type => "job";

    /// <summary>Which work it is, e.g. <c>importHouseholds</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What was asked for, in the form that the kind of work reads.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>What whoever sees it or its files must hold on the whole jurisdiction.</summary>
    public required Capability Needs { get; init; }

    /// <summary>Who asked for it, with the trace of that request.</summary>
    public required JobOrigin Origin { get; init; }

    /// <summary>The upload it reads; null where it reads none.</summary>
    public string? Upload { get; init; }

    /// <summary>Where it stands.</summary>
    public required JobState State { get; init; }

    /// <summary>Who works on it; null when nobody does.</summary>
    public JobLease? Lease { get; init; }

    /// <summary>Tries in a row that broke without getting further.</summary>
    public int Attempts { get; init; }

    /// <summary>No worker takes it before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How far it has come.</summary>
    public required JobProgress Progress { get; init; }

    /// <summary>What it made.</summary>
    public IReadOnlyList<JobFile> Files { get; init; } = [];

    /// <summary>Why it failed; no words of anyone's data.</summary>
    public string? Problem { get; init; }

    /// <summary>What was wrong with what was asked for or sent, each fault named.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether what it needed only while it ran (its upload, its checkpoints) is gone.</summary>
    public bool TidiedUp { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool HasEnded => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>Whether a worker holds it at that moment.</summary>
    public bool IsLeased(DateTimeOffset now) => Lease is { } lease && lease.Until > now;
}

/// <summary>Who asked for a job.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="TraceId">The trace of the request.</param>
/// <param name="Trace">Where in the trace it was ordered, as <see cref="Tracing.TraceText"/> keeps it; null where there was none.</param>
public sealed record JobOrigin(string Subject, string? TraceId, string? Trace = null)
{
    /// <summary>An audit fact of what the job does for whoever asked.</summary>
    public AuditFact Fact(DateTimeOffset at, string action, string subject) => new(at, Subject, action, subject, TraceId);
}
