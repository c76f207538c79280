using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Coverage;

/// <summary>
/// Hands out the files of coverage reports: as the night wrote them to whoever may see all households of the jurisdiction, and made anew from the report with
/// its small counts hidden for whoever may not.
/// </summary>
public sealed class CoverageDesk(ReadCoverage reports, CoverageFiles files, OutputContexts contexts)
{
    /// <summary>A file of a day's report.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="settings">The jurisdiction's.</param>
    /// <param name="date">The day, or latest.</param>
    /// <param name="kept">The name under which the night wrote this very file; null where it writes none such.</param>
    /// <param name="make">Makes it from the report as its reader may see it.</param>
    public async Task<Answer> FileAsync(
        ApiCall call, Jurisdiction settings, string date, string? kept, Func<CoverageReport, OutputContext, Task<OutputFile>> make)
    {
        if (!ReadCoverage.IsDay(date))
        {
            return call.Problems.Invalid([new("path.date", "A day as yyyy-MM-dd, or latest.")]);
        }

        if (await reports.FindAsync(settings.Jurisdiction, date, call.CancellationToken) is not { } entry)
        {
            return call.Problems.NotFound("There is no coverage report of that day.");
        }

        Scope households = call.Caller.ScopeOf(Capability.ReadHouseholds, settings.Jurisdiction);
        if (households.Whole && kept is not null)
        {
            await using OpenBlob? blob = await files.OpenAsync(entry, kept, call.CancellationToken);
            if (blob is not null)
            {
                return Answered(await blob.ReadAllAsync(call.CancellationToken), blob.ContentType);
            }
        }

        if (await files.ReadAsync(entry, call.CancellationToken) is not { } report)
        {
            return call.Problems.NotFound("The report of that day is of an earlier release and has no such file.");
        }

        OutputContext context = await contexts.OfAsync(settings, report, call.CancellationToken);
        OutputFile file = await make(CoverageSuppression.For(report, households), context);
        return Answered(file.Content, file.ContentType);
    }

    // What a caller may see can differ, so a shared cache keeps nothing.
    private static Answer Answered(ReadOnlyMemory<byte> body, string contentType)
        => Answer.Bytes(body, contentType).WithETag(ETags.OfContent(body.Span)).With("Vary", "Authorization");
}
