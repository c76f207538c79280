using GridSteward.Domain.Coverage;

namespace GridSteward.Domain.Regions;

/// <summary>
/// Which regions and jurisdictions hide their units on a night. It is decided over the whole tree from the topmost region down, for everybody alike, so that
/// who asks for a county, its city and its province learns no more than from each.
/// </summary>
internal static class RegionTree
{
    /// <summary>How a region is named in the set, beside jurisdictions by their codes.</summary>
    public static string KeyOf(string region) => "region:" + region;

    /// <summary>The hidden ones.</summary>
    /// <param name="top">The topmost region.</param>
    /// <param name="night">The sums of its jurisdictions.</param>
    public static HashSet<string> HiddenIn(OpenRegion top, IReadOnlyDictionary<string, RegionNight> night)
    {
        Dictionary<string, (string? Parent, RegionNight Sum)> nodes = new(StringComparer.Ordinal);
        RegionNight whole = RegionNight.Nothing;
        foreach (var (jurisdiction, figures) in night)
        {
            string? parent = null;
            foreach (RegionRef region in top.Members.GetValueOrDefault(jurisdiction)?.Below ?? [])
            {
                string key = KeyOf(region.Code);
                nodes[key] = nodes.TryGetValue(key, out var node) ? node with { Sum = node.Sum + figures } : (parent, figures);
                parent = key;
            }

            nodes[jurisdiction] = (parent, figures);
            whole += figures;
        }

        AreaFigures Of(string key, string? parent, RegionNight sum) => new(key, "", "", parent, CoverageBand.Unknown, sum.Units.AsUnits(), LoopFigures.Nothing, null, null, Coverage.Changes.None);
        CoverageReport report = new(
            "", "", default, default, default, 0, CoverageRules.Default, false, Of("", null, whole), [.. nodes.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => Of(n.Key, n.Value.Parent, n.Value.Sum))], []);
        CoverageReport shown = CoverageSuppression.For(report);
        HashSet<string> hidden = [.. shown.Areas.Where(a => a.Units is null).Select(a => a.Code)];
        if (shown.Total.Units is null)
        {
            hidden.Add(KeyOf(top.Code));
        }

        return hidden;
    }
}
