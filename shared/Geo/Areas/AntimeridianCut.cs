using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo;

/// <summary>Cuts areas in two at the antimeridian, as RFC 7946, section 3.1.9, asks.</summary>
internal static class AntimeridianCut
{
    // North and south they reach beyond the poles, so that only the antimeridian cuts.
    private static readonly Geometry s_before = LonLat.Factory.ToGeometry(new Envelope(-200, 180, -100, 100));
    private static readonly Geometry s_behind = LonLat.Factory.ToGeometry(new Envelope(180, 560, -100, 100));

    /// <summary>Whether a ring steps by more than 180 degrees of longitude.</summary>
    public static bool Crosses(Polygon polygon) => RingUnwrap.Steps(polygon.ExteriorRing) || polygon.InteriorRings.Any(RingUnwrap.Steps);

    /// <summary>Lays the polygon out across the antimeridian; the answer is null, or the reason why that cannot be.</summary>
    public static string? Unwrap(Polygon polygon, out UnwrappedArea area)
    {
        area = default;
        var given = new Dictionary<Coordinate, double>();
        var rings = new List<LinearRing>();
        var shell = new Envelope(-180, 540, -90, 90);
        foreach (LineString ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
        {
            if (RingUnwrap.Unwrap(ring, shell, given) is not { } unwrapped)
            {
                return $"The area goes around a pole at {LonLat.Text(ring.Coordinate)}; such areas are not taken.";
            }

            rings.Add(unwrapped);
            shell = rings[0].EnvelopeInternal;
        }

        if (shell.Width > 360)
        {
            return $"The area is more than 360 degrees wide at {LonLat.Text(polygon.Coordinate)}.";
        }

        area = new UnwrappedArea(LonLat.Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]), given);
        return null;
    }

    /// <summary>The parts on both sides, with longitudes in [-180, 180]; the polygon must be valid.</summary>
    public static IEnumerable<Polygon> Cut(UnwrappedArea area) =>
        Side(area, s_before, 180, 0).Concat(Side(area, s_behind, -180, -360));

    // Every passage is already a vertex with exactly this longitude, so the overlay computes no new point.
    private static IEnumerable<Polygon> Side(UnwrappedArea area, Geometry side, double edge, double shift)
    {
        Geometry cut = OverlayNGRobust.Overlay(area.Polygon, side, SpatialFunction.Intersection);
        return PolygonExtracter.GetPolygons(cut).Cast<Polygon>().Where(part => !part.IsEmpty).Select(part => LonLat.Factory.CreatePolygon(
            Moved(part.ExteriorRing),
            [.. part.InteriorRings.Select(Moved)]));

        LinearRing Moved(LineString ring) => LonLat.Factory.CreateLinearRing(
            Array.ConvertAll(ring.Coordinates, position => new Coordinate(Longitude(position), position.Y)));

        double Longitude(Coordinate position) => position.X switch
        {
            180 => edge,
            -180 => -180,
            540 => 180,
            double unwrapped => area.Given.TryGetValue(position, out double given) ? given : unwrapped + shift,
        };
    }
}
