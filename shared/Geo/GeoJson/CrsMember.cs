using System.Text.Json;

namespace GridSteward.Geo;

/// <summary>
/// The <c>crs</c> member of GeoJSON 2008, which RFC 7946 dropped: taken where it names WGS-84, or CGCS2000 as Chinese official files do (the two
/// agree far below a boundary's accuracy, see <see cref="CoordinateSystem.Cgcs2000"/>), refused by name otherwise.
/// </summary>
internal static class CrsMember
{
    private static readonly HashSet<string> s_sameAsWgs84 = new(StringComparer.OrdinalIgnoreCase)
    {
        "CRS84",
        "OGC:CRS84",
        "urn:ogc:def:crs:OGC::CRS84",
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "https://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "WGS84",
        "EPSG:4326",
        "urn:ogc:def:crs:EPSG::4326",
        "http://www.opengis.net/def/crs/EPSG/0/4326",
        "https://www.opengis.net/def/crs/EPSG/0/4326",
        "CGCS2000",
        "EPSG:4490",
        "urn:ogc:def:crs:EPSG::4490",
        "http://www.opengis.net/def/crs/EPSG/0/4490",
        "https://www.opengis.net/def/crs/EPSG/0/4490",
    };

    public static void Check(JsonElement crs, string path, FaultList faults)
    {
        if (crs.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        string name = Name(crs, path, faults);
        if (!s_sameAsWgs84.Contains(name))
        {
            faults.Add(path, $"The coordinate reference system is {name}; GeoJSON is read as WGS-84 (CRS84) or CGCS2000, longitude first. Convert the file first.");
        }
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
}
