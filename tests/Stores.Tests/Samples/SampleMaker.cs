using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain.People;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Stores.Tests.Samples;

/// <summary>Fills every member of a document by what is known of its JSON: one of everything, the same each time.</summary>
internal static class SampleMaker
{
    private static readonly GeometryFactory Shapes = new(new PrecisionModel(), 4326);

    private static readonly Dictionary<Type, string> Plain = new()
    {
        [typeof(bool)] = "true", [typeof(byte)] = "7", [typeof(short)] = "7", [typeof(int)] = "7", [typeof(long)] = "7", [typeof(double)] = "7.25", [typeof(float)] = "7.25", [typeof(decimal)] = "7.25",
        [typeof(DateTimeOffset)] = "\"2026-03-01T08:00:00.1234567Z\"", [typeof(DateOnly)] = "\"2026-03-01\"", [typeof(TimeOnly)] = "\"08:30:00\"", [typeof(TimeSpan)] = "\"01:30:00\"",
        [typeof(Guid)] = "\"01234567-89ab-7cde-8f01-23456789abcd\"", [typeof(byte[])] = "\"AQID\"", [typeof(JsonElement)] = """{"any":[1,"二",true]}""", [typeof(object)] = """{"any":1}""",
        [typeof(Wgs84Point)] = """{"longitude":114.05,"latitude":22.54}""", [typeof(Node)] = $"\"{Node.OfArea("town", "g1")}\"",
    };

    private static readonly Dictionary<Type, Geometry> Geometries = new()
    {
        [typeof(Point)] = Shapes.CreatePoint(new Coordinate(114.05, 22.54)),
        [typeof(Polygon)] = Square(),
        [typeof(Geometry)] = Square(),
        [typeof(MultiPolygon)] = Shapes.CreateMultiPolygon([Square()]),
        [typeof(LineString)] = Shapes.CreateLineString([new(114, 22), new(114.5, 22.5)]),
    };

    public static JsonObject Document(JsonTypeInfo document, int version)
    {
        JsonObject made = (JsonObject)Value(document, "", [])!;
        made["schemaVersion"] = version;
        return made;
    }

    /// <summary>The members that are read: those that are only written follow from them.</summary>
    public static IEnumerable<JsonPropertyInfo> Read(JsonTypeInfo type) => type.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null);

    /// <summary>
    /// Whether a document without the member is misread: it is required, or what is read then is null where nothing may be (an initial value does not help, the reader passes over it).
    /// </summary>
    public static bool MustBeThere(JsonTypeInfo type, JsonPropertyInfo property)
    {
        if (property.IsRequired || property.PropertyType.IsValueType || property.IsGetNullable || property.Get is null)
        {
            return property.IsRequired;
        }

        JsonObject least = [];
        foreach (JsonPropertyInfo required in Read(type).Where(p => p.IsRequired))
        {
            least[required.Name] = Value(type.Options.GetTypeInfo(required.PropertyType), required.Name, [type.Type]);
        }

        return property.Get(least.Deserialize(type)!) is null;
    }

    private static JsonNode? Value(JsonTypeInfo type, string name, IReadOnlyList<Type> around)
    {
        Type plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        if (plain.IsEnum)
        {
            return JsonSerializer.SerializeToNode(Enum.GetValues(plain).GetValue(0), type.Options.GetTypeInfo(plain));
        }

        if (Plain.TryGetValue(plain, out string? text))
        {
            return JsonNode.Parse(text);
        }

        if (Geometries.TryGetValue(plain, out Geometry? geometry))
        {
            return JsonSerializer.SerializeToNode(geometry, type.Options.GetTypeInfo(plain));
        }

        if (plain == typeof(string))
        {
            return $"{name}-样";
        }

        if (Nullable.GetUnderlyingType(type.Type) is not null)
        {
            return Value(type.Options.GetTypeInfo(plain), name, around);
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                return Value(type.Options.GetTypeInfo(type.ElementType!), name, around) is { } element ? new JsonArray(element) : new JsonArray();
            case JsonTypeInfoKind.Dictionary:
                JsonNode? value = Value(type.Options.GetTypeInfo(type.ElementType!), name, around);
                return value is null ? new JsonObject() : new JsonObject { [Key(type)] = value };
            case JsonTypeInfoKind.Object when !around.Contains(plain):
                JsonObject made = [];
                foreach (JsonPropertyInfo property in Read(type))
                {
                    if (Value(type.Options.GetTypeInfo(property.PropertyType), property.Name, [.. around, plain]) is { } member)
                    {
                        made[property.Name] = member;
                    }
                }

                return made;
            case JsonTypeInfoKind.Object:
                return null; // within itself: once is enough
            default:
                throw new NotSupportedException($"How is a {plain} filled ('{name}')? Say it in {nameof(SampleMaker)}.");
        }
    }

    private static string Key(JsonTypeInfo type)
        => type.KeyType is { IsEnum: true } key ? ((string)JsonSerializer.SerializeToNode(Enum.GetValues(key).GetValue(0), type.Options.GetTypeInfo(key))!)!
            : type.KeyType == typeof(DateOnly) ? "2026-03-01"
            : type.KeyType == typeof(int) ? "7"
            : "key";

    private static Polygon Square() => Shapes.CreatePolygon([new(114, 22), new(114.5, 22), new(114.5, 22.5), new(114, 22.5), new(114, 22)]);
}
