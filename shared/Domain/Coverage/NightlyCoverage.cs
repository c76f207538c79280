using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>What one run did.</summary>
/// <param name="Made">Jurisdictions whose report was made, once for each day that was made.</param>
/// <param name="NotDue">Jurisdictions that have it, or whose night is not over.</param>
/// <param name="Failed">Jurisdictions whose report failed, with why.</param>
/// <param name="Left">Jurisdictions for which the time of the run, or the engine's answers, did not reach; the next takes them up.</param>
/// <param name="Missing">Of those that failed or were left, the reports that are so late that somebody has to look.</param>
public sealed record NightlyOutcome(
    IReadOnlyList<string> Made, IReadOnlyList<string> NotDue, IReadOnlyDictionary<string, Exception> Failed, IReadOnlyList<string> Left, IReadOnlyList<MissingReport> Missing);

/// <summary>A report that should have been there.</summary>
/// <param name="Jurisdiction">Whose.</param>
/// <param name="Day">The local day.</param>
/// <param name="Since">How long ago it was due.</param>
public sealed record MissingReport(string Jurisdiction, DateOnly Day, TimeSpan Since);

/// <summary>
/// Makes the reports that are due: each jurisdiction's local day gets its report after 02:00 local time, whenever the first run after that
/// comes. So a missed or failed run is made good by the next, and a second run does nothing. Days that were missed altogether are made up for, oldest
/// first, as of their own nights.
/// </summary>
public sealed class NightlyCoverage(JurisdictionDirectory directory, KeepJurisdictions jurisdictions, CoverageRun run, ReadCoverage reports, TimeProvider clock)
{
    /// <summary>The local hour from which a day's report is due.</summary>
    public const int DueHour = 2;

    /// <summary>How many missed days are made up for at most, the latest ones.</summary>
    public const int MaxMissedDays = 31;

    /// <summary>A report that failed or was left is missing when it has been due for so long: until then the next runs may make it.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromHours(2);

    /// <summary>How long a run begins new reports.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(4);

    /// <summary>Makes what is due.</summary>
    public async Task<NightlyOutcome> RunAsync(CancellationToken cancellationToken)
    {
        long began = clock.GetTimestamp();
        List<string> made = [];
        List<string> notDue = [];
        List<string> left = [];
        Dictionary<string, Exception> failed = [];
        SweepPatience patience = new();
        foreach (JurisdictionEntry entry in await directory.AllAsync(cancellationToken))
        {
            if (clock.GetElapsedTime(began) > Budget || patience.IsOver)
            {
                left.Add(entry.Code);
                continue;
            }

            try
            {
                (int days, bool whole) = await RunIfDueAsync(entry.Code, began, cancellationToken);
                patience.Answered();
                made.AddRange(Enumerable.Repeat(entry.Code, days));
                if (!whole)
                {
                    left.Add(entry.Code);
                }
                else if (days == 0)
                {
                    notDue.Add(entry.Code);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One jurisdiction's trouble is not the others'; the caller logs it, and the next run tries again.
                failed[entry.Code] = e;
                patience.Failed(e);
            }
        }

        // What cannot be asked for is not said to be missing; that the engine does not answer is told elsewhere.
        List<MissingReport> missing = [];
        foreach (string code in failed.Keys.Concat(left).TakeWhile(_ => !patience.IsOver))
        {
            try
            {
                if (await FindMissingAsync(code, cancellationToken) is { } late)
                {
                    missing.Add(late);
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or NewerDocumentException)
            {
                patience.Failed(e);
            }
        }

        return new NightlyOutcome(made, notDue, failed, left, missing);
    }

    /// <summary>A jurisdiction's newest report that is due and not there, where it is late.</summary>
    public async Task<MissingReport?> FindMissingAsync(string code, CancellationToken cancellationToken)
    {
        if (await jurisdictions.FindAsync(code, cancellationToken) is not { Value: var settings })
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly last = LastDueDay(settings, now);
        TimeSpan since = now - DueOn(settings, last);
        return since >= LateAfter && !await run.IsDoneAsync(code, last, DueOn(settings, last), cancellationToken) ? new MissingReport(code, last, since) : null;
    }

    private static DateTimeOffset DueOn(Jurisdiction settings, DateOnly day) => settings.MomentOf(day, new TimeOnly(DueHour, 0));

    private static DateOnly LastDueDay(Jurisdiction settings, DateTimeOffset now)
    {
        DateOnly today = settings.DayOf(now);
        return now < DueOn(settings, today) ? today.AddDays(-1) : today;
    }

    private async Task<(int Days, bool Whole)> RunIfDueAsync(string code, long began, CancellationToken cancellationToken)
    {
        if (await jurisdictions.FindAsync(code, cancellationToken) is not { Value: var settings })
        {
            return (0, true);
        }

        await jurisdictions.RefreshEntryAsync(settings, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = settings.DayOf(now);
        DateOnly last = LastDueDay(settings, now);
        int days = 0;
        for (DateOnly day = await FirstMissingAsync(code, today, last, cancellationToken); day <= last; day = day.AddDays(1))
        {
            if (await run.IsDoneAsync(code, day, DueOn(settings, day), cancellationToken))
            {
                continue;
            }

            // today is judged as of now, a day that was missed as of its own night
            TimeSpan rest = Budget - clock.GetElapsedTime(began);
            if (rest <= TimeSpan.Zero || await run.MakeAsync(settings, day, day == today ? now : DueOn(settings, day), rest, Acting.Program, cancellationToken) is null)
            {
                return (days, false);
            }

            days++;
        }

        return (days, true);
    }

    /// <summary>The first day to look at: after the newest report that there is; where there is none, today, for nobody counted before.</summary>
    private async Task<DateOnly> FirstMissingAsync(string code, DateOnly today, DateOnly last, CancellationToken cancellationToken)
    {
        if (await reports.FindAsync(code, ReadCoverage.Latest, cancellationToken) is not { } newest)
        {
            return today;
        }

        // the newest itself may have been asked for before its night
        DateOnly day = DateOnly.ParseExact(newest.Date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        DateOnly earliest = last.AddDays(-MaxMissedDays);
        return day > earliest ? day : earliest;
    }
}
