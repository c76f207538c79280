using GridSteward.Domain.People;

namespace GridSteward.Domain.Coverage;

/// <summary>
/// The coverage report for those who may not see households: whatever is derived from units is left out of areas where any number of units is 1 to 4,
/// and of as many more as keep a reader from finding such a number by subtraction.
/// </summary>
/// <remarks>
/// An area is hidden whole, in all measures, and so is what is part of it. Then of every shown whole, what is left of each measure (and of each
/// difference of two) when the shown parts are taken away is nothing, or 5 and more. Whatever a map hides by <see cref="CountSuppression"/> is hidden
/// too, so that the two together tell no more than each. Mop-up lists, changes of rates of units (they tell of another night) and the rows by steward,
/// team, kind and care level are left out everywhere; figures of reports stay.
/// Whoever may see the households of some areas sees these areas in full, and everything else is then hidden as from one who knows them.
/// </remarks>
public static class CoverageSuppression
{
    /// <summary>The report as its reader may see it.</summary>
    /// <param name="report">The whole report.</param>
    /// <param name="households">Where the reader may see households.</param>
    public static CoverageReport For(CoverageReport report, Scope households) => households.Whole ? report : For(report, households.AreaCodes);

    /// <summary>The report for whoever may see no households but those of some areas.</summary>
    public static CoverageReport For(CoverageReport report, params IReadOnlyCollection<string> ownAreas)
    {
        var tree = new SuppressionTree(report, ownAreas);
        AreaFigures Shown(AreaFigures area, string key)
        {
            bool own = tree.Own.Contains(key);
            return own ? area : area with
            {
                Units = tree.Hidden.Contains(key) ? null : area.Units,
                Band = tree.Hidden.Contains(key) ? CoverageBand.Unknown : area.Band,
                MopUp = null,
                Changes = new Changes(WithoutUnits(area.Changes.Night), WithoutUnits(area.Changes.Week), WithoutUnits(area.Changes.Month)),
            };
        }

        return report with
        {
            Suppressed = true,
            Total = Shown(report.Total, SuppressionTree.Whole),
            Areas = [.. report.Areas.Select(a => Shown(a, a.Code))],
            Groups = [],
        };
    }

    private static ChangeSince? WithoutUnits(ChangeSince? change) => change is null ? null : change with { Found = null, Naive = null, Effective = null, Responsibility = null };
}
