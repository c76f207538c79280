namespace GridSteward.Geo;

/// <summary>
/// What becomes of the boundaries that leave a cell eastward. A boundary is closed, so of the edges at a position east of the cell an even number belongs
/// to each area; where the cell has an odd number of them, the others go on without being the cell's. They cross the rays from the cell as often, even or
/// odd, as a straight line does that comes from far south, far to the east, and ends at the latitude of that position: a rail.
/// </summary>
internal sealed class LooseEnds
{
    private readonly List<(double Latitude, int Area, int Position)> _ends = [];

    public void Clear() => _ends.Clear();

    /// <summary>Adds the ends of one of the cell's edges that lie east of its middle and level with it.</summary>
    public void Add(in CoverEdge edge, double middle, double south, double north)
    {
        AddEnd(edge, edge.X0, edge.Y0, edge.Position, middle, south, north);
        AddEnd(edge, edge.X1, edge.Y1, edge.Position + 1, middle, south, north);
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
            (double latitude, int area, int position) = _ends[i];
            if (i + 1 < _ends.Count && _ends[i + 1].Latitude == latitude && _ends[i + 1].Area == area)
            {
                i++;
                continue;
            }

            if (latitude > middleLatitude)
            {
                inside.Toggle(area);
            }

            if (edges.Count > first && edges[^1].Y1 == latitude && !edges[^1].HasSecond)
            {
                edges[^1] = edges[^1] with { Second = EdgeSide.Of(area, false) };
            }
            else
            {
                edges.Add(CoverEdge.Rail(latitude, area, position));
            }
        }
    }

    private void AddEnd(in CoverEdge edge, double x, double y, int position, double middle, double south, double north)
    {
        if (x > middle && y >= south && y <= north)
        {
            _ends.Add((y, EdgeSide.Area(edge.First), position));
            if (edge.HasSecond)
            {
                _ends.Add((y, EdgeSide.Area(edge.Second), position));
            }
        }
    }
}
