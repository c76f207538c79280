using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Turns rings the way RFC 7946, section 3.1.6, has them: shells counter-clockwise, holes clockwise.</summary>
internal static class RingOrder
{
    /// <summary>The same polygon where its rings are right, else one with the wrong rings reversed. Rings must be valid.</summary>
    public static Polygon Oriented(Polygon polygon)
    {
        var shell = (LinearRing)polygon.ExteriorRing;
        bool right = shell.IsCCW && polygon.InteriorRings.All(hole => !((LinearRing)hole).IsCCW);
        return right && polygon.Factory == LonLat.Factory
            ? polygon
            : LonLat.Factory.CreatePolygon(Turned(shell, true), [.. polygon.InteriorRings.Select(hole => Turned((LinearRing)hole, false))]);
    }

    private static LinearRing Turned(LinearRing ring, bool counterClockwise)
    {
        Coordinate[] positions = Array.ConvertAll(ring.Coordinates, position => new Coordinate(position.X, position.Y));
        if (Orientation.IsCCW(positions) != counterClockwise)
        {
            Array.Reverse(positions);
        }

        return LonLat.Factory.CreateLinearRing(positions);
    }
}
