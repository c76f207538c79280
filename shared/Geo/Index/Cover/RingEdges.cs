using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>The edges of areas as their rings have them, one after the other.</summary>
internal sealed class RingEdges
{
    private readonly CoverEdge[] _edges;
    private int _count;

    /// <summary>Makes a collection.</summary>
    /// <param name="capacity">As many edges as there can be.</param>
    public RingEdges(int capacity) => _edges = new CoverEdge[capacity];

    public ReadOnlySpan<CoverEdge> Edges => _edges.AsSpan(0, _count);

    public void Add(int area, Geometry geometry)
    {
        foreach (LineString ring in LinearComponentExtracter.GetLines(geometry).Cast<LineString>())
        {
            AddRing(EdgeSide.Of(area, false), ring.CoordinateSequence);
        }
    }

    // An edge without length says nothing that its neighbours do not say, unless the ring has no other. Adding 0 makes one of the two zeros.
    private void AddRing(int side, CoordinateSequence ring)
    {
        int before = _count;
        double x0 = ring.GetX(0) + 0.0, y0 = ring.GetY(0) + 0.0;
        for (int i = 1; i < ring.Count; i++)
        {
            double x1 = ring.GetX(i) + 0.0, y1 = ring.GetY(i) + 0.0;
            if (x0 != x1 || y0 != y1)
            {
                _edges[_count++] = new CoverEdge(x0, y0, x1, y1, side, EdgeSide.Nobody, 0);
                (x0, y0) = (x1, y1);
            }
        }

        if (_count == before)
        {
            _edges[_count++] = new CoverEdge(x0, y0, x0, y0, side, EdgeSide.Nobody, 0);
        }
    }
}
