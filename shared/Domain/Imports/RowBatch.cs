using GridSteward.Domain.Assignments;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>Some rows in the order of the file with what becomes of them, which one batch can write.</summary>
internal sealed class RowBatch
{
    // The checkpoint with its tail, and the audit entry.
    private const int ReservedOperations = 2;
    private const int ReservedBytes = 256 * 1024;

    private RowBatch(DecideRow decide, int begin, int end, OpenJurisdiction open, Batch batch)
    {
        Decide = decide;
        Begin = begin;
        End = end;
        Open = open;
        Batch = batch;
    }

    public DecideRow Decide { get; }

    /// <summary>The first row.</summary>
    public int Begin { get; }

    /// <summary>The row after the last.</summary>
    public int End { get; private set; }

    /// <summary>The areas by which it was decided.</summary>
    public OpenJurisdiction Open { get; }

    public List<RowVerdict> Verdicts { get; } = [];

    /// <summary>What is to be written, the checkpoint aside.</summary>
    public Batch Batch { get; }

    /// <summary>Decides rows, as many to a batch as fit.</summary>
    public static IEnumerable<RowBatch> Split(DecideRow decide, int begin, int end, OpenJurisdiction open, Container container, bool writes)
    {
        RowBatch? some = null;
        int bytes = 0;
        for (int i = begin; i < end; i++)
        {
            RowVerdict verdict = decide(i, open);
            int more = verdict.Pieces.Sum(p => p.Bytes);
            if (some is not null && writes
                && (some.Batch.Operations.Count + verdict.Pieces.Count > Batch.MaxOperations - ReservedOperations || bytes + more > Batch.MaxBytes - ReservedBytes))
            {
                yield return some;
                some = null;
            }

            if (some is null)
            {
                some = new RowBatch(decide, i, i, open, new Batch(container, open.Settings.Jurisdiction));
                bytes = 0;
            }

            some.End = i + 1;
            some.Verdicts.Add(verdict);
            bytes += more;
            if (writes)
            {
                foreach (Piece piece in verdict.Pieces)
                {
                    piece.WriteTo(some.Batch);
                }
            }
        }

        if (some is not null)
        {
            yield return some;
        }
    }
}
