using System.Globalization;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>
/// The first phase of an import: reads the file once without writing anything, finds codes that stand in several rows, counts the rows, and
/// refuses a file of which no row could be read.
/// </summary>
internal sealed class CodeScan(ImportTools tools, JobRun run, ImportRequest request, ImportLedger ledger)
{
    /// <summary>The file of the hashes that were found.</summary>
    public const string FileName = "repeated.bin";

    private const int MaxRepeated = 100_000;
    private const int RowsBetween = 10_000;

    /// <summary>Goes on with the phase; false where it wants another slice.</summary>
    public async Task<bool> RunAsync(Container container, CancellationToken cancellationToken)
    {
        ulong? from = ledger.Last.Cursor is { } cursor ? ulong.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        while (from is { } begin)
        {
            if (run.IsOver)
            {
                return false;
            }

            var codes = new RepeatedCodes(begin);
            long rows = await PassAsync(codes, cancellationToken);
            from = codes.Next;
            JobFile? file = await SaveAsync(codes.Found, cancellationToken);
            await ledger.SaveAsync(
                container,
                next => (file is null ? next : next.With(file)) with
                {
                    Phase = from is null ? ImportPhase.Rows : ImportPhase.Codes,
                    Cursor = from?.ToString(CultureInfo.InvariantCulture) ?? new ImportCursor(rows).ToString(),
                },
                cancellationToken);
        }

        return true;
    }

    private async Task<long> PassAsync(RepeatedCodes codes, CancellationToken cancellationToken)
    {
        var table = new MappedTable(request.TableMapping);
        long rows = 0;
        await foreach (MappedRow row in tools.ReadAsync(run.Job, table, request, cancellationToken))
        {
            if (ImportRow.KeyOf(row) is { } code)
            {
                codes.Add(code);
            }

            if (++rows % RowsBetween == 0)
            {
                await run.KeepAsync(JobProgress.None, cancellationToken);
            }
        }

        codes.Finish();
        ImportTools.RequireRows(rows, table);
        return rows;
    }

    private async Task<JobFile?> SaveAsync(IReadOnlyCollection<ulong> found, CancellationToken cancellationToken)
    {
        JobFile? file = ledger.File(FileName);
        if (found.Count == 0)
        {
            return file;
        }

        file = await tools.Files.AppendAsync(run.Job, file ?? new JobFile(FileName, "application/octet-stream", []), FirstLines.Write(found), cancellationToken);
        return file.Length / sizeof(ulong) <= MaxRepeated ? file
            : throw new JobFailedException($"More than {MaxRepeated} codes stand in several rows of the file; the column of the code is probably another one.");
    }
}

/// <summary>The phases of an import.</summary>
internal static class ImportPhase
{
    /// <summary>The codes are read.</summary>
    public const string Codes = "codes";

    /// <summary>Rows are written or staged.</summary>
    public const string Rows = "rows";

    /// <summary>All rows are staged, or some are rejected.</summary>
    public const string Staged = "staged";

    /// <summary>The staged rows show, and are put into their places.</summary>
    public const string Shown = "shown";

    /// <summary>There is nothing more to do.</summary>
    public const string Done = "done";
}
