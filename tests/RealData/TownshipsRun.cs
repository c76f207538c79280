using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.RealData;

/// <summary>
/// Imports three cities of Taiwan as three jurisdictions, with their Chinese names, and asks /api/locate for points within every township, on
/// the borders of townships, and on the border of two jurisdictions.
/// </summary>
internal sealed class TownshipsRun(string data, ServerChoice where, Checks checks)
{
    private const int PointsWithin = 200;
    private const int VerticesEach = 400;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<Town> towns = [.. new[] { "chiayi", "keelung", "taipei" }.Select(code => new Town(code, AreasFile.Read(Path.Combine(data, "townships", code + ".geojson"), "TOWNCODE", "TOWNNAME")))];
        await using OpenServer server = await OpenServer.OpenAsync(where, 1, cancellationToken);
        Console.WriteLine("Townships");
        foreach (Town town in towns)
        {
            await ImportAsync(server.Api, town, town.Areas.Bytes, cancellationToken);
            Console.WriteLine($"  {town.Code}: {town.Name}, {string.Join(" ", town.Areas.Areas.Select(a => a.Name))}");
        }

        Console.WriteLine();
        Console.WriteLine("Checks");
        foreach (Town town in towns)
        {
            using JsonDocument settings = await server.Api.GetAsync($"api/jurisdictions/{town.Code}", cancellationToken);
            checks.That(settings.RootElement.GetProperty("name").GetString() == town.Name, $"{town.Code} is called {town.Name}");
            await CheckAsync(server.Api, towns, Within(town), null, $"within the townships of {town.Name}", cancellationToken);
            await CheckAsync(server.Api, towns, OnBorders(town.Areas.Areas, town.Areas.Areas), null, $"on the borders of two townships of {town.Name}", cancellationToken);
        }

