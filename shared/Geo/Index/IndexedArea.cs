namespace GridSteward.Geo;

/// <summary>An area with its edges for measuring, made when first asked for. Safe for concurrent use.</summary>
internal sealed class IndexedArea(AreaShape shape)
{
    // Two threads may both make it; they make the same.
    private EdgeIndex? _edges;

    public AreaShape Shape => shape;

    public (double Metres, Wgs84Point At) NearestEdge(Wgs84Point point) => (_edges ??= new EdgeIndex(shape.Geometry)).Nearest(point);
}
