namespace GridSteward.Geo;

/// <summary>What a Web Mercator map can show at a zoom whose world is one tile of 512 pixels at zoom 0, as MapLibre counts.</summary>
/// <remarks>
/// A pixel is 78,271.517 m / 2^zoom × cos(latitude) wide (EPSG:3857: the equator of 2π × 6,378,137 m over 512 pixels). Services that count in tiles of
/// 256 pixels call the same scale one zoom more. Beyond latitude 85.0511 the projection ends, and everything lies on its edge.
/// </remarks>
public readonly record struct MapScale
{
    /// <summary>The greatest zoom.</summary>
    public const int MaxZoom = 22;

    private const double TilePixels = 512;
    private const double MaxLatitude = 85.0511287798066;

    /// <summary>Makes the scale of a zoom.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The zoom is not 0 to 22.</exception>
    public MapScale(int zoom)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(zoom);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(zoom, MaxZoom);
        Zoom = zoom;
    }

    /// <summary>The zoom, 0 to 22.</summary>
    public int Zoom { get; }

    /// <summary>Pixels in one degree of longitude.</summary>
    public double PixelsPerDegree => TilePixels * Math.Pow(2, Zoom) / 360;

    /// <summary>Metres in one pixel at a latitude in degrees.</summary>
    public static double MetresPerPixel(int zoom, double latitude)
        => 2 * Math.PI * Wgs84Ellipsoid.SemiMajorAxisMetres / (TilePixels * Math.Pow(2, zoom)) * Math.Cos(latitude * Wgs84Ellipsoid.Radian);

    /// <summary>Pixels east of Greenwich and north of the equator (EPSG Guidance Note 7-2, section 3.2.1.2, Popular Visualisation Pseudo-Mercator).</summary>
    public (double X, double Y) Pixels(double longitude, double latitude)
    {
        double angle = Math.Clamp(latitude, -MaxLatitude, MaxLatitude) * Wgs84Ellipsoid.Radian;
        return (longitude * PixelsPerDegree, Math.Log(Math.Tan((Math.PI / 4) + (angle / 2))) * PixelsPerDegree / Wgs84Ellipsoid.Radian);
    }

    /// <summary>Decimals of a degree of which one unit is at most a quarter of a pixel, up to a latitude.</summary>
    public int Decimals(double latitude)
    {
        double pixel = Math.Cos(Math.Min(Math.Abs(latitude), MaxLatitude) * Wgs84Ellipsoid.Radian) / PixelsPerDegree;
        return Math.Clamp((int)Math.Ceiling(-Math.Log10(pixel / 4)), 0, 15);
    }
}
