using System.Globalization;
using NetTopologySuite.Geometries;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace GridSteward.Geo;

/// <summary>CGCS2000 / 3-degree Gauss-Kruger (高斯-克吕格3度带): easting, then northing, in metres, as Chinese surveys and plans have them.</summary>
/// <remarks>
/// EPSG:4513 to 4533 are the zones 25 to 45, whose eastings begin with the zone number; EPSG:4534 to 4554 the same zones named by their central
/// meridian (3 degrees times the zone), without it. Transverse Mercator on the CGCS2000 ellipsoid, scale 1, false easting 500,000 m (EPSG
/// registry, method 9807; GB/T 17798). EPSG lists the northing (X) before the easting (Y); files hold the easting first, and so does this. The
/// projection is ProjNet's; the degrees are then taken as WGS-84, as those of <see cref="CoordinateSystem.Cgcs2000"/> are.
/// </remarks>
public sealed class GaussKruger : CoordinateSystem
{
    /// <summary>The first zone, around 75 degrees east.</summary>
    public const int FirstZone = 25;

    /// <summary>The last zone, around 135 degrees east.</summary>
    public const int LastZone = 45;

    private readonly Lazy<(MathTransform To, MathTransform From)> _projection;

    internal GaussKruger(int zone, bool prefixed)
        : base(string.Create(CultureInfo.InvariantCulture, $"EPSG:{(prefixed ? 4488 : 4509) + zone}"))
    {
        Zone = zone;
        IsPrefixed = prefixed;
        _projection = new(() =>
        {
            var projected = (ProjectedCoordinateSystem)new CoordinateSystemFactory().CreateFromWkt(Wkt);
            var factory = new CoordinateTransformationFactory();
            return (
                factory.CreateFromCoordinateSystems(projected, projected.GeographicCoordinateSystem).MathTransform,
                factory.CreateFromCoordinateSystems(projected.GeographicCoordinateSystem, projected).MathTransform);
        });
    }

    /// <summary>The number of the zone, 25 to 45.</summary>
    public int Zone { get; }

    /// <summary>Whether eastings begin with the number of the zone.</summary>
    public bool IsPrefixed { get; }

    /// <summary>Degrees east of Greenwich.</summary>
    public int CentralMeridian => 3 * Zone;

    /// <summary>Metres on the central meridian.</summary>
    public int FalseEasting => 500_000 + (IsPrefixed ? Zone * 1_000_000 : 0);

    /// <summary>The name in the EPSG registry.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"CGCS2000 / 3-degree Gauss-Kruger {(IsPrefixed ? $"zone {Zone}" : $"CM {CentralMeridian}E")}");

    /// <inheritdoc/>
    public override bool IsDegrees => false;

    private string Wkt => string.Create(CultureInfo.InvariantCulture, $"""
        PROJCS["{Name}",
          GEOGCS["China Geodetic Coordinate System 2000", DATUM["China 2000", SPHEROID["CGCS2000", 6378137, 298.257222101]], PRIMEM["Greenwich", 0], UNIT["degree", 0.017453292519943295]],
          PROJECTION["Transverse_Mercator"], PARAMETER["latitude_of_origin", 0], PARAMETER["central_meridian", {CentralMeridian}], PARAMETER["scale_factor", 1],
          PARAMETER["false_easting", {FalseEasting}], PARAMETER["false_northing", 0], UNIT["metre", 1]]
        """);

    /// <inheritdoc/>
    public override (string? X, string? Y) Faults(double x, double y) => GaussKrugerRange.Faults(this, x, y);

    /// <inheritdoc/>
    public override (double X, double Y) FromWgs84(Wgs84Point point) => _projection.Value.From.Transform(point.Longitude, point.Latitude);

    private protected override Wgs84Point Convert(double x, double y)
    {
        (double longitude, double latitude) = _projection.Value.To.Transform(x, y);
        return new Wgs84Point(longitude, latitude);
    }
}
