using System.Globalization;
using GridSteward.Geo;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.RealData;

/// <summary>What must be answered for a point.</summary>
/// <param name="Owners">The codes of all areas that cover it, by code (ordinal).</param>
/// <param name="Nearest">Where none covers it: the nearest area; null where one does.</param>
/// <param name="NearestMetres">How far that one is.</param>
/// <param name="ToleranceMetres">How far it may be.</param>
internal sealed record Expected(IReadOnlyList<string> Owners, string? Nearest, double NearestMetres, double ToleranceMetres)
{
    /// <summary>The area that takes it; null for none.</summary>
    public string? Area => Owners.Count > 0 ? Owners[0] : IsNear ? Nearest : null;

    /// <summary>Whether it lies outside every area, but within the tolerance.</summary>
    public bool IsNear => Owners.Count == 0 && NearestMetres <= ToleranceMetres;
}

/// <summary>
/// The slow obvious answer: every area whose box holds the point is asked by NetTopologySuite's point in polygon test, vertex by vertex, without
/// any index. That test is what its <c>Covers</c> comes down to for a point and a polygon; <see cref="CoversAgrees"/> asks <c>Covers</c> itself.
/// </summary>
internal sealed class Oracle(AreasFile file, double toleranceMetres)
{
    private readonly ILookup<string, CityArea> byCode = file.Areas.ToLookup(a => Plain(a.Code), StringComparer.Ordinal);
    private readonly ILookup<string, CityArea> byName = file.Areas.ToLookup(a => a.Name, StringComparer.OrdinalIgnoreCase);

    public static bool Covers(CityArea area, Coordinate at) => area.Geometry.EnvelopeInternal.Covers(at) && SimplePointInAreaLocator.IsContained(at, area.Geometry);

    public Expected Of(Wgs84Point point)
    {
        var at = new Coordinate(point.Longitude, point.Latitude);
        List<string> owners = [.. file.Areas.Where(a => Covers(a, at)).Select(a => a.Code)];
        if (owners.Count > 0)
        {
            return new Expected(owners, null, 0, toleranceMetres);
        }

        var nearest = file.Areas.Select(a => (a.Code, Metres: LocalMetres.DistanceToEdgeMetres(point, a.Geometry))).MinBy(a => a.Metres);
        return new Expected([], nearest.Code, nearest.Metres, toleranceMetres);
    }

    /// <summary>Whether plain <c>Geometry.Covers</c> names the same owners.</summary>
    public bool CoversAgrees(Wgs84Point point, Expected expected)
    {
        Point at = new(point.Longitude, point.Latitude);
        return file.Areas.Where(a => a.Geometry.Covers(at)).Select(a => a.Code).SequenceEqual(expected.Owners);
    }

    /// <summary>The area that a city recorded: by code, with or without leading zeros or <c>.0</c>, or by name; null where the file has none such.</summary>
    public CityArea? Find(string recorded, bool byItsName) => byItsName ? byName[recorded].FirstOrDefault() : byCode[Plain(recorded)].FirstOrDefault();

    private static string Plain(string code)
        => decimal.TryParse(code, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && decimal.IsInteger(number)
            ? decimal.Truncate(number).ToString(CultureInfo.InvariantCulture)
            : code;
}
