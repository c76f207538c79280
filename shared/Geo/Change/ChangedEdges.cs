using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo;

/// <summary>The lines that are edge of only one of two geometries, in degrees.</summary>
internal static class ChangedEdges
{
    /// <summary>
    /// Edges of one that the other lacks, and the other way round, without what edges of both share of their length. Where that cannot be told, whole edges.
    /// </summary>
    public static IEnumerable<LineString> Between(Geometry? one, Geometry? other)
    {
        HashSet<Edge> ofOne = Of(one), ofOther = Of(other);
        LineString[] old = [.. Runs(one, ofOther)], now = [.. Runs(other, ofOne)];
        if (old.Length == 0 || now.Length == 0)
        {
            return old.Concat(now);
        }

        try
        {
            Geometry difference = OverlayNG.Overlay(LonLat.Factory.CreateMultiLineString(old), LonLat.Factory.CreateMultiLineString(now), SpatialFunction.SymDifference);
            return LinearComponentExtracter.GetLines(difference).Cast<LineString>().Where(line => !line.IsEmpty);
        }
        catch (TopologyException)
        {
            return old.Concat(now);
        }
    }

    private static HashSet<Edge> Of(Geometry? geometry)
    {
        HashSet<Edge> edges = [];
        foreach (Coordinate[] line in Lines(geometry))
        {
            for (int i = 1; i < line.Length; i++)
            {
                edges.Add(EdgeAt(line, i));
            }
        }

        return edges;
    }

    private static IEnumerable<LineString> Runs(Geometry? geometry, HashSet<Edge> without)
    {
        foreach (Coordinate[] line in Lines(geometry))
        {
            int start = 0;
            for (int i = 1; i <= line.Length; i++)
            {
                if (i < line.Length && !without.Contains(EdgeAt(line, i)))
                {
                    continue;
                }

                if (i - 1 > start)
                {
                    yield return LonLat.Factory.CreateLineString(line[start..i]);
                }

                start = i;
            }
        }
    }

    private static IEnumerable<Coordinate[]> Lines(Geometry? geometry)
        => geometry is null ? [] : LinearComponentExtracter.GetLines(geometry).Select(line => line.Coordinates);

    private static Edge EdgeAt(Coordinate[] line, int end) => new(line[end - 1].X, line[end - 1].Y, line[end].X, line[end].Y);
}
