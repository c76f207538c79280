using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>Collects the edges of areas, each once for every two areas that have it.</summary>
internal sealed class EdgeTable
{
    private readonly CoverEdge[] _edges;

    // Open addressing; an edge's number plus 1. Where an edge has several records, its last one.
    private readonly int[] _places;
    private int _count;

    /// <summary>Makes a table.</summary>
    /// <param name="capacity">As many edges as there can be.</param>
    public EdgeTable(int capacity)
    {
        _edges = new CoverEdge[capacity];
        _places = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity + (capacity / 2)))];
    }

    public ReadOnlySpan<CoverEdge> Edges => _edges.AsSpan(0, _count);

    public void Add(int area, Geometry geometry)
    {
        foreach (LineString ring in LinearComponentExtracter.GetLines(geometry).Cast<LineString>())
        {
            AddRing(area, ring.CoordinateSequence);
        }
    }

    // An edge without length says nothing that its neighbours do not say, unless the ring has no other.
    private void AddRing(int area, CoordinateSequence ring)
    {
        bool any = false;
        for (int i = 1; i < ring.Count; i++)
        {
            if (ring.GetX(i - 1) != ring.GetX(i) || ring.GetY(i - 1) != ring.GetY(i))
            {
                AddEdge(area, ring.GetX(i - 1), ring.GetY(i - 1), ring.GetX(i), ring.GetY(i));
                any = true;
            }
        }

        if (!any && ring.Count > 0)
        {
            AddEdge(area, ring.GetX(0), ring.GetY(0), ring.GetX(0), ring.GetY(0));
        }
    }

    private void AddEdge(int area, double fromX, double fromY, double toX, double toY)
    {
        bool backwards = toX < fromX || (toX == fromX && toY < fromY);
        int side = EdgeSide.Of(area, backwards);

        // Adding 0 makes one of the two zeros.
        var edge = backwards
            ? new CoverEdge(toX + 0.0, toY + 0.0, fromX + 0.0, fromY + 0.0, side, EdgeSide.Nobody)
            : new CoverEdge(fromX + 0.0, fromY + 0.0, toX + 0.0, toY + 0.0, side, EdgeSide.Nobody);
        int place = PlaceOf(edge);
        int known = _places[place] - 1;
        if (known >= 0 && _edges[known].Second == EdgeSide.Nobody)
        {
            _edges[known] = _edges[known] with { Second = side };
            return;
        }

        _edges[_count++] = edge;
        _places[place] = _count;
    }

    private int PlaceOf(in CoverEdge edge)
    {
        int mask = _places.Length - 1;
        int place = HashCode.Combine(edge.X0, edge.Y0, edge.X1, edge.Y1) & mask;
        while (_places[place] != 0 && !SameLine(_edges[_places[place] - 1], edge))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private static bool SameLine(in CoverEdge one, in CoverEdge other) =>
        one.X0 == other.X0 && one.Y0 == other.Y0 && one.X1 == other.X1 && one.Y1 == other.Y1;
}
