using System.Globalization;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>What all lon/lat geometries of this project share.</summary>
internal static class LonLat
{
    /// <summary>Full double precision, EPSG:4326, x = longitude.</summary>
    public static GeometryFactory Factory { get; } = new(new PrecisionModel(), 4326);

    /// <summary>A position in words for a fault.</summary>
    public static string Text(Coordinate position) =>
        string.Create(CultureInfo.InvariantCulture, $"longitude {position.X}, latitude {position.Y}");
}
