using GridSteward.Domain.Coverage;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Health;

/// <summary>How a jurisdiction's nightly and running work stands.</summary>
/// <param name="Jurisdiction">Its code.</param>
/// <param name="Missing">Its coverage report, where that is late.</param>
/// <param name="Unsent">Messages that have waited in the outbox for longer than half an hour.</param>
/// <param name="Dead">Deliveries that were given up within a day.</param>
/// <param name="Waiting">Reports that wait to be given to somebody.</param>
/// <param name="KnowsHolidays">Whether its calendar knows the holidays of the next weeks, or it counts no working hours.</param>
public sealed record JurisdictionState(string Jurisdiction, MissingReport? Missing, long Unsent, long Dead, UnassignedReports Waiting, bool KnowsHolidays);

/// <summary>Asks how jurisdictions stand: a handful of indexed questions each, so it is asked for by people and not by probes.</summary>
public sealed class JurisdictionHealth(
    IDocumentStore store, JurisdictionDirectory directory, NightlyCoverage nightly, UnassignedQueue queue, DeadlineClock deadlines, TimeProvider clock)
{
    /// <summary>The names of the parts.</summary>
    public const string Coverage = "coverage", Notices = "notices", Unassigned = "unassigned", Holidays = "holidays";

    /// <summary>So many jurisdictions are asked at most.</summary>
    public const int MostAsked = 500;

    private const int AtOnce = 8, DaysAhead = 45;

    private static readonly TimeSpan LongUnsent = TimeSpan.FromMinutes(30), LongWaiting = TimeSpan.FromDays(1);

    /// <summary>The parts of one.</summary>
    public async Task<IReadOnlyList<HealthPart>> ReadAsync(string jurisdiction, CancellationToken cancellationToken)
        => [.. Of([await StateAsync(jurisdiction, cancellationToken)], 0, 0).Select(p => p with { Jurisdiction = jurisdiction, Affected = [] })];

    /// <summary>The parts of all together.</summary>
    public async Task<IReadOnlyList<HealthPart>> ReadAllAsync(CancellationToken cancellationToken)
    {
        string[] codes = [.. (await directory.AllAsync(cancellationToken)).Select(e => e.Code), Jurisdiction.Unassigned];
        Lock gate = new();
        List<JurisdictionState> states = [];
        SweepPatience patience = new();
        await Parallel.ForEachAsync(codes.Take(MostAsked), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (code, ct) =>
        {
            if (patience.IsOver)
            {
                return;
            }

            try
            {
                JurisdictionState state = await StateAsync(code, ct);
                patience.Answered();
                lock (gate)
                {
                    states.Add(state);
                }
            }
            catch (Exception e) when (e is StoreUnavailableException or NewerDocumentException)
            {
                patience.Failed(e);
            }
        });
        return [.. Of([.. states.OrderBy(s => s.Jurisdiction, StringComparer.Ordinal)], Math.Min(codes.Length, MostAsked) - states.Count, Math.Max(0, codes.Length - MostAsked))];
    }

    private async Task<JurisdictionState> StateAsync(string code, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Jurisdiction? settings = code == Jurisdiction.Unassigned ? null : await store.SettingsOfAsync(code, cancellationToken);
        long unsent = await store.CountAsync(
            Kinds.OutboxMessage.In(code).Where(new Filter.Equal("state", Wire.Name(OutboxState.Pending))).Where(new Filter.Range("createdAt", null, StoredTimeConverter.Text(now - LongUnsent))),
            cancellationToken);
        long dead = await store.CountAsync(
            Kinds.Delivery.In(code).Where(new Filter.Equal("state", Wire.Name(DeliveryState.Dead))).Where(new Filter.Range("endedAt", StoredTimeConverter.Text(now.AddDays(-1)), null)),
            cancellationToken);
        return new JurisdictionState(
            code, settings is null ? null : await nightly.FindMissingAsync(code, cancellationToken), unsent, dead, await queue.ReadAsync(code, cancellationToken),
            settings is null || deadlines.KnowsHolidays(settings, now, now.AddDays(DaysAhead)));
    }

    private static IEnumerable<HealthPart> Of(IReadOnlyList<JurisdictionState> states, int unanswered, int unasked)
    {
        JurisdictionState[] missing = [.. states.Where(s => s.Missing is not null)];
        yield return Told(
            Coverage, missing, "Every coverage report that is due is there.",
            $"The last coverage report is missing{In(missing)}: it was due {Longest(missing.Select(s => s.Missing!.Since))} ago{(missing.Length > 1 ? " at most" : "")}.",
            "The log has CoverageFailed with the reason, and the night's report says which run failed; the next run of NightlyCoverage makes it up, or POST .../coverage-reports now.",
            ("missing", missing.Length));

        JurisdictionState[] mute = [.. states.Where(s => s.Unsent > 0 || s.Dead > 0)];
        yield return Told(
            Notices, mute, "Messages go out.",
            $"{states.Sum(s => s.Unsent)} messages have waited for longer than half an hour, {states.Sum(s => s.Dead)} were given up within a day.",
            "GET .../deliveries?state=dead says what the receivers answered: mend, then resend. Waiting ones: is DeliverMessages running?",
            ("unsent", states.Sum(s => s.Unsent)), ("deadOfTheLastDay", states.Sum(s => s.Dead)));

        JurisdictionState[] old = [.. states.Where(s => s.Waiting.Oldest >= LongWaiting)];
        yield return Told(
            Unassigned, old, "No report has waited for longer than a day to be given to somebody.",
            $"Reports have waited for longer than a day to be given to somebody, the oldest for {Longest(old.Select(s => s.Waiting.Oldest))}.",
            "Dispatch them (GET .../inbox), then see why nobody was found: areas without a post, stewards on leave, categories nobody handles (GET /api/explain).",
            ("reports", states.Sum(s => s.Waiting.Reports)), ("oldestMinutes", states.Count == 0 ? 0 : (long)states.Max(s => s.Waiting.Oldest).TotalMinutes));

        JurisdictionState[] unknowing = [.. states.Where(s => !s.KnowsHolidays)];
        HealthPart holidays = Told(
            Holidays, unknowing, "The holidays of the next weeks are known wherever working hours count.",
            $"Working hours count{In(unknowing)}, and the holidays of the next weeks are not known there.",
            "Add the year to the calendar that the settings name; see the part calendars.",
            ("jurisdictions", unknowing.Length));
        yield return unanswered + unasked == 0
            ? holidays
            : holidays with { Figures = new Dictionary<string, long>(holidays.Figures) { ["unanswered"] = unanswered, ["unasked"] = unasked } };
    }

    private static HealthPart Told(string name, JurisdictionState[] affected, string well, string ill, string todo, params (string Name, long Value)[] figures)
        => (affected.Length == 0 ? HealthPart.Ok(name, well) : new HealthPart(name, HealthStatus.Degraded, ill, todo)) with
        {
            Affected = [.. affected.Select(s => s.Jurisdiction).Take(HealthPart.MostAffected)],
            Figures = figures.ToDictionary(f => f.Name, f => f.Value),
        };

    private static string In(JurisdictionState[] affected) => affected.Length > 1 ? $" in {affected.Length} jurisdictions" : "";

    private static string Longest(IEnumerable<TimeSpan> times)
    {
        TimeSpan longest = times.DefaultIfEmpty().Max();
        return longest >= TimeSpan.FromDays(2) ? $"{(int)longest.TotalDays} days" : $"{(int)longest.TotalHours} hours";
    }
}
