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
/// <param name="Pieces">Its documents, the main one first; none where it is rejected.</param>
/// <param name="Faults">Why it is rejected.</param>
internal sealed record RowVerdict(ImportRow Row, RowFate Fate, IReadOnlyList<Piece> Pieces, IReadOnlyList<RowFault> Faults)
{
    /// <summary>The id of a building that has moved, whose households must follow; null for nearly all.</summary>
    public string? Moved { get; init; }

    /// <summary>The names of the counts, one for each fate.</summary>
    public static IReadOnlyList<string> Counts { get; } = ["added", "changed", "unchanged", "rejected"];

    /// <summary>The name under which it is counted.</summary>
    public string Count => Counts[(int)Fate];

    /// <summary>The documents that change.</summary>
    public IEnumerable<Piece> Changing => Pieces.Where(p => p.Changes);

    /// <summary>A row that cannot be taken.</summary>
    public static RowVerdict Reject(ImportRow row, params IEnumerable<RowFault> faults) => new(row, RowFate.Rejected, [], [.. row.Faults, .. faults]);

    /// <summary>A row by its documents.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isNew">Whether it makes a document; else it finds one.</param>
    /// <param name="pieces">Its documents, the main one first.</param>
    public static RowVerdict Of(ImportRow row, bool isNew, params IReadOnlyList<Piece> pieces)
        => new(row, isNew ? RowFate.Added : pieces.Any(p => p.Changes) ? RowFate.Changed : RowFate.Unchanged, pieces, []);
}
