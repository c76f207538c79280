using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>The edges of one geometry in runs with boxes, so that the nearest is found without measuring them all. Safe for concurrent use.</summary>
internal sealed class EdgeIndex
{
    private const int RunLength = 32;
    private readonly Edge[] _edges;
    private readonly Run[] _runs;

    public EdgeIndex(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var edges = new List<Edge>(geometry.NumPoints);
        foreach (LineString line in LinearComponentExtracter.GetLines(geometry).Cast<LineString>())
        {
            CoordinateSequence positions = line.CoordinateSequence;
            for (int i = 1; i < positions.Count; i++)
            {
                edges.Add(new Edge(positions.GetX(i - 1), positions.GetY(i - 1), positions.GetX(i), positions.GetY(i)));
            }
        }

        _edges = AntimeridianSeam.Without(edges);
        _runs = [.. _edges.Chunk(RunLength).Select(Run.Around)];
        if (edges.Count == 0)
        {
            throw new ArgumentException($"A {geometry.GeometryType} without lines has no edge.", nameof(geometry));
        }
    }

    /// <summary>Metres from a point to the nearest edge, and the place there; infinite where the cut at the antimeridian is all the edge there is.</summary>
    public (double Metres, Wgs84Point At) Nearest(Wgs84Point point)
    {
        var frame = new LocalFrame(point);
        var least = new EdgeFoot(double.PositiveInfinity, 0);
        int nearest = -1;
        for (int run = 0; run < _runs.Length; run++)
        {
            if (frame.LeastMetres(_runs[run]) > least.Metres)
            {
                continue;
            }

            int end = Math.Min(_edges.Length, (run + 1) * RunLength);
            for (int i = run * RunLength; i < end; i++)
            {
                EdgeFoot foot = frame.Foot(_edges[i]);
                if (foot.Metres < least.Metres)
                {
                    (least, nearest) = (foot, i);
                }
            }
        }

        return (least.Metres, nearest < 0 ? point : _edges[nearest].At(least.Along));
    }

    /// <summary>The box around up to 32 edges, in degrees; it never crosses the antimeridian, as no edge does.</summary>
    internal readonly record struct Run(double West, double South, double East, double North)
    {
        public static Run Around(Edge[] edges) => new(
            edges.Min(edge => edge.X0),
            edges.Min(edge => Math.Min(edge.Y0, edge.Y1)),
            edges.Max(edge => edge.X1),
            edges.Max(edge => Math.Max(edge.Y0, edge.Y1)));
    }
}
