using System.Globalization;
using CsvHelper;
using GridSteward.Geo;
using GridSteward.Geo.Tests;
using NetTopologySuite.Geometries;

namespace GridSteward.Benchmarks.Locate;

/// <summary>Areas of one level, and points to be located in them.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Shapes">The areas, by code.</param>
/// <param name="Points">The points.</param>
internal sealed record LocateSet(string Name, AreaShape[] Shapes, Wgs84Point[] Points)
{
    private const int Seed = 20260301;

    public long Positions => Shapes.Sum(shape => (long)shape.Geometry.NumPoints);

    /// <summary>The sets by name, made when their turn comes.</summary>
    /// <param name="points">Random points in each.</param>
    /// <param name="data">The folder of real data; without it there are only generated areas.</param>
    public static IEnumerable<(string Name, Func<string, LocateSet> Make)> All(int points, string? data)
    {
        if (data is not null)
        {
            yield return ("Los Angeles councils, real requests", name => new(name, Read(data, "la/councils.geojson"), Requests(data)));
            yield return ("Los Angeles councils, random points", name => Anywhere(name, Read(data, "la/councils.geojson"), points));
            yield return ("townships", name => InBoxes(
                name, [.. new[] { "chiayi", "keelung", "taipei" }.SelectMany(town => Read(data, $"townships/{town}.geojson", town))], points));
        }

        yield return ("368 cells, as detailed as townships", name => Anywhere(name, Cells(23, 16, 700, 800), points));
        yield return ("10,000 cells", name => Anywhere(name, Cells(100, 100), points));
        yield return ("100,000 cells", name => Anywhere(name, Cells(400, 250), points));
    }

    /// <summary>Cells that share their crooked borders, in full doubles; four borders have 30 to 60 edges if nothing else is said.</summary>
    public static AreaShape[] Cells(int columns, int rows, int fewest = 8, int most = 15) =>
        OfLevel1(Tessellation.Make(Seed, columns, rows, 113.7, 22.4, 0.004, most, fewest: fewest));

    /// <summary>Areas with random points in their box.</summary>
    public static LocateSet Anywhere(string name, AreaShape[] shapes, int points)
    {
        Envelope all = new();
        Array.ForEach(shapes, shape => all.ExpandToInclude(shape.Geometry.EnvelopeInternal));
        Random random = new(Seed);
        Wgs84Point[] asked = [.. Enumerable.Range(0, points).Select(_ =>
            new Wgs84Point(all.MinX + (random.NextDouble() * all.Width), all.MinY + (random.NextDouble() * all.Height)))];
        return new LocateSet(name, shapes, asked);
    }

    /// <summary>Areas that lie far apart, with random points in the box of each, in no order.</summary>
    private static LocateSet InBoxes(string name, AreaShape[] shapes, int points)
    {
        Wgs84Point[] asked = [.. shapes.SelectMany(shape => Anywhere("", [shape], points / shapes.Length).Points)];
        new Random(Seed).Shuffle(asked);
        return new LocateSet(name, shapes, asked);
    }

    /// <summary>The areas of the lower level, by code.</summary>
    public static AreaShape[] OfLevel1(IEnumerable<AreaShape> shapes) => [.. shapes.Where(shape => shape.Level == 1).OrderBy(shape => shape.Code, StringComparer.Ordinal)];

    private static AreaShape[] Read(string data, string file, string prefix = "") =>
        [.. GeoJsonReader.ReadFeatures(File.ReadAllBytes(Path.Combine(data, file)), GeoJsonLimits.Default).Features
            .Select(feature => new AreaShape($"{prefix}{feature.Index:D3}", 1, feature.Geometry))];

    private static Wgs84Point[] Requests(string data)
    {
        using StreamReader file = new(Path.Combine(data, "la/requests.csv"));
        using CsvReader csv = new(file, CultureInfo.InvariantCulture);
        List<Wgs84Point> points = [];
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            if (csv.TryGetField("lon", out double longitude) && csv.TryGetField("lat", out double latitude))
            {
                points.Add(new Wgs84Point(longitude, latitude));
            }
        }

        return [.. points];
    }
}
