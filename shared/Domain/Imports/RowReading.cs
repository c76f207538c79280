using System.Runtime.CompilerServices;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>Reads the rows that the ledger has not counted yet, in stretches, with what is stored about them; many are looked up in one call.</summary>
internal sealed class RowReading(RowKind kind, ImportTools tools, Job job, ImportRequest request, ImportLedger ledger)
{
    private const int StretchesAtOnce = 16;

    /// <summary>Reads rows, and what is stored about them.</summary>
    public async IAsyncEnumerable<RowStretch> ReadAsync(MappedTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FirstLines firsts = await FirstLines.ReadAsync(tools.Files, job, ledger.File(CodeScan.FileName), cancellationToken);
        List<ImportRow> rows = [];
        long number = ledger.Taken / RowStretch.Rows, skipped = ledger.Taken;
        await foreach (MappedRow row in tools.ReadAsync(job, table, request, cancellationToken))
        {
            if (skipped > 0)
            {
                skipped--;
                if (firsts.AreWanted)
                {
                    firsts.Before(ImportRow.KeyOf(row), row.Row.Line);
                }

                continue;
            }

            rows.Add(new ImportRow(row, request.System));
            if (rows.Count == StretchesAtOnce * RowStretch.Rows)
            {
                foreach (RowStretch stretch in await OpenAsync(number, rows, firsts, cancellationToken))
                {
                    yield return stretch;
                }

                number += StretchesAtOnce;
                rows = [];
            }
        }

        foreach (RowStretch stretch in rows.Count > 0 ? await OpenAsync(number, rows, firsts, cancellationToken) : [])
        {
            yield return stretch;
        }
    }

    private async Task<IEnumerable<RowStretch>> OpenAsync(long number, List<ImportRow> rows, FirstLines firsts, CancellationToken cancellationToken)
    {
        var open = await tools.OpenAsync(job.Jurisdiction, cancellationToken);
        DecideRow decide = await kind.OpenAsync(job, rows, cancellationToken);
        int?[] before = [.. rows.Select(row => firsts.Before(row.Key, row.Row.Line))];
        int count = (rows.Count + RowStretch.Rows - 1) / RowStretch.Rows;
        string[] ids = [.. Enumerable.Range(0, count).Select(i => RowStretch.MarkId(job, ledger.Cursor.Pass, number + i))];
        var marks = (await tools.Store.FindManyAsync(Kinds.JobCheckpoint(kind.Makes.Container), job.Jurisdiction, ids, cancellationToken)).ToDictionary(m => m.Value.Id);
        return Enumerable.Range(0, count).Select(i => new RowStretch(
            marks.GetValueOrDefault(ids[i]) ?? RowStretch.NoMark(job, ids[i]),
            i * RowStretch.Rows, Math.Min(RowStretch.Rows, rows.Count - (i * RowStretch.Rows)),
            (row, areas) => before[row] is { } line
                ? RowVerdict.Reject(rows[row], rows[row].Fault("code", $"The code '{rows[row].Key}' is already that of line {line}."))
                : decide(row, areas),
            open));
    }
}
