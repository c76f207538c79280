using System.Text.Json;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GeoJsonGrowthTests
{
    [Fact]
    public void The_memory_taken_grows_with_the_areas_and_not_with_their_square()
    {
        Allocated(100);
        double small = Allocated(1_000);
        double large = Allocated(10_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"1,000 areas {small / 1e6:F1} MB, 10,000 areas {large / 1e6:F1} MB");

        // Ten times the areas: about ten times, more or less what pools happen to hold; a hundred would be the square.
        Assert.InRange(large / small, 5, 30);
    }

    private static long Allocated(int areas)
    {
        byte[] json = Collection(areas);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GeoJsonReading reading = GeoJsonReader.ReadFeatures(json, GeoJsonLimits.Default);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Empty(reading.Faults);
        Assert.Equal(areas, reading.Features.Count);
        return taken;
    }

    private static byte[] Collection(int areas)
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
