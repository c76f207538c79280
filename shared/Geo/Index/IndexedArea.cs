using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>An area with what its lookups need, made when first asked for. Safe for concurrent use.</summary>
internal sealed class IndexedArea(AreaShape shape)
{
    private readonly Lazy<IndexedPointInAreaLocator> _locator = new(() => BuiltLocator(shape.Geometry));
    private readonly Lazy<EdgeIndex> _edges = new(() => new EdgeIndex(shape.Geometry));

    public AreaShape Shape => shape;

    /// <summary>What the area's own Covers answers, boundary included.</summary>
    public bool Covers(Coordinate position) =>
        shape.Geometry.EnvelopeInternal.Covers(position) && _locator.Value.Locate(position) != Location.Exterior;

    public (double Metres, Wgs84Point At) NearestEdge(Wgs84Point point) => _edges.Value.Nearest(point);

    /// <summary>The place of the area that is nearest to a point: the point itself where the area covers it.</summary>
    public NearestArea Nearest(Wgs84Point point)
    {
        (double metres, Wgs84Point at) = Covers(point.ToCoordinate()) ? (0, point) : NearestEdge(point);
        return new NearestArea(shape, metres, at);
    }

    // The locator makes its index in the first lookup, without a lock: that lookup is made here, under the lock of Lazy.
    private static IndexedPointInAreaLocator BuiltLocator(Geometry geometry)
    {
        var locator = new IndexedPointInAreaLocator(geometry);
        locator.Locate(geometry.Coordinate);
        return locator;
    }
}
