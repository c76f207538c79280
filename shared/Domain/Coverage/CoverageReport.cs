using System.Text.Json.Serialization;
namespace GridSteward.Domain.Coverage;

/// <summary>A coverage report 覆盖报告: how well each area is looked after on a day, every figure beside its denominator.</summary>
/// <param name="Jurisdiction">The jurisdiction's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Date">The local day for which it was made.</param>
/// <param name="AsOf">The moment as of which deadlines and intervals were judged: the due hour of that day's night, or when it was asked for.</param>
/// <param name="GeneratedAt">When it was made. Much later than <paramref name="AsOf"/> it is that of a missed night, made from the register as it was then.</param>
/// <param name="Generation">The areas' generation.</param>
/// <param name="Rules">By which rules.</param>
/// <param name="Suppressed">Whether small counts are hidden in it, for who may not see households.</param>
/// <param name="Total">The whole jurisdiction, what lies in no area included; its code is the jurisdiction's.</param>
/// <param name="Areas">Each area, by level from the topmost, then by code. What lies in several of one level counts in the one it was placed in.</param>
/// <param name="Groups">By steward, team, kind and care level, in this order; empty where it is suppressed.</param>
public sealed record CoverageReport(
    string Jurisdiction,
    string Name,
    DateOnly Date,
    DateTimeOffset AsOf,
    DateTimeOffset GeneratedAt,
    int Generation,
    CoverageRules Rules,
    bool Suppressed,
    AreaFigures Total,
    IReadOnlyList<AreaFigures> Areas,
    IReadOnlyList<GroupFigures> Groups)
{
    /// <summary>The shape of this report.</summary>
    public int SchemaVersion { get; init; } = 2;

    /// <summary>How many resolved reports of the whole took how long (<see cref="HourHistogram"/>), for what is written upward; in no file.</summary>
    [JsonIgnore]
    public IReadOnlyList<long> Hours { get; init; } = new long[HourHistogram.Steps];
}
