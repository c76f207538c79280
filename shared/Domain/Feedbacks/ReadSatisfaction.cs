using System.Text.Json.Serialization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Feedbacks;

/// <summary>What satisfaction is counted by.</summary>
[JsonConverter(typeof(WireEnumConverter<SatisfactionBy>))]
public enum SatisfactionBy
{
    /// <summary>By the post, team or partner that had the report: it outlives who holds it.</summary>
    Assignee,

    /// <summary>By the steward who held the post then.</summary>
    Steward,

    /// <summary>By area.</summary>
    Area,

    /// <summary>By category.</summary>
    Category,

    /// <summary>By month of the resolution.</summary>
    Month,
}

/// <summary>What is asked.</summary>
/// <param name="Jurisdiction">Where.</param>
/// <param name="By">What it is counted by.</param>
/// <param name="From">Resolutions from this moment on; null for 90 days before the end.</param>
/// <param name="To">Resolutions before this moment; null for now.</param>
/// <param name="Level">The areas' level, where it is counted by area; null for all levels.</param>
public sealed record SatisfactionQuestion(string Jurisdiction, SatisfactionBy By, DateTimeOffset? From, DateTimeOffset? To, string? Level);

/// <summary>Three counts of resolutions, and their share.</summary>
/// <param name="Asked">Said to be solved: so many reporters could answer.</param>
/// <param name="Answered">So many did.</param>
/// <param name="Satisfied">So many of those are satisfied.</param>
public sealed record SatisfactionCounts(long Asked, long Answered, long Satisfied)
{
    /// <summary>Satisfied of those who answered, 0 to 1; null where nobody did.</summary>
    public double? Share => Answered == 0 ? null : (double)Satisfied / Answered;
}

/// <summary>A row.</summary>
/// <param name="Key">An assignee's key, a steward's id, an area's or a category's code, or a month as <c>yyyy-MM</c>.</param>
/// <param name="Counts">The counts.</param>
public sealed record SatisfactionRow(string Key, SatisfactionCounts Counts);

/// <summary>The answer.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Before when.</param>
/// <param name="Total">All in the caller's scope; with those that belong to no row (nobody had them, they lie in no area).</param>
/// <param name="Rows">By key.</param>
public sealed record Satisfaction(DateTimeOffset From, DateTimeOffset To, SatisfactionCounts Total, IReadOnlyList<SatisfactionRow> Rows);

/// <summary>
/// Counts what reporters said, by the resolutions in the caller's scope: whoever is shown a count may read the very reports that it counts, so none is
/// hidden; private cases are counted for nobody. The store counts; no document is read.
/// </summary>
public sealed class ReadSatisfaction(IDocumentStore store, AreaSnapshots snapshots, TimeProvider clock)
{
    /// <summary>The longest window, in days: thirteen months.</summary>
    public const int MaxDays = 397;

    private const int UsualDays = 90;

    /// <summary>Counts.</summary>
    public async Task<Outcome<Satisfaction>> RunAsync(SatisfactionQuestion question, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadCoverage, question.Jurisdiction);
        if (scope.IsEmpty)
        {
            return new Outcome<Satisfaction>.Forbidden("Satisfaction needs ReadCoverage in the jurisdiction.");
        }

        DateTimeOffset to = question.To ?? clock.GetUtcNow();
        DateTimeOffset from = question.From ?? to.AddDays(-UsualDays);
        Jurisdiction? settings = await store.SettingsOfAsync(question.Jurisdiction, cancellationToken);
        if (Faults(question, settings, from, to).ToList() is { Count: > 0 } faults)
        {
            return new Outcome<Satisfaction>.Invalid(faults);
        }

        Query<Resolution> asked = Kinds.Resolution.In(question.Jurisdiction).Where(new Filter.NotTrue("private"))
            .Where(new Filter.Range("at", StoredTimeConverter.Text(from), StoredTimeConverter.Text(to)))
            .WhereIf(!scope.Whole, () => new Filter.HasAny("nodes", scope.Keys));
        Query<Resolution> answered = asked.Where(new Filter.Equal("answered", true));
        Query<Resolution> satisfied = answered.Where(new Filter.Equal("satisfied", true));

        // The smallest first: whatever is answered meanwhile, no count is above the one that holds it.
        string path = question.By == SatisfactionBy.Area ? "areas" : Wire.Name(question.By);
        var satisfiedBy = await store.TallyAsync(satisfied, path, cancellationToken);
        long satisfiedAll = await store.CountAsync(satisfied, cancellationToken);
        var answeredBy = await store.TallyAsync(answered, path, cancellationToken);
        long answeredAll = await store.CountAsync(answered, cancellationToken);
        var askedBy = await store.TallyAsync(asked, path, cancellationToken);
        long askedAll = await store.CountAsync(asked, cancellationToken);

        Func<string, bool> wanted = question is { By: SatisfactionBy.Area, Level: { } level } ? await OfLevelAsync(question.Jurisdiction, settings!, level, cancellationToken) : _ => true;
        return new Satisfaction(
            from, to, new SatisfactionCounts(askedAll, answeredAll, satisfiedAll),
            [
                .. askedBy.Where(a => wanted(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal)
                    .Select(a => new SatisfactionRow(a.Key, new SatisfactionCounts(a.Value, answeredBy.GetValueOrDefault(a.Key), satisfiedBy.GetValueOrDefault(a.Key)))),
            ]);
    }

    private static IEnumerable<Fault> Faults(SatisfactionQuestion question, Jurisdiction? settings, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to || (to - from).TotalDays > MaxDays)
        {
            yield return new("$.from", $"Before the end, and at most {MaxDays} days before it.");
        }

        if (question.Level is { } level && (question.By != SatisfactionBy.Area || settings?.Levels.Contains(level) != true))
        {
            yield return new(
                "$.level", question.By != SatisfactionBy.Area ? "Goes with by=area only."
                    : settings is null ? "There are no areas here." : $"There is no level '{level}'; there are {string.Join(", ", settings.Levels)}.");
        }
    }

    /// <summary>Whether an area is of a level today; one that is no longer there is of none.</summary>
    private async Task<Func<string, bool>> OfLevelAsync(string jurisdiction, Jurisdiction settings, string level, CancellationToken cancellationToken)
    {
        AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken);
        return code => snapshot.Find(code)?.Level == level;
    }
}
