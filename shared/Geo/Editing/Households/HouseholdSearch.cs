using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>An area that was cut, or is a part.</summary>
/// <param name="Line">The cut; null for a part.</param>
/// <param name="Left">What was made of its left side.</param>
/// <param name="Right">What was made of its right side.</param>
/// <param name="Households">The households of a part.</param>
/// <param name="WorstShare">The largest difference of a part of it from the mean, as a share.</param>
internal sealed record CutNode(Coordinate[]? Line, CutNode? Left, CutNode? Right, int Households, double WorstShare)
{
    /// <summary>The parts, from left to right.</summary>
    public IEnumerable<CutNode> Parts => Line is null ? [this] : Left!.Parts.Concat(Right!.Parts);
}

/// <summary>
/// Divides an area again and again by straight cuts. Where a cut leads to parts that are too unlike, the next best one is tried, until nothing is left
/// to try or the search has gone on long enough; the best division found counts. Equal questions give equal answers.
/// </summary>
internal sealed class HouseholdSearch(MetricPlane plane, double mean, double most, int tries)
{
    private const int CutsOfAnArea = 8;

    private int _left = tries;

    /// <summary>The best division found; null where there is none into connected parts that all have households.</summary>
    public CutNode? Divide(Geometry area, IReadOnlyList<HouseholdSite> sites, int parts)
    {
        if (parts == 1)
        {
            int households = sites.Sum(s => s.Households);
            return new CutNode(null, null, null, households, Math.Abs((households / mean) - 1));
        }

        CutNode? best = null;
        int cuts = 0;
        foreach (StraightCut cut in CutCandidates.Of(area, sites, parts, mean, most, plane))
        {
            if (best is not null && (best.WorstShare <= most || _left <= 0 || cuts >= CutsOfAnArea))
            {
                break;
            }

            _left--;
            if (Try(area, sites, parts, cut) is { } division)
            {
                cuts++;
                best = best is null || division.WorstShare < best.WorstShare ? division : best;
            }
        }

        return best;
    }

    private CutNode? Try(Geometry area, IReadOnlyList<HouseholdSite> sites, int parts, StraightCut cut)
    {
        Coordinate[] line = cut.Line(area.EnvelopeInternal, plane);
        if (AreaCut.Make(area, line, "", []) is not { } made || made.Pieces.Count > area.NumGeometries + 1)
        {
            return null;
        }

        ILookup<bool, HouseholdSite> sides = sites.ToLookup(s => StraightCut.Projection(cut.Direction, s.At, plane) < cut.OffsetMetres);
        return Side(CutSide.Left) is { } leftArea && Divide(leftArea, [.. sides[true]], cut.PartsLeft) is { } left
            && Side(CutSide.Right) is { } rightArea && Divide(rightArea, [.. sides[false]], parts - cut.PartsLeft) is { } right
            ? new CutNode(line, left, right, left.Households + right.Households, Math.Max(left.WorstShare, right.WorstShare))
            : null;

        Geometry? Side(CutSide side) => made.Pieces.Where(p => p.Side == side).Select(p => p.Polygon).ToList() is { Count: > 0 } polygons ? Rings.Together(polygons) : null;
    }
}
