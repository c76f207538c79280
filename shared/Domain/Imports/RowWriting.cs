using System.Text.Json;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>How rows are written.</summary>
internal abstract class RowWriting
{
    /// <summary>Nothing is written: rows are only counted.</summary>
    public static RowWriting Nothing { get; } = new NoWriting();

    /// <summary>Documents are written where they belong.</summary>
    public static RowWriting InPlace { get; } = new DirectWriting();

    /// <summary>Rows are staged, to be shown together.</summary>
    public static RowWriting Staged(string jurisdiction, string import) => new StagedWriting(jurisdiction, import);

    /// <summary>What is to be written for a row.</summary>
    public abstract IReadOnlyList<BatchOperation> Of(RowVerdict verdict);

    private sealed class NoWriting : RowWriting
    {
        public override IReadOnlyList<BatchOperation> Of(RowVerdict verdict) => [];
    }

    private sealed class DirectWriting : RowWriting
    {
        public override IReadOnlyList<BatchOperation> Of(RowVerdict verdict) => verdict.Writes;
    }

    private sealed class StagedWriting(string jurisdiction, string import) : RowWriting
    {
        public override IReadOnlyList<BatchOperation> Of(RowVerdict verdict)
        {
            if (verdict.Writes.Count == 0)
            {
                return [];
            }

            var row = StagedRow.Of(jurisdiction, import, verdict.Row.Row.Index, verdict.Writes);
            var kind = Kinds.StagedRow(verdict.Writes[0].Kind.Container);
            return [new BatchOperation(BatchVerb.Create, kind, row.Id, JsonSerializer.SerializeToUtf8Bytes(row, kind.Json), null)];
        }
    }
}
