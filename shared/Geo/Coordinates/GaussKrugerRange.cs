using System.Globalization;

namespace GridSteward.Geo;

/// <summary>Which eastings and northings are taken, and what was probably meant by others.</summary>
internal static class GaussKrugerRange
{
    // 400 km beside the central meridian: a zone is at most 167 km wide on either side, but some provinces use one zone for all. From 3.6 to 54.1
    // degrees north: all of China. Degrees, which are small numbers, lie outside.
    private const double Aside = 400_000;
    private const double South = 400_000;
    private const double North = 6_000_000;
    private const double Prefix = 1_000_000;

    public static (string? X, string? Y) Faults(GaussKruger system, double x, double y)
    {
        string? wrongX = IsEasting(system, x) ? null : string.Create(
            CultureInfo.InvariantCulture, $"The easting {x} is not one of {system.Tag} ({system.Name}), {system.FalseEasting - Aside} to {system.FalseEasting + Aside} m.");
        string? wrongY = IsNorthing(y) ? null : string.Create(CultureInfo.InvariantCulture, $"The northing {y} is not one of China, {South} to {North} m.");
        string meant = wrongX is null && wrongY is null ? "" : Meant(system, x, y);
        return wrongX is null ? (null, wrongY is null ? null : wrongY + meant) : (wrongX + meant, wrongY);
    }

    private static bool IsEasting(GaussKruger system, double x) => Math.Abs(x - system.FalseEasting) <= Aside;

    private static bool IsNorthing(double y) => y is >= South and <= North;

    private static string Meant(GaussKruger system, double x, double y)
    {
        if (Wgs84Point.IsLongitude(x) && Wgs84Point.IsLongitude(y))
        {
            return " These look like degrees: is the coordinate system cgcs2000?";
        }

        return IsNorthing(x) && IsEasting(system, y) ? " It looks as if easting and northing were exchanged: the easting comes first; Chinese surveys call it Y and the northing X."
            : IsNorthing(x) && Zone(system, y) is { Length: > 0 } zone ? $" It looks as if easting and northing were exchanged, and more:{zone}"
            : IsNorthing(y) ? Zone(system, x)
            : "";
    }

    private static string Zone(GaussKruger system, double easting)
    {
        int prefix = easting is > 0 and < 100 * Prefix ? (int)(easting / Prefix) : -1;
        bool fits = prefix >= 0 && Math.Abs(easting - (prefix * Prefix) - 500_000) <= Aside;
        return !fits ? ""
            : prefix is >= GaussKruger.FirstZone and <= GaussKruger.LastZone
                ? string.Create(CultureInfo.InvariantCulture, $" An easting that begins with {prefix} is of zone {prefix}: is the coordinate system {CoordinateSystems.Zone(prefix, prefixed: true)}?")
            : prefix is >= 13 and <= 23
                ? string.Create(CultureInfo.InvariantCulture, $" An easting that begins with {prefix} is of a 6-degree zone (EPSG:{4478 + prefix}), which is not taken: convert it first.")
            : prefix == 0 && system.IsPrefixed
                ? $" There is no zone number before the easting: is the coordinate system {CoordinateSystems.Zone(system.Zone, prefixed: false)}?"
            : "";
    }
}
