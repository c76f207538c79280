namespace GridSteward.Geo;

/// <summary>
/// What becomes of the boundaries that leave a cell eastward. A boundary is closed, so of the edges at a position east of the cell an even number belongs
/// to each area; where the cell has an odd number of them, the others go on without being the cell's. They cross the rays from the cell as often, even or
/// odd, as a straight line does that comes from far south, far to the east, and ends at the latitude of that position: a rail.
/// </summary>
internal sealed class LooseEnds
{
    // Beyond every longitude and latitude; exact in doubles, so that the side of a rail is never in doubt.
    private const double FarEast = 1000;
    private const double FarSouth = -1000;
    private readonly List<(double Latitude, int Area)> _ends = [];

    public void Clear() => _ends.Clear();

    /// <summary>Adds the ends of one of the cell's edges that lie east of its middle and level with it.</summary>
    public void Add(in CoverEdge edge, double middle, double south, double north)
    {
        AddEnd(edge, edge.X0, edge.Y0, middle, south, north);
        AddEnd(edge, edge.X1, edge.Y1, middle, south, north);
    }

    /// <summary>
    /// Appends the rails to the edges of the cell. The areas inside, which were determined at the latitude of the cell's middle, become those inside without
    /// counting rails.
    /// </summary>
    public void AppendRails(double middleLatitude, AreaSet inside, List<CoverEdge> edges)
    {
        _ends.Sort();
        int first = edges.Count;
        for (int i = 0; i < _ends.Count; i++)
        {
            if (i + 1 < _ends.Count && _ends[i] == _ends[i + 1])
            {
                i++;
                continue;
            }

            (double latitude, int area) = _ends[i];
            if (latitude > middleLatitude)
            {
                inside.Toggle(area);
            }

            int side = EdgeSide.Of(area, false);
            if (edges.Count > first && edges[^1].Y1 == latitude && edges[^1].Second == EdgeSide.Nobody)
            {
                edges[^1] = edges[^1] with { Second = side };
            }
            else
            {
                edges.Add(new CoverEdge(FarEast, FarSouth, FarEast, latitude, side, EdgeSide.Nobody));
            }
        }
    }

    private void AddEnd(in CoverEdge edge, double x, double y, double middle, double south, double north)
    {
        if (x > middle && y >= south && y <= north)
        {
            _ends.Add((y, EdgeSide.Area(edge.First)));
            if (edge.Second != EdgeSide.Nobody)
            {
                _ends.Add((y, EdgeSide.Area(edge.Second)));
            }
        }
    }
}
