using GridSteward.Domain.Assignments;
using GridSteward.Domain.History;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>Rows of a stretch with what becomes of them, that one batch can write; nearly always all of its rows.</summary>
internal sealed class RowBatch
{
    // The mark, which holds rejected rows, and the audit entry.
    private const int ReservedOperations = 2;
    private const int ReservedBytes = 512 * 1024;

    private readonly List<RowVerdict> verdicts = [];
    private int past;

    private RowBatch(int begin, OpenJurisdiction open, Container container)
    {
        Begin = begin;
        Open = open;
        Batch = new Batch(container, open.Settings.Jurisdiction);
    }

    /// <summary>The first row.</summary>
    public int Begin { get; }

    /// <summary>The areas by which it was decided.</summary>
    public OpenJurisdiction Open { get; }

    /// <summary>What is to be written.</summary>
    public Batch Batch { get; }

    /// <summary>Decides rows, as many to a batch as fit.</summary>
    /// <param name="decide">Decides a row.</param>
    /// <param name="begin">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="open">The areas as they are.</param>
    /// <param name="container">Where is written.</param>
    /// <param name="writing">How rows are written.</param>
    public static IEnumerable<RowBatch> Split(DecideRow decide, int begin, int end, OpenJurisdiction open, Container container, RowWriting writing)
    {
        var some = new RowBatch(begin, open, container);
        for (int i = begin; i < end; i++)
        {
            RowVerdict verdict = decide(i, open);
            if (!some.Takes(verdict, writing))
            {
                yield return some;
                some = new RowBatch(i, open, container);
                some.Takes(verdict, writing);
            }
        }

        yield return some;
    }

    /// <summary>The mark of the stretch when these rows are done too.</summary>
    public JobCheckpoint After(JobCheckpoint mark) => mark.Plus(verdicts.Select(v => (v.Count, 1L))) with
    {
        Taken = mark.Taken + verdicts.Count,
        Tail = mark.Tail + string.Concat(verdicts.Where(v => v.Fate == RowFate.Rejected).Select(v => RejectedRows.Line(v.Row.Row, v.Faults))),
        Cursor = string.Join(' ', verdicts.Select(v => v.Moved).Prepend(mark.Cursor).OfType<string>()) is { Length: > 0 } moved ? moved : null,
    };

    private bool Takes(RowVerdict verdict, RowWriting writing)
    {
        IReadOnlyList<BatchOperation> writes = writing.Of(verdict);
        int leaves = past + writes.Count(w => RememberedKinds.LeavesPast(w.Kind, w.Verb));
        if (verdicts.Count > 0
            && (Batch.Operations.Count + writes.Count + leaves > Batch.MaxOperations - ReservedOperations
                || !Batch.HasRoomFor(writes.Sum(w => w.Body.Length) + (leaves * PastVersion.MostBytes) + ReservedBytes)))
        {
            return false;
        }

        past = leaves;

        verdicts.Add(verdict);
        foreach (BatchOperation write in writes)
        {
            Batch.Add(write);
        }

        return true;
    }
}
