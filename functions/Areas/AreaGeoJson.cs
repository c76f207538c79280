using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Maps;
using GridSteward.Domain.Reassignment;
using GridSteward.Geo;

namespace GridSteward.Functions.Areas;

/// <summary>Areas as GeoJSON (RFC 7946), written straight to bytes.</summary>
public static class AreaGeoJson
{
    public const string MediaType = "application/geo+json; charset=utf-8";

    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One area as a Feature.</summary>
    public static ReadOnlyMemory<byte> Feature(Area area)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteFeature(writer, new MapArea(area, []));
        }

        return buffer.WrittenMemory;
    }

    /// <summary>What an import would do: the problems that it would make, with its counts.</summary>
    public static ReadOnlyMemory<byte> Trial(AreaImportTrial trial) => AreaReportJson.Write(trial.Problems, AreaReportFunctions.UsuallyListed, json =>
    {
        json.WriteStartObject("import");
        json.WriteNumber("added", trial.Edition.Added);
        json.WriteNumber("changed", trial.Edition.Changed);
        json.WriteNumber("unchanged", trial.Edition.Unchanged);
        json.WriteNumber("removed", trial.Edition.Removed);
        json.WriteNumber("areas", trial.Edition.Areas.Count);
        json.WriteEndObject();
        WriteReassignment(json, trial.Reassignment);
    });

    /// <summary>The member that says what a change would move; null where that was not asked.</summary>
    internal static void WriteReassignment(Utf8JsonWriter json, PreviewedReassignment? moves)
    {
        json.WritePropertyName("reassignment");
        if (moves is null)
        {
            json.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(json, moves, DomainJson.Default.PreviewedReassignment);
        }
    }

    /// <summary>Areas with measures as a FeatureCollection.</summary>
    public static ReadOnlyMemory<byte> Collection(IReadOnlyList<MapArea> areas)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");
            foreach (MapArea area in areas)
            {
                WriteFeature(writer, area);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    internal static void WriteFeature(Utf8JsonWriter writer, MapArea map)
    {
        Area area = map.Area;
        GeoBox box = map.Drawn?.Box ?? area.Box;
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteString("id", $"{area.Jurisdiction}/{area.Code}");
        writer.WriteStartArray("bbox");
        writer.WriteNumberValue(box.West);
        writer.WriteNumberValue(box.South);
        writer.WriteNumberValue(box.East);
        writer.WriteNumberValue(box.North);
        writer.WriteEndArray();
        writer.WriteStartObject("properties");
        writer.WriteString("jurisdiction", area.Jurisdiction);
        writer.WriteString("code", area.Code);
        writer.WriteString("name", area.Name);
        writer.WriteString("level", area.Level);
        writer.WriteString("parent", area.Parent);
        writer.WriteNumber("version", area.Version);
        foreach (var (measure, count) in map.Measures)
        {
            if (count is { } shown)
            {
                writer.WriteNumber(Wire.Name(measure), shown);
            }
            else
            {
                writer.WriteNull(Wire.Name(measure));
            }
        }

        writer.WriteEndObject();
        writer.WritePropertyName("geometry");
        if (map.Drawn is { } drawn)
        {
            writer.WriteRawValue(drawn.GeometryJson.Span, skipInputValidation: true);
        }
        else
        {
            GeoJsonWriter.WriteGeometry(writer, area.Geometry!);
        }

        writer.WriteEndObject();
    }
}
