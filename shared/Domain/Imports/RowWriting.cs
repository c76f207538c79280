using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>How rows are written.</summary>
internal abstract class RowWriting
{
    /// <summary>Nothing is written: rows are only counted.</summary>
    public static RowWriting Nothing { get; } = new NoWriting();

    /// <summary>Documents are written where they belong.</summary>
    public static RowWriting InPlace { get; } = new DirectWriting();

    /// <summary>Documents are put into waiting.</summary>
    public static RowWriting Staged(string import) => new StagedWriting(import);

    /// <summary>At most so many operations and bytes.</summary>
    public abstract (int Operations, int Bytes) CostOf(RowVerdict verdict);

    /// <summary>Adds what has to be written for a row.</summary>
    public abstract void Write(RowVerdict verdict, Batch batch);

    private sealed class NoWriting : RowWriting
    {
        public override (int Operations, int Bytes) CostOf(RowVerdict verdict) => default;

        public override void Write(RowVerdict verdict, Batch batch)
        {
        }
    }

    private sealed class DirectWriting : RowWriting
    {
        public override (int Operations, int Bytes) CostOf(RowVerdict verdict) => (verdict.Changing.Count(), verdict.Changing.Sum(p => p.Bytes));

        public override void Write(RowVerdict verdict, Batch batch)
        {
            foreach (Piece piece in verdict.Changing)
            {
                piece.WriteTo(batch);
            }
        }
    }

    private sealed class StagedWriting(string import) : RowWriting
    {
        // The document that it stands for is written again with its mark, so it counts twice.
        public override (int Operations, int Bytes) CostOf(RowVerdict verdict) => (Pieces(verdict).Sum(p => p.StageOperations), Pieces(verdict).Sum(p => (p.Bytes * 2) + 1000));

        public override void Write(RowVerdict verdict, Batch batch)
        {
            string[] together = [.. Pieces(verdict).Where(p => p.IsStaged).Select(p => p.Id)];
            foreach (Piece piece in Pieces(verdict))
            {
                piece.StageTo(batch, import, together);
            }
        }

        /// <summary>With whatever changes goes the main document, whose mark keeps writers off the whole.</summary>
        private static IEnumerable<Piece> Pieces(RowVerdict verdict)
            => verdict.Changing.Any() ? verdict.Pieces.Where((p, i) => i == 0 || p.Changes) : [];
    }
}
