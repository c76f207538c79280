using GridSteward.Domain.Areas;

namespace GridSteward.Domain.Imports;

/// <summary>What an import did, or would have done; the file <c>report.json</c> of its job.</summary>
/// <param name="What">What the rows were.</param>
/// <param name="Atomic">Whether all rows or none were asked for.</param>
/// <param name="DryRun">Whether nothing was to be written.</param>
/// <param name="Rows">Rows of the file, without the header and blank ones.</param>
/// <param name="Added">Rows that made something.</param>
/// <param name="Changed">Rows that changed what was there.</param>
/// <param name="Unchanged">Rows that found all as they say.</param>
/// <param name="Rejected">Rows that were not taken; <c>rejected.ndjson</c> names each.</param>
/// <param name="IgnoredColumns">Headers of columns that hold no field.</param>
public sealed record ImportReport(
    ImportSubject What, bool Atomic, bool DryRun, long Rows, long Added, long Changed, long Unchanged, long Rejected, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>The file's name.</summary>
    internal const string FileName = "report.json";

    /// <summary>Areas only: those that ended.</summary>
    public long? Removed { get; init; }

    /// <summary>Areas only: the generation that holds them.</summary>
    public int? Generation { get; init; }

    /// <summary>Areas only: what would be wrong between them and was not before, counted by kind; <c>problems.geojson</c> shows it.</summary>
    public AreaProblemCounts? Problems { get; init; }
}
