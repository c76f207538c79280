using System.Globalization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>
/// A stretch of rows of the file: always the same rows for the same number, so that it can be done once however often it is tried. What was
/// written for it is in one batch with its mark, which only one worker can write, and which stays until the job is tidied up.
/// </summary>
/// <param name="Mark">What has been done of it; its ETag is empty where nothing has been written.</param>
/// <param name="Begin">Its first row among those that were opened together.</param>
/// <param name="Length">How many rows it has.</param>
/// <param name="Decide">Says what becomes of those rows.</param>
/// <param name="Open">The areas by which that is asked first.</param>
internal sealed record RowStretch(Stored<JobCheckpoint> Mark, int Begin, int Length, DecideRow Decide, OpenJurisdiction Open)
{
    /// <summary>Rows in a stretch: with four documents to a row, the mark and the audit entry it fits into a batch.</summary>
    public const int Rows = 24;

    /// <summary>The mark of a stretch of which nothing is written.</summary>
    public static Stored<JobCheckpoint> NoMark(Job job, string id) => new(new JobCheckpoint { Id = id, Jurisdiction = job.Jurisdiction, Job = job.Id }, "");

    /// <summary>The id of the mark of a stretch; each pass over the rows has its own.</summary>
    public static string MarkId(Job job, int pass, long number) => string.Create(CultureInfo.InvariantCulture, $"{MarkPrefix(job)}{pass}.{number:D9}");

    /// <summary>With what the ids of a job's marks begin.</summary>
    public static string MarkPrefix(Job job) => job.Id + ".mark.";
}
