using System.Collections.Frozen;
using System.Text.Json;

namespace GridSteward.Geo;

/// <summary>
/// The <c>crs</c> member of GeoJSON 2008, which RFC 7946 dropped: taken where it names WGS-84, CGCS2000 as Chinese official files do (the two agree
/// far below a boundary's accuracy, see <see cref="CoordinateSystem.Cgcs2000"/>) or a zone of <see cref="GaussKruger"/>, refused by name otherwise.
/// Positions are longitude, latitude or easting, northing, whatever axis order the named authority has.
/// </summary>
internal static class CrsMember
{
    private static readonly FrozenDictionary<string, CoordinateSystem> s_byName = Names().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The system that a member names; null where there is none, or a faulty one.</summary>
    public static CoordinateSystem? Read(JsonElement crs, string path, FaultList faults)
    {
        if (crs.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        string name = Name(crs, path, faults);
        if (s_byName.TryGetValue(name, out CoordinateSystem? system))
        {
            return system;
        }

        faults.Add(
            path,
            $"The coordinate reference system is {name}; GeoJSON is read as WGS-84 (CRS84) or CGCS2000, longitude first, or CGCS2000 3-degree Gauss-Kruger (EPSG:4513 to EPSG:4554), easting first. Convert the file first.");
        return null;
    }

    // {"type":"name","properties":{"name":"..."}}: what is not of this form is shown as it stands.
    private static string Name(JsonElement crs, string path, FaultList faults)
    {
        if (crs.ValueKind != JsonValueKind.Object)
        {
            return JsonMembers.Kind(crs);
        }

        JsonElement properties = JsonMembers.Take(crs, path, faults, "properties")[0];
        if (properties.ValueKind != JsonValueKind.Object)
        {
            return "without a name";
        }

        JsonElement name = JsonMembers.Take(properties, $"{path}.properties", faults, "name")[0];
        return name.ValueKind == JsonValueKind.String ? name.GetString()! : "without a name";
    }

    private static Dictionary<string, CoordinateSystem> Names()
    {
        Dictionary<string, CoordinateSystem> names = new()
        {
            ["CRS84"] = CoordinateSystem.Wgs84,
            ["OGC:CRS84"] = CoordinateSystem.Wgs84,
            ["urn:ogc:def:crs:OGC::CRS84"] = CoordinateSystem.Wgs84,
            ["urn:ogc:def:crs:OGC:1.3:CRS84"] = CoordinateSystem.Wgs84,
            ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"] = CoordinateSystem.Wgs84,
            ["https://www.opengis.net/def/crs/OGC/1.3/CRS84"] = CoordinateSystem.Wgs84,
            ["WGS84"] = CoordinateSystem.Wgs84,
            ["CGCS2000"] = CoordinateSystem.Cgcs2000,
        };
        AddEpsg("4326", CoordinateSystem.Wgs84);
        AddEpsg("4490", CoordinateSystem.Cgcs2000);
        foreach (GaussKruger zone in CoordinateSystems.All.OfType<GaussKruger>())
        {
            AddEpsg(zone.Tag["EPSG:".Length..], zone);
        }

        return names;

        void AddEpsg(string code, CoordinateSystem system)
        {
            names[$"EPSG:{code}"] = system;
            names[$"urn:ogc:def:crs:EPSG::{code}"] = system;
            names[$"http://www.opengis.net/def/crs/EPSG/0/{code}"] = system;
            names[$"https://www.opengis.net/def/crs/EPSG/0/{code}"] = system;
        }
    }
}
