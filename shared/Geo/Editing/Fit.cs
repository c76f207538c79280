using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;

namespace GridSteward.Geo.Editing;

/// <summary>Measures gaps and overlaps along the border of an area.</summary>
/// <remarks>
/// Overlaps are intersections. A gap is what closing the area and its neighbours (widening by a little more than half the tolerance, then narrowing as
/// much, with mitred corners) adds to them, where it lies against the area and is narrower than the tolerance: an estimate, a little too small at the
/// ends of a gap. Areas are planar in degrees, scaled at the area's middle latitude.
/// </remarks>
internal static class Fit
{
    private static readonly BufferParameters s_mitred = new(2, EndCapStyle.Flat, JoinStyle.Mitre, 4);

    public static BorderFit Of(Geometry area, IReadOnlyList<Geometry> beside, MetricPlane plane, double toleranceMetres)
    {
        Envelope middle = area.EnvelopeInternal;
        var toMetres = AffineTransformation.TranslationInstance(-middle.Centre.X, -middle.Centre.Y).Scale(plane.East, plane.North);
        Geometry own = toMetres.Transform(area);
        Geometry clip = own.Factory.ToGeometry(Grown(own.EnvelopeInternal, 4 * toleranceMetres));
        Geometry[] others = [.. beside.Select(toMetres.Transform).Select(g => OverlayNGRobust.Overlay(g, clip, SpatialFunction.Intersection)).Where(g => g.Dimension == Dimension.Surface)];
        double overlap = others.Sum(o => OverlayNGRobust.Overlay(own, o, SpatialFunction.Intersection).Area);
        if (others.Length == 0)
        {
            return new BorderFit(0, 0);
        }

        Geometry all = OverlayNGRobust.Union(others.Append(own));
        double half = toleranceMetres * 0.51;
        Geometry closed = BufferOp.Buffer(BufferOp.Buffer(all, half, s_mitred), -half, s_mitred);
        Geometry added = OverlayNGRobust.Overlay(closed, all, SpatialFunction.Difference);
        double gap = Enumerable.Range(0, added.NumGeometries).Select(added.GetGeometryN).OfType<Polygon>().Where(g => g.IsWithinDistance(own, toleranceMetres / 1000)).Sum(g => g.Area);
        return new BorderFit(gap, overlap);
    }

    private static Envelope Grown(Envelope box, double metres)
    {
        Envelope grown = box.Copy();
        grown.ExpandBy(metres);
        return grown;
    }
}
