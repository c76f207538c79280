using GridSteward.Domain.Assignments;
using GridSteward.Domain.Storage;

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
}

/// <summary>Says that a coverage report was made, and where its blob is.</summary>
public sealed record CoverageEntry : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "coverage";

    /// <summary>The local day, as <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The areas' generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The blob with the report.</summary>
    public required string Blob { get; init; }

    /// <summary>The id of a day's report.</summary>
    public static string IdOf(string date) => "coverage." + date;
}

/// <summary>Counts by the areas in which things lie, from counts by <see cref="Place.AreaPath"/>.</summary>
public static class AreaCounts
{
    /// <summary>How many lie in each area of any level; what lies in none is under the empty code.</summary>
    /// <param name="byPath">Counts by area path.</param>
    /// <param name="counts">Which paths count; null for all.</param>
    public static Dictionary<string, long> Of(IReadOnlyDictionary<string, long> byPath, Func<IReadOnlyList<string>, bool>? counts = null)
    {
        Dictionary<string, long> byArea = new(StringComparer.Ordinal);
        foreach (var (path, count) in byPath)
        {
            string[] codes = path.Length == 0 ? [""] : path.Split(Place.PathSeparator);
            if (counts is null || counts(codes))
            {
                foreach (string code in codes)
                {
                    byArea[code] = byArea.GetValueOrDefault(code) + count;
                }
            }
        }

        return byArea;
    }
}
