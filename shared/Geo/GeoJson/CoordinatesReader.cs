using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Reads the <c>coordinates</c> of one geometry in their own system and reports every faulty position and ring; null means that something in it was faulty.</summary>
internal sealed class CoordinatesReader(FaultList faults, int maxPositions, CoordinateSystem system)
{
    private int _positions;

    public MultiPolygon? MultiPolygon(JsonElement value, string path) =>
        Items(value, path, "polygons", Polygon) is { } polygons ? LonLat.Factory.CreateMultiPolygon(polygons) : null;

    public Polygon? Polygon(JsonElement value, string path) =>
        Items(value, path, "rings", Ring) is { } rings ? LonLat.Factory.CreatePolygon(rings[0], rings[1..]) : null;

    public LineString? Line(JsonElement value, string path)
    {
        Coordinate[]? positions = Positions(value, path, "line", 2);
        return positions is null ? null : LonLat.Factory.CreateLineString(positions);
    }

    public Point? Point(JsonElement value, string path) =>
        Position(value, path) is { } position ? LonLat.Factory.CreatePoint(position) : null;

    private LinearRing? Ring(JsonElement value, string path)
    {
        Coordinate[]? positions = Positions(value, path, "ring", 4);
        if (positions is null)
        {
            return null;
        }

        if (!positions[0].Equals2D(positions[^1]))
        {
            faults.Add(path, $"The ring is not closed: it begins at {LonLat.Text(positions[0])} and ends at {LonLat.Text(positions[^1])}.");
            return null;
        }

        return LonLat.Factory.CreateLinearRing(positions);
    }

    private Coordinate[]? Positions(JsonElement value, string path, string what, int least)
    {
        int count = value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 0;
        if (value.ValueKind != JsonValueKind.Array || count < least)
        {
            faults.Add(path, value.ValueKind == JsonValueKind.Array
                ? $"The {what} has {count} positions; it needs at least {least}."
                : $"A {what} must be an array of positions, but it is {JsonMembers.Kind(value)}.");
            return null;
        }

        if (count > maxPositions - _positions)
        {
            faults.Add(path, $"The geometry has more than {maxPositions} positions.");
            return null;
        }

        _positions += count;
        var positions = new Coordinate[count];
        bool good = true;
        int i = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            Coordinate? position = TryPosition(item) ?? Position(item, $"{path}[{i}]");
            good &= position is not null;
            positions[i++] = position!;
        }

        return good ? positions : null;
    }

    private T[]? Items<T>(JsonElement value, string path, string what, Func<JsonElement, string, T?> read)
        where T : class
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            faults.Add(path, $"The coordinates must be an array of {what}, but are {(value.ValueKind == JsonValueKind.Array ? "empty" : JsonMembers.Kind(value))}.");
            return null;
        }

        var items = new T[value.GetArrayLength()];
        bool good = true;
        int i = 0;
        foreach (JsonElement element in value.EnumerateArray())
        {
            T? item = read(element, $"{path}[{i}]");
            good &= item is not null;
            items[i++] = item!;
        }

        return good ? items : null;
    }

    // The common case, without making the text of a path.
    private Coordinate? TryPosition(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        JsonElement.ArrayEnumerator numbers = value.EnumerateArray();
        return Next(ref numbers, out double x) && Next(ref numbers, out double y)
            && system.Faults(x, y) is (null, null)
            && (!numbers.MoveNext() || (IsNumber(numbers.Current, out _) && !numbers.MoveNext()))
            ? new Coordinate(x, y)
            : null;
    }

    private Coordinate? Position(JsonElement value, string path)
    {
        if (TryPosition(value) is { } position)
        {
            return position;
        }

        faults.Add(path, PositionFault(value));
        return null;
    }

    private string PositionFault(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is not (2 or 3) || value.EnumerateArray().Any(n => !IsNumber(n, out _)))
        {
            return $"A position must be two or three finite numbers: {(system.IsDegrees ? "longitude, latitude" : "easting, northing")} and perhaps an altitude, which is not kept.";
        }

        double longitude = value[0].GetDouble();
        double latitude = value[1].GetDouble();
        if (!system.IsDegrees || (Wgs84Point.IsLongitude(longitude) && Wgs84Point.IsLatitude(latitude)))
        {
            (string? x, string? y) = system.Faults(longitude, latitude);
            return string.Join(' ', new[] { x, y }.OfType<string>());
        }

        string hint = Wgs84Point.IsLongitude(latitude) && Wgs84Point.IsLatitude(longitude) ? " The order is longitude, latitude." : "";
        return Wgs84Point.IsLongitude(longitude)
            ? string.Create(CultureInfo.InvariantCulture, $"The latitude {latitude} is not in [-90, 90].{hint}")
            : string.Create(CultureInfo.InvariantCulture, $"The longitude {longitude} is not in [-180, 180].{hint}");
    }

    private static bool Next(ref JsonElement.ArrayEnumerator numbers, out double number)
    {
        number = 0;
        return numbers.MoveNext() && IsNumber(numbers.Current, out number);
    }

    private static bool IsNumber(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out number) && double.IsFinite(number);
    }
}
