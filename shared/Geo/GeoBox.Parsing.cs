using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GridSteward.Geo;

/// <content>Reading a box from the text of a request.</content>
public readonly partial record struct GeoBox
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads <c>west,south,east,north</c> in degrees (OGC API - Features, parameter bbox); says in words what is wrong otherwise.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GeoBox box, [NotNullWhen(false)] out string? fault)
    {
        box = default;
        string[] parts = (text ?? "").Split(',');
        if (parts.Length != 4)
        {
            fault = parts.Length == 6
                ? "A box with heights (six numbers) is not supported; give four: west,south,east,north."
                : $"A box is four numbers, west,south,east,north; {(text is null or "" ? 0 : parts.Length)} were given.";
            return false;
        }

        Span<double> edges = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], Number, CultureInfo.InvariantCulture, out edges[i]))
            {
                fault = $"'{parts[i]}' is not a number; a box is west,south,east,north.";
                return false;
            }
        }

        fault = Fault(edges[0], edges[1], edges[2], edges[3]);
        box = fault is null ? new GeoBox(edges[0], edges[1], edges[2], edges[3]) : default;
        return fault is null;
    }

    private static string? Fault(double west, double south, double east, double north) =>
        !Wgs84Point.IsLongitude(west) ? Outside("west", west, 180)
        : !Wgs84Point.IsLatitude(south) ? Outside("south", south, 90)
        : !Wgs84Point.IsLongitude(east) ? Outside("east", east, 180)
        : !Wgs84Point.IsLatitude(north) ? Outside("north", north, 90)
        : south > north ? string.Create(CultureInfo.InvariantCulture, $"The south edge {south} lies above the north edge {north}.")
        : null;

    private static string Outside(string edge, double value, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"The {edge} edge {value} is not in [-{limit}, {limit}] degrees.");
}
