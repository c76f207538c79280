using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>The straight cuts of an area that are worth trying, the best first.</summary>
internal static class CutCandidates
{
    /// <summary>How near a cut may come to a household, in metres.</summary>
    private const double Apart = 0.01;

    /// <summary>Cuts tried for each direction and each number of parts.</summary>
    private const int Positions = 3;

    /// <summary>Cuts after which the sides can still be divided well, by their cost; then others, by their imbalance.</summary>
    /// <param name="area">The area.</param>
    /// <param name="sites">Its households.</param>
    /// <param name="parts">How many parts are to be made of it.</param>
    /// <param name="mean">How many households each part of the whole should have.</param>
    /// <param name="most">How far a part may be from it, as a share.</param>
    /// <param name="plane">Degrees as metres.</param>
    public static IEnumerable<StraightCut> Of(Geometry area, IReadOnlyList<HouseholdSite> sites, int parts, double mean, double most, MetricPlane plane)
    {
        RingEdge[] edges = [.. Rings.Edges(area)];
        (double[] At, HouseholdSite[] Sites)[] sorted = [.. Enumerable.Range(0, StraightCut.Directions).Select(d => Sorted(sites, d, plane))];
        int[] halves = [.. Enumerable.Range(1, parts - 1).Where(left => Math.Abs((2 * left) - parts) <= 1)];
        List<StraightCut> cuts = Of(halves);
        foreach (StraightCut cut in Good())
        {
            yield return cut;
        }

        List<StraightCut> bad = [.. cuts.Where(c => c.Imbalance > most)];
        cuts = Of([.. Enumerable.Range(1, parts - 1).Except(halves)]);
        foreach (StraightCut cut in Good())
        {
            yield return cut;
        }

        foreach (StraightCut cut in bad.Concat(cuts.Where(c => c.Imbalance > most)).OrderBy(c => c.Imbalance).ThenBy(c => c.Direction).ThenBy(c => c.OffsetMetres))
        {
            yield return cut;
        }

        List<StraightCut> Of(int[] lefts) => [.. lefts.SelectMany(left => sorted.SelectMany((s, direction) => Balanced(s.At, s.Sites, left, parts - left, mean).Take(Positions)
            .Select(p => new StraightCut(direction, p.Offset, left, p.Imbalance, 0))))];

        IEnumerable<StraightCut> Good() => cuts.Where(c => c.Imbalance <= most)
            .Select(c => c with { LengthMetres = StraightCut.Length(c.Direction, c.OffsetMetres, edges, plane) })
            .OrderBy(c => c.Cost).ThenBy(c => c.Direction).ThenBy(c => c.OffsetMetres);
    }

    private static (double[] At, HouseholdSite[] Sites) Sorted(IReadOnlyList<HouseholdSite> sites, int direction, MetricPlane plane)
    {
        HouseholdSite[] sorted = [.. sites];
        double[] at = [.. sorted.Select(s => StraightCut.Projection(direction, s.At, plane))];
        Array.Sort(at, sorted);
        return (at, sorted);
    }

    /// <summary>The places between two households that divide them best, halfway between the two.</summary>
    private static IEnumerable<(double Offset, double Imbalance)> Balanced(double[] at, HouseholdSite[] sites, int left, int right, double mean)
    {
        double all = sites.Sum(s => (double)s.Households);
        List<(double Offset, double Imbalance)> places = [];
        double passed = 0;
        for (int i = 0; i + 1 < sites.Length; i++)
        {
            passed += sites[i].Households;
            if (i + 1 >= left && sites.Length - i - 1 >= right && at[i + 1] - at[i] > 2 * Apart)
            {
                places.Add(((at[i] + at[i + 1]) / 2, Math.Max(Math.Abs((passed / (left * mean)) - 1), Math.Abs(((all - passed) / (right * mean)) - 1))));
            }
        }

        return places.OrderBy(p => p.Imbalance).ThenBy(p => p.Offset);
    }
}
