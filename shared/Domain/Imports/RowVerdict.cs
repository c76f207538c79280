using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>What becomes of a row.</summary>
internal enum RowFate
{
    Added,
    Changed,
    Unchanged,
    Rejected,
}

/// <summary>What becomes of a row, and what is to be written for it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Writes">What is to be written; nothing where it is unchanged or rejected.</param>
/// <param name="Faults">Why it is rejected.</param>
internal sealed record RowVerdict(ImportRow Row, RowFate Fate, IReadOnlyList<BatchOperation> Writes, IReadOnlyList<RowFault> Faults)
{
    /// <summary>The id of a building that has moved, whose households must follow; null for nearly all.</summary>
    public string? Moved { get; init; }

    /// <summary>The names of the counts, one for each fate.</summary>
    public static IReadOnlyList<string> Counts { get; } = ["added", "changed", "unchanged", "rejected"];

    /// <summary>The name under which it is counted.</summary>
    public string Count => Counts[(int)Fate];

    /// <summary>A row that cannot be taken.</summary>
    public static RowVerdict Reject(ImportRow row, params IEnumerable<RowFault> faults) => new(row, RowFate.Rejected, [], [.. row.Faults, .. faults]);

    /// <summary>A row by its documents.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isNew">Whether it makes a document; else it finds one.</param>
    /// <param name="writes">What it takes to bring its documents about; null for each that is as it should be.</param>
    public static RowVerdict Of(ImportRow row, bool isNew, params IEnumerable<BatchOperation?> writes)
    {
        BatchOperation[] all = [.. writes.OfType<BatchOperation>()];
        return new(row, isNew ? RowFate.Added : all.Length > 0 ? RowFate.Changed : RowFate.Unchanged, all, []);
    }
}
