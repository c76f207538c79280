using GridSteward.Domain.Health;

namespace GridSteward.Functions.Health;

/// <summary>How one part of the program is.</summary>
/// <param name="Name">Its name; of several of a kind, the kind, a colon and the one: timer:NightlyCoverage.</param>
/// <param name="Jurisdiction">The jurisdiction that it is about; null for the deployment.</param>
/// <param name="Status">How it is.</param>
/// <param name="Since">Since when this instance has seen it so.</param>
/// <param name="SeenAt">When it was last seen at work; null where that is not known.</param>
/// <param name="Output">What is so, in one sentence.</param>
/// <param name="Action">What to do; null where there is nothing to do.</param>
/// <param name="StopsReports">Whether reports are not taken while it is broken.</param>
/// <param name="Figures">Numbers, by name.</param>
/// <param name="Affected">What is affected: codes of jurisdictions, jobs as jurisdiction and id, names of calendars; at most 50.</param>
public sealed record HealthPartResponse(
    string Name, string? Jurisdiction, HealthStatus Status, DateTimeOffset Since, DateTimeOffset? SeenAt, string Output, string? Action, bool StopsReports,
    IReadOnlyDictionary<string, long> Figures, IReadOnlyList<string> Affected)
{
    public static HealthPartResponse Of(SeenPart seen) => new(
        seen.Part.Name, seen.Part.Jurisdiction, seen.Part.Status, seen.Since, seen.Part.SeenAt, seen.Part.Says, seen.Part.Todo, seen.Part.StopsReports, seen.Part.Figures, seen.Part.Affected);
}

/// <summary>How the program is.</summary>
/// <param name="Status">All parts in one word: broken where reports are not taken (the answer is a 503 then), degraded where somebody should look.</param>
/// <param name="Time">When it was looked at; for some seconds after that the same is answered.</param>
/// <param name="Output">The same in a sentence.</param>
/// <param name="Parts">The parts that whoever asks may see; none for those who have not signed in.</param>
public sealed record HealthReportResponse(HealthStatus Status, DateTimeOffset Time, string Output, IReadOnlyList<HealthPartResponse> Parts);
