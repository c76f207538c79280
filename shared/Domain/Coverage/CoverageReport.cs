using GridSteward.Domain.Assignments;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>The figures of one area, everything in it counted once.</summary>
/// <param name="Code">The area's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level's name.</param>
/// <param name="Parent">The code of the area it is part of; null at the top.</param>
/// <param name="Households">Located households in it.</param>
/// <param name="HouseholdsWithHandler">Of those, how many have a Handle post with a holder in force in one of their areas.</param>
/// <param name="OpenReports">Reports in it that wait for their assignee.</param>
/// <param name="OverdueReports">Of those, how many are past their next deadline.</param>
public sealed record AreaCoverage(
    string Code, string Name, string Level, string? Parent, long Households, long HouseholdsWithHandler, long OpenReports, long OverdueReports);

/// <summary>A coverage report 覆盖报告 in its first form: what each area has, and who answers for it.</summary>
/// <param name="Jurisdiction">The jurisdiction.</param>
/// <param name="Date">The local day for which it was made.</param>
/// <param name="GeneratedAt">When it was made.</param>
/// <param name="Generation">The areas' generation.</param>
/// <param name="Total">The whole jurisdiction, what lies in no area included; its code is the jurisdiction's.</param>
/// <param name="HouseholdsUnlocated">Households that lie in no area, or have no position.</param>
/// <param name="ReportsOutsideAreas">Open reports that lie in no area.</param>
/// <param name="Areas">Each area, by level from the topmost, then by code.</param>
public sealed record CoverageReport(
    string Jurisdiction,
    DateOnly Date,
    DateTimeOffset GeneratedAt,
    int Generation,
    AreaCoverage Total,
    long HouseholdsUnlocated,
    long ReportsOutsideAreas,
    IReadOnlyList<AreaCoverage> Areas);

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
