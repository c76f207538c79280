using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo;

/// <summary>How large and how wide a part is, in metres.</summary>
/// <remarks>
/// Longitude and latitude are scaled by the radii of curvature at the middle latitude. Areas are then true to 0.002 % up to one degree from south to north, and to
/// 0.2 % up to ten. The greatest width is the diameter of the largest circle inside, to 2 %; of parts that are more than some hundred times as long as
/// wide it is the mean width, twice the area over the perimeter, because looking for the circle would take long: in a wedge the greatest is up to twice that.
/// </remarks>
internal static class PartMetres
{
    private const double ThinPerimeterSquared = 400;

    /// <summary>Square metres of all parts.</summary>
    public static double Area(Geometry part) => Metric(part).Area;

    /// <summary>Twice the area over the perimeter: for a long part its width.</summary>
    public static double MeanWidth(Geometry part) => MeanWidthOf(Metric(part));

    /// <summary>The greatest width of any part.</summary>
    public static double Width(Geometry part)
    {
        Geometry metric = Metric(part);
        double widest = 0;
        for (int i = 0; i < metric.NumGeometries; i++)
        {
            Geometry one = metric.GetGeometryN(i);
            double mean = MeanWidthOf(one);
            bool thin = one.Length * one.Length > ThinPerimeterSquared * one.Area;
            widest = Math.Max(widest, thin || mean == 0 ? mean : 2 * MaximumInscribedCircle.GetRadiusLine(one, mean / 50).Length);
        }

        return widest;
    }

    private static double MeanWidthOf(Geometry metric) => metric.Length > 0 ? 2 * metric.Area / metric.Length : 0;

    private static Geometry Metric(Geometry part)
    {
        Envelope box = part.EnvelopeInternal;
        var (east, north) = Wgs84Ellipsoid.MetresPerDegree(box.Centre.Y);
        return new AffineTransformation(east, 0, -box.Centre.X * east, 0, north, -box.Centre.Y * north).Transform(part);
    }
}
