using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Coverage;

/// <summary>What one run did.</summary>
/// <param name="Made">Jurisdictions whose report was made.</param>
/// <param name="NotDue">Jurisdictions that have it, or whose night is not over.</param>
/// <param name="Failed">Jurisdictions whose report failed, with why.</param>
public sealed record NightlyOutcome(IReadOnlyList<string> Made, IReadOnlyList<string> NotDue, IReadOnlyDictionary<string, Exception> Failed);

/// <summary>
/// Makes the reports that are due: each jurisdiction's local day gets its report after 02:00 local time, whenever the first run after that
/// comes. So a missed or failed run is made good by the next, and a second run does nothing.
/// </summary>
public sealed class NightlyCoverage(JurisdictionDirectory directory, KeepJurisdictions jurisdictions, CoverageRun run, TimeProvider clock)
{
    /// <summary>The local hour from which a day's report is due.</summary>
    public const int DueHour = 2;

    /// <summary>Makes what is due.</summary>
    public async Task<NightlyOutcome> RunAsync(CancellationToken cancellationToken)
    {
        List<string> made = [];
        List<string> notDue = [];
        Dictionary<string, Exception> failed = [];
        foreach (JurisdictionEntry entry in await directory.AllAsync(cancellationToken))
        {
            try
            {
                bool done = await RunIfDueAsync(entry.Code, cancellationToken);
                (done ? made : notDue).Add(entry.Code);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One jurisdiction's trouble is not the others'; the caller logs it, and the next run tries again.
                failed[entry.Code] = e;
            }
        }

        return new NightlyOutcome(made, notDue, failed);
    }

    private async Task<bool> RunIfDueAsync(string code, CancellationToken cancellationToken)
    {
        if (await jurisdictions.FindAsync(code, cancellationToken) is not { Value: var settings })
        {
            return false;
        }

        await jurisdictions.RefreshEntryAsync(settings, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        DateOnly day = settings.DayOf(now);
        DateTimeOffset due = settings.MomentOf(day, new TimeOnly(DueHour, 0));
        if (now < due || await run.IsDoneAsync(code, day, due, cancellationToken))
        {
            return false;
        }

        await run.RunAsync(settings, Acting.Program, cancellationToken);
        return true;
    }
}
