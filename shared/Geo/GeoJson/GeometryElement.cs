using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Reads a GeoJSON geometry object into WGS-84: form and ranges, not validity.</summary>
internal static class GeometryElement
{
    public static Geometry? Read(JsonElement geometry, string path, FaultList faults, int maxPositions, bool areasOnly, CrsScope crs)
    {
        if (geometry.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, $"A geometry must be an object, but it is {JsonMembers.Kind(geometry)}.");
            return null;
        }

        int before = faults.Count;
        JsonElement[] members = JsonMembers.Take(geometry, path, faults, "type", "coordinates", "crs");
        CoordinateSystem system = crs.Enter(members[2], $"{path}.crs", faults).System;
        var reader = new CoordinatesReader(faults, maxPositions, system);
        string at = $"{path}.coordinates";
        string? type = members[0].ValueKind == JsonValueKind.String ? members[0].GetString() : null;
        Geometry? read = type switch
        {
            "Polygon" => reader.Polygon(members[1], at),
            "MultiPolygon" => reader.MultiPolygon(members[1], at),
            "Point" when !areasOnly => reader.Point(members[1], at),
            "LineString" when !areasOnly => reader.Line(members[1], at),
            _ => Unknown(),
        };
        return faults.Count == before ? system.ToWgs84(read) : null;

        Geometry? Unknown()
        {
            string wanted = areasOnly ? "an area is a Polygon or a MultiPolygon" : "Point, LineString, Polygon and MultiPolygon are read";
            faults.Add($"{path}.type", $"The geometry type is {JsonMembers.Kind(members[0])}; {wanted}.");
            return null;
        }
    }
}
