using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>What becomes of the areas that are part of one whose border changes.</summary>
internal static class Heirs
{
    /// <summary>Below this share of a part it is the rounding of files that lies on the other side.</summary>
    private const double Least = 0.001;

    /// <summary>Puts what was part of an area under that of its heirs that has most of it, and names what lies in several.</summary>
    public static void Follow(PlanningTable table, string code, IReadOnlyList<string> heirs)
    {
        foreach (Area part in table.PartsOf(code))
        {
            (string Heir, double Share)[] shares = [.. heirs.Select(h => (h, table.Sheet.ShareWithin(part.Code, h))).OrderByDescending(s => s.Item2).ThenBy(s => s.h, StringComparer.Ordinal)];
            if (shares[0].Heir != code)
            {
                table.Move(part, shares[0].Heir);
            }

            if (shares.Skip(1).Any(s => s.Share > Least))
            {
                table.Warn(part.Code, $"{part.Code} lies in {string.Join(" and ", shares.Where(s => s.Share > Least).Select(s => FormattableString.Invariant($"{s.Heir} ({s.Share:P0})")))}; it is part of {shares[0].Heir} now. Split it, or move its border.");
            }
        }
    }

    /// <summary>Names what no longer lies within the area that it is part of.</summary>
    public static void WarnOfStrays(PlanningTable table, string code)
    {
        foreach (Area part in table.PartsOf(code).Where(p => table.Sheet.ShareWithin(p.Code, code) < 1 - Least))
        {
            table.Warn(part.Code, $"{part.Code} is part of {code} and does not lie within its new border; move its border, too.");
        }
    }
}
