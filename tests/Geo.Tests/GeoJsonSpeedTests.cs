using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GridSteward.Geo.Tests;

[Collection(Alone.Name)]
public class GeoJsonSpeedTests
{
    [Fact]
    public void Twenty_megabytes_of_ten_thousand_areas_take_about_two_seconds()
    {
        byte[] json = TwentyMegabytes();
        _ = GeoJsonReader.ReadFeatures(TwentyMegabytes(100), GeoJsonLimits.Default);
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(json, GeoJsonLimits.Default);
        process.Refresh();
        TimeSpan used = process.TotalProcessorTime - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{json.Length / 1e6:F1} MB in {watch.ElapsedMilliseconds} ms, {used.TotalMilliseconds:F0} ms of processor time");
        Assert.Empty(reading.Faults);
        Assert.Equal(10_000, reading.Features.Count);

        // Processor time at twice the promise: a busy machine must not fail the check, an algorithm gone quadratic must.
        Assert.InRange(used.TotalSeconds, 0, 4);
    }

    private static byte[] TwentyMegabytes(int areas = 10_000)
    {
        var random = new Random(2);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");
            for (int i = 0; i < areas; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "Feature");
                writer.WriteStartObject("properties");
                writer.WriteString("code", $"{i:D6}");
                writer.WriteString("name", $"第{i}网格");
                writer.WriteEndObject();
                writer.WritePropertyName("geometry");
                GeoJsonWriter.WriteGeometry(writer, Shapes.Star(random, 110 + (i % 100 * 0.01), 30 + (i / 100 * 0.01), 0.005, 50));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