        await CheckTwoJurisdictionsAsync(server.Api, towns, cancellationToken);
    }

    /// <summary>
    /// The three cities have no border with each other where this finds no common point; then two neighbouring townships of Chiayi become
    /// jurisdictions of their own, over the city's.
    /// </summary>
    private async Task CheckTwoJurisdictionsAsync(ServerApi api, List<Town> towns, CancellationToken cancellationToken)
    {
        List<Wgs84Point> shared = [.. towns.SelectMany((a, i) => towns.Skip(i + 1).SelectMany(b => OnBorders(a.Areas.Areas, b.Areas.Areas))).Distinct()];
        Console.WriteLine($"          {shared.Count:N0} border points are common to two of {string.Join(", ", towns.Select(t => t.Name))}{(shared.Count > 0 ? "" : "; two townships of 嘉義市 are made jurisdictions for that")}");
        if (shared.Count == 0)
        {
            Town chiayi = towns.Single(t => t.Code == "chiayi");
            List<Town> parts = [.. chiayi.Areas.Areas.Select(a => new Town($"border-{a.Code}", chiayi.Areas.Only(a)))];
            foreach (Town part in parts)
            {
                await ImportAsync(api, part, part.Areas.Bytes, cancellationToken);
                towns.Add(part);
            }

            shared = OnBorders(parts[0].Areas.Areas, parts[1].Areas.Areas);
            foreach (Town part in parts)
            {
                await CheckAsync(api, [part], shared, part.Code, $"of that border, asked of {part.Code} alone", cancellationToken);
            }
        }

        checks.That(shared.Count > 0, $"{shared.Count:N0} points lie on the border of two jurisdictions");
        await CheckAsync(api, towns, shared, null, "on the border of two jurisdictions: the smaller code takes them", cancellationToken);
    }

    /// <summary>The server's answers for the points are those of the first jurisdiction, by code, that has an area which covers the point.</summary>
    private async Task CheckAsync(ServerApi api, IReadOnlyList<Town> towns, List<Wgs84Point> points, string? jurisdiction, string what, CancellationToken cancellationToken)
    {
        Town[] byCode = [.. towns.OrderBy(t => t.Code, StringComparer.Ordinal)];
        List<Located> located = await api.LocateAsync(points, jurisdiction, cancellationToken);
        int wrong = 0;
        for (int i = 0; i < points.Count; i++)
        {
            var (town, expected) = byCode.Select(t => (Town: t, Expected: t.Oracle.Of(points[i]))).First(x => x.Expected.Owners.Count > 0);
            string name = town.Areas.Areas.First(a => a.Code == expected.Area).Name;
            bool right = located[i].Jurisdiction == town.Code && located[i].Area == expected.Area && located[i].AreaName == name
                && located[i].Others.SequenceEqual(expected.Owners.Skip(1)) && located[i].Flags.Contains("overlap") == expected.Owners.Count > 1;
            if (!right && wrong++ < 3)
            {
                Console.WriteLine($"          {points[i].Longitude} {points[i].Latitude}: {located[i]}, not {town.Code}/{string.Join(",", expected.Owners)} {name}");
            }
        }

        checks.That(located.Count == points.Count && wrong == 0, $"{points.Count:N0} points {what}; wrong {wrong:N0}");
    }

    private static async Task ImportAsync(ServerApi api, Town town, ReadOnlyMemory<byte> geoJson, CancellationToken cancellationToken)
    {
        await api.KeepJurisdictionAsync(
            new JsonObject
            {
                ["code"] = town.Code,
                ["name"] = town.Name,
                ["timeZone"] = "Asia/Taipei",
                ["levels"] = new JsonArray("township"),
                ["categories"] = new JsonArray(new JsonObject { ["code"] = "other", ["name"] = "其他", ["nameEn"] = "Other", ["kind"] = "hazard", ["acceptHours"] = 24, ["resolveHours"] = 168 }),
            },
            cancellationToken);
        await api.ImportAsync(town.Code, geoJson, "township", "TOWNCODE", "TOWNNAME", cancellationToken);
    }

    /// <summary>For every township a point that is surely inside, and random ones that it covers; always the same.</summary>
    private static List<Wgs84Point> Within(Town town)
    {
        var random = new Random(7441);
        List<Wgs84Point> points = [];
        foreach (CityArea area in town.Areas.Areas)
        {
            Coordinate inside = area.Geometry.InteriorPoint.Coordinate;
            points.Add(new Wgs84Point(inside.X, inside.Y));
            Envelope box = area.Geometry.EnvelopeInternal;
            for (int found = 0; found < PointsWithin;)
            {
                var at = new Coordinate(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
                if (Oracle.Covers(area, at))
                {
                    points.Add(new Wgs84Point(at.X, at.Y));
                    found++;
                }
            }
        }

        return points;
    }

    /// <summary>Vertices of some areas, and the middles of their edges, that another of the other areas covers too.</summary>
    private static List<Wgs84Point> OnBorders(IReadOnlyList<CityArea> some, IReadOnlyList<CityArea> others)
    {
        List<Wgs84Point> points = [];
        foreach (CityArea area in some)
        {
            Coordinate[] vertices = area.Geometry.Coordinates;
            IEnumerable<Coordinate> candidates = vertices.Concat(vertices.Zip(vertices.Skip(1), (a, b) => new Coordinate((a.X + b.X) / 2, (a.Y + b.Y) / 2)));
            points.AddRange(candidates.Where(at => others.Any(o => o != area && Oracle.Covers(o, at)) && some.Any(s => Oracle.Covers(s, at)))
                .Take(VerticesEach).Select(at => new Wgs84Point(at.X, at.Y)));
        }

        return [.. points.Distinct()];
    }

    private sealed class Town(string code, AreasFile areas)
    {
        public string Code { get; } = code;

        public AreasFile Areas { get; } = areas;

        public string Name { get; } = AreasFile.Text(areas.Areas[0].Properties, "COUNTYNAME")!;

        public Oracle Oracle { get; } = new(areas, 0);
    }
}
