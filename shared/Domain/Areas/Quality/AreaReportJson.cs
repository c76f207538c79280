using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>Writes reports on areas as GeoJSON: a FeatureCollection with each problem's part, and the counts as a foreign member.</summary>
public static class AreaReportJson
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "application/geo+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="limit">The most problems that are listed; all are counted.</param>
    /// <param name="more">Writes further members before the features; null for none.</param>
    public static ReadOnlyMemory<byte> Write(AreaReport report, int limit, Action<Utf8JsonWriter>? more = null)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WritePropertyName("problems");
            JsonSerializer.Serialize(json, report.Counts, DomainJson.Default.AreaProblemCounts);
            json.WriteNumber("listed", Math.Min(limit, report.Problems.Count));
            more?.Invoke(json);
            json.WriteStartArray("features");
            foreach (AreaProblem problem in report.Problems.Take(limit))
            {
                WriteFeature(json, problem, report.Levels[problem.Level]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteFeature(Utf8JsonWriter json, AreaProblem problem, string level)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("problem", Wire.Name(problem.Kind));
        json.WriteStartArray("areas");
        foreach (string code in problem.Codes)
        {
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
        json.WriteString("level", level);
        json.WriteString("parent", problem.Parent);
        json.WriteNumber("squareMetres", Math.Round(problem.SquareMetres, 6));
        json.WriteNumber("widthMetres", Math.Round(problem.WidthMetres, 6));
        json.WriteString("en", AreaProblemWords.En(problem));
        json.WriteString("zh", AreaProblemWords.Zh(problem));
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        GeoJsonWriter.WriteGeometry(json, problem.Geometry);
        json.WriteEndObject();
    }
}
