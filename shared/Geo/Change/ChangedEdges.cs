using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>The edges that only one of two geometries has, as runs of positions in degrees.</summary>
internal static class ChangedEdges
{
    /// <summary>Runs of edges of one that the other lacks, and the other way round.</summary>
    public static IEnumerable<LineString> Between(Geometry? one, Geometry? other)
    {
        HashSet<Edge> ofOne = Of(one), ofOther = Of(other);
        return Runs(one, ofOther).Concat(Runs(other, ofOne));
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
