using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Deadlines;

/// <summary>What one run did.</summary>
/// <param name="Escalated">How many times a level was told.</param>
/// <param name="Resumed">How many waits were ended.</param>
/// <param name="Overtaken">How many reports had changed meanwhile; the next run looks again.</param>
/// <param name="HasMore">Whether the time was over, or the engine did not answer, before everything that is due was looked at; the next run takes it up.</param>
/// <param name="Failed">Jurisdictions, or reports of them as <c>{jurisdiction}/{id}</c>, that could not be looked at, with why.</param>
/// <param name="HolidaysUnknown">Jurisdictions that count working hours in a year of which their calendar knows no holidays; asked once a day.</param>
public sealed record EscalationOutcome(
    int Escalated, int Resumed, int Overtaken, bool HasMore, IReadOnlyDictionary<string, Exception> Failed, IReadOnlyList<string> HolidaysUnknown);

/// <summary>
/// Looks at every report whose moment has come (<see cref="Report.LookAt"/>), and reads no other: page by page, the longest due first, each jurisdiction in
/// its turn, for a limited time. A jurisdiction whose engine does not answer is left to the next run, and three in a row leave all that is left to it. It begins with another jurisdiction in each minute, so that none waits for ever behind the others.
/// </summary>
public sealed class EscalateReports(
    IDocumentStore store, JurisdictionDirectory directory, EscalateReport escalate, DeadlineClock deadlines, TimeProvider clock)
{
    /// <summary>How long a run goes on, below the minute after which the next begins.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(45);

    /// <summary>How far ahead it is asked whether the holidays are known.</summary>
    private const int DaysAhead = 45;

    private const int PageSize = 100;

    private DateOnly lastAsked;

    /// <summary>The reports of a jurisdiction whose moment has come.</summary>
    public static Query<Report> DueIn(string jurisdiction, DateTimeOffset now)
        => Kinds.Report.In(jurisdiction).Where(new Filter.Range("lookAt", null, StoredTimeConverter.Text(now))).OrderedBy(Kinds.LookFirst);

    /// <summary>Looks at what is due.</summary>
    public async Task<EscalationOutcome> RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset begun = clock.GetUtcNow();
        var tally = new Tally();
        string[] codes = [.. (await directory.AllAsync(cancellationToken)).Select(e => e.Code), Jurisdiction.Unassigned];
        int first = (int)(begun.ToUnixTimeSeconds() / 60 % codes.Length);
        Queue<(string Code, PageToken? After)> turns = new([.. codes[first..].Select(c => (c, (PageToken?)null)), .. codes[..first].Select(c => (c, (PageToken?)null))]);
        while (turns.TryDequeue(out var turn))
        {
            if (clock.GetUtcNow() - begun >= Budget || tally.Patience.IsOver)
            {
                tally.HasMore = true;
                break;
            }

            await TryAsync(turn.Code, tally, async () =>
            {
                if (await LookAsync(turn.Code, new PageRequest(PageSize, turn.After), tally, cancellationToken) is { } next)
                {
                    turns.Enqueue((turn.Code, next));
                }
            });
        }

        IReadOnlyList<string> unknown = tally.Patience.IsOver ? [] : await UnknownAsync(codes, begun, tally, cancellationToken);
        return new EscalationOutcome(tally.Escalated, tally.Resumed, tally.Overtaken, tally.HasMore, tally.Failed, unknown);
    }

    /// <summary>Looks at a page of a jurisdiction's reports; says where the next begins.</summary>
    private async Task<PageToken?> LookAsync(string code, PageRequest request, Tally tally, CancellationToken cancellationToken)
    {
        Page<Report> page = await store.ListAsync(DueIn(code, clock.GetUtcNow()), request, cancellationToken);
        if (page.Items.Count == 0)
        {
            return null;
        }

        Jurisdiction? settings = await store.SettingsOfAsync(code, cancellationToken);
        foreach (Stored<Report> report in page.Items)
        {
            if (!await TryAsync($"{code}/{report.Value.Id}", tally, () => LookAsync(report, settings, tally, cancellationToken)))
            {
                // the partition is busy: what it has left is the next run's
                tally.HasMore = true;
                return null;
            }
        }

        tally.Patience.Answered();

        return page.Next;
    }

    /// <summary>Looks at a report, twice where both its deadlines are missed.</summary>
    private async Task LookAsync(Stored<Report> report, Jurisdiction? settings, Tally tally, CancellationToken cancellationToken)
    {
        bool waits = report.Value.State == ReportState.Waiting;
        var outcome = await escalate.RunAsync(report, settings, cancellationToken);
        if (outcome is not Outcome<Stored<Report>>.Done { Value: var after })
        {
            tally.Overtaken++;
            return;
        }

        _ = waits ? tally.Resumed++ : tally.Escalated++;
        if (!waits && DeadlineClock.Due(after.Value, clock.GetUtcNow()).Count > 0)
        {
            await LookAsync(after, settings, tally, cancellationToken);
        }
    }

    /// <summary>One's trouble is not the others': the caller logs it, and the next run tries again.</summary>
    /// <returns>False where the engine did not answer.</returns>
    private static async Task<bool> TryAsync(string what, Tally tally, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            tally.Failed[what] = e;
            tally.Patience.Failed(e);
            return e is not StoreUnavailableException;
        }

        return true;
    }

    private async Task<IReadOnlyList<string>> UnknownAsync(string[] codes, DateTimeOffset now, Tally tally, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        List<string> unknown = [];
        if (lastAsked == today)
        {
            return unknown;
        }

        lastAsked = today;
        foreach (string code in codes)
        {
            await TryAsync(code, tally, async () =>
            {
                if (await store.SettingsOfAsync(code, cancellationToken) is { } settings
                    && !deadlines.KnowsHolidays(settings, now, now.AddDays(DaysAhead)))
                {
                    unknown.Add(code);
                }
            });
        }

        return unknown;
    }

    private sealed class Tally
    {
        public int Escalated { get; set; }

        public int Resumed { get; set; }

        public int Overtaken { get; set; }

        public bool HasMore { get; set; }

        public Dictionary<string, Exception> Failed { get; } = [];

        public SweepPatience Patience { get; } = new();
    }
}
