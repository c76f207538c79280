using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GridSteward.Geo;

/// <summary>Says what makes an area invalid, and where.</summary>
internal static class AreaValidity
{
    public static string? Fault(Geometry area)
    {
        if (new IsValidOp(area).ValidationError is { } error)
        {
            return $"{error.Message} at {Place(error.Coordinate)}.";
        }

        return area.Area > 0 ? null : $"The area is zero at {Place(area.Coordinate)}.";
    }

    // An area that was unwrapped across the antimeridian has longitudes beyond 180.
    private static string Place(Coordinate? position)
    {
        if (position is null)
        {
            return "an unknown place";
        }

        double longitude = position.X > 180 ? position.X - 360 : position.X;
        return string.Create(CultureInfo.InvariantCulture, $"longitude {longitude}, latitude {position.Y}");
    }
}
