using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GridSteward.Geo;

/// <summary>Says what makes an area invalid, and where.</summary>
internal static class AreaValidity
{
    public static string? Fault(Geometry area)
    {
        TopologyValidationError? error = new IsValidOp(area).ValidationError;
        if (error is null && area.Area > 0)
        {
            return null;
        }

        // On one line nothing is enclosed; IsValidOp would name one of the touching edges. A bow tie has an area of 0, too, but not a flat hull.
        return error is null || area.ConvexHull().Dimension < Dimension.Surface
            ? $"The area is zero: all its positions lie on one line at {Place(area.Coordinate)}."
            : $"{error.Message} at {Place(error.Coordinate)}.";
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
