using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo;

/// <summary>NetTopologySuite's overlay, of which only the surfaces are taken.</summary>
/// <param name="precision">Null computes with full doubles (OverlayNGRobust); else all positions are snapped to this grid, which cannot fail on valid shapes.</param>
internal sealed class PartOverlay(PrecisionModel? precision)
{
    /// <summary>Full doubles.</summary>
    public static PartOverlay Exact { get; } = new(null);

    /// <summary>Nine decimals of a degree: a tenth of a millimetre.</summary>
    public static PartOverlay Snapped { get; } = new(new PrecisionModel(1e9));

    public Geometry Union(Geometry one, Geometry other) => Run(one, other, SpatialFunction.Union);

    public Geometry Intersection(Geometry one, Geometry other) => Run(one, other, SpatialFunction.Intersection);

    public Geometry Difference(Geometry one, Geometry other) => Run(one, other, SpatialFunction.Difference);

    /// <summary>The shape as this overlay takes it.</summary>
    public Geometry Ready(Geometry shape)
        => precision is null ? shape : Surfaces(UnaryUnionNG.Union(GeometryFixer.Fix(shape), precision));

    /// <summary>The polygons of a geometry, none of them empty; shells counter-clockwise.</summary>
    public static IReadOnlyList<Polygon> Polygons(Geometry geometry)
        => [.. PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(p => !p.IsEmpty).Select(RingOrder.Oriented)];

    private Geometry Run(Geometry one, Geometry other, SpatialFunction function)
        => Surfaces(precision is null ? OverlayNGRobust.Overlay(one, other, function) : OverlayNG.Overlay(one, other, function, precision));

    // Shapes that touch have lines and points in common, too.
    private static Geometry Surfaces(Geometry geometry)
        => geometry is Polygon or MultiPolygon
            ? geometry
            : LonLat.Factory.CreateMultiPolygon([.. PolygonExtracter.GetPolygons(geometry).Cast<Polygon>().Where(p => !p.IsEmpty)]);
}
