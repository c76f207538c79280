using GridSteward.Domain.Assignments;

namespace GridSteward.Domain.Coverage;

/// <summary>Counts by the areas in which things lie, from counts by <see cref="Place.AreaPath"/>.</summary>
public static class AreaCounts
{
    /// <summary>How many lie in each area of any level; what lies in none is under the empty code.</summary>
    /// <param name="byPath">Counts by area path.</param>
    public static Dictionary<string, long> Of(IReadOnlyDictionary<string, long> byPath)
    {
        Dictionary<string, long> byArea = new(StringComparer.Ordinal);
        foreach (var (path, count) in byPath)
        {
            string[] codes = path.Length == 0 ? [""] : path.Split(Place.PathSeparator);
            foreach (string code in codes)
            {
                byArea[code] = byArea.GetValueOrDefault(code) + count;
            }
        }

        return byArea;
    }
}
