using System.Text.Json;
using GridSteward.Domain;
using NetTopologySuite.Geometries;

namespace GridSteward.Functions.Http;

/// <summary>GeoJSON within a body: positions and lines, WGS-84 degrees, longitude first; an altitude is left out.</summary>
public sealed partial class JsonInput
{
    /// <summary>A LineString; null where it is missing or faulty.</summary>
    public LineString? Line(string name, int maxPositions, bool required = false)
    {
        if (Nested(name, required) is not { } line)
        {
            return null;
        }

        string? type = line.Text("type", 20, required: true);
        line.Describe("type", new("string", true) { Choices = [nameof(LineString)] });
        if (type is not (null or nameof(LineString)))
        {
            line.Refuse("type", $"One of {nameof(LineString)}.");
        }

        int before = faults.Count;
        Coordinate[] positions = [.. line.Positions("coordinates", maxPositions, required: true)];
        if (faults.Count == before && positions.Length == 1)
        {
            line.Refuse("coordinates", "A line has at least two positions.");
        }

        return faults.Count == before && positions.Length > 1 ? new LineString(positions) : null;
    }

    /// <summary>Positions, each an array of longitude and latitude; those that are faulty are left out.</summary>
    public IReadOnlyList<Coordinate> Positions(string name, int maxCount, bool required = false)
    {
        Describe(name, new("array", required)
        {
            MinItems = required ? 1 : null,
            MaxItems = maxCount,
            Items = new("array", true) { MinItems = 2, MaxItems = 3, Items = new("number", true) },
        });
        List<Coordinate> positions = [];
        int i = 0;
        foreach (JsonElement item in Array(name, maxCount, required))
        {
            if (PositionOf(item) is { } position)
            {
                positions.Add(position);
            }
            else
            {
                faults.Add(new Fault($"{PathOf(name)}[{i}]", "A position is [longitude, latitude] in degrees: -180 to 180, then -90 to 90."));
            }

            i++;
        }

        return positions;
    }

    private static Coordinate? PositionOf(JsonElement item)
        => item.ValueKind == JsonValueKind.Array && item.GetArrayLength() is 2 or 3 && item.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number)
            && item[0].TryGetDouble(out double longitude) && item[1].TryGetDouble(out double latitude) && Geo.Wgs84Point.TryCreate(longitude, latitude, out Geo.Wgs84Point point)
            ? point.ToCoordinate()
            : null;
}
