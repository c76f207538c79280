using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.Geo;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Positions and areas that come in other coordinate systems than WGS-84.</summary>
public abstract class InOtherSystems(Engine engine)
{
    private const string Zone = "zone", Bare = "bare";

    [Theory]
    [InlineData("cgcs2000")]
    [InlineData("gcj02")]
    [InlineData("bd09")]
    [InlineData(Zone)]
    [InlineData(Bare)]
    public async Task Wherever_a_position_is_taken_it_is_placed_as_its_point_and_kept_as_sent(string name)
    {
        await using TestTown town = await engine.OpenAsync();
        CoordinateSystem system = Of(name, town);
        JsonObject plain = town.Point("G08", 10), sent = InSystem(system, plain);
        string[] chain = ["C3", "G08"];

        Reply many = (await town.Nobody.PostAsync("/api/locate", new { points = new[] { sent.DeepClone(), plain.DeepClone() } })).Is(200);
        Assert.All(many.Json["results"]!.AsArray(), result => Assert.Equal(chain, Codes(result!["assignment"]!["chain"]!)));
        string query = FormattableString.Invariant($"longitude={sent["longitude"]}&latitude={sent["latitude"]}&accuracyMetres=10&coordinateSystem={system.Tag}");
        Assert.Equal(chain, Codes((await town.Nobody.GetAsync($"/api/locate?{query}")).Is(200).Json["assignment"]!["chain"]!));

        Reply report = await town.ReportAsync(new JsonObject { ["point"] = sent.DeepClone() });
        Assert.Equal(chain, Codes(report.Json["assignment"]!["chain"]!));
        Reply full = (await town.Administrator.GetAsync(TestTown.PathOf(report))).Is(200);
        IsKept(sent, plain, full.Json["position"]!, full.Json["point"]!);

        Reply household = (await town.Administrator.PostAsync(town.At("/households"), new { code = "ELSEWHERE", point = sent.DeepClone(), residents = 2 })).Is(201);
        Assert.Equal(chain, Codes(household.Json["chain"]!));
        IsKept(sent, plain, household.Json["position"]!, household.Json["point"]!);

        // What a form has shown can be sent back.
        JsonObject again = new() { ["code"] = "ELSEWHERE", ["residents"] = 3, ["point"] = household.Json["position"]!.DeepClone() };
        Reply put = (await town.Administrator.SendAsync("PUT", town.At($"/households/{household["id"]}"), again, ("If-Match", household.ETag!))).Is(200);
        IsKept(sent, plain, put.Json["position"]!, put.Json["point"]!);

        Reply visit = (await town.Administrator.PostAsync(town.At($"/households/{household["id"]}/visits"), new { outcome = "done", checkIn = sent.DeepClone() })).Is(201);
        IsKept(sent, plain, visit.Json["checkIn"]!, plain);

        Reply building = (await town.Administrator.PostAsync(town.At("/buildings"), new { code = "B-ELSEWHERE", name = "x", point = sent.DeepClone() })).Is(201);
        Reply inside = (await town.Administrator.PostAsync(town.At("/households"), new { code = "INSIDE", building = building["id"], residents = 1 })).Is(201);
        Assert.Equal(chain, Codes(inside.Json["chain"]!));
    }

    [Theory]
    [InlineData("gcj02", true, false)]
    [InlineData("bd09", true, false)]
    [InlineData(Zone, false, true)]
    [InlineData(Bare, true, true)]
    public async Task Areas_in_another_system_own_the_points_that_are_sent_in_it(string name, bool asked, bool asMember)
    {
        await using TestTown town = await engine.OpenAsync();
        CoordinateSystem system = Of(name, town);

        // Inside, and where corners of grids meet: on the top also corners of communities.
        List<JsonObject> places = [.. TownMap.Grids.Select(grid => town.Point(grid)), .. new[] { (3, 1), (3, 2), (6, 2), (3, 3), (6, 3) }.Select(at => town.Map.Point(at.Item1, at.Item2))];
        List<string> before = await OwnersAsync(town, places);
        Assert.Contains(before, owners => owners.Contains('+', StringComparison.Ordinal));

        JsonObject file = town.Map.Town();
        Convert(file["features"]!, system);
        if (asMember)
        {
            file["crs"] = new JsonObject { ["type"] = "name", ["properties"] = new JsonObject { ["name"] = system.Tag } };
        }

        string path = town.At("/area-imports" + (asked ? $"?coordinateSystem={system.Tag}" : ""));
        (await town.Administrator.PostAsync(path, file.ToJsonString(), ("Content-Type", "application/geo+json"))).Is(201);
        Assert.Equal(before, await OwnersAsync(town, [.. places.Select(place => InSystem(system, place))]));
        Reply again = (await town.Administrator.PostAsync(path, file.ToJsonString(), ("Content-Type", "application/geo+json"))).Is(201);
        Assert.Equal("12", again["unchanged"]);
    }

    /// <summary>The codes of the grids at each place, several with a plus.</summary>
    private static async Task<List<string>> OwnersAsync(TestTown town, IReadOnlyList<JsonObject> places)
    {
        Reply located = (await town.Nobody.PostAsync("/api/locate", new { points = places.Select(p => p.DeepClone()), jurisdiction = town.Code })).Is(200);
        return [.. located.Json["results"]!.AsArray().Select(r => r!["assignment"]!).Select(a =>
            string.Join('+', [Codes(a["chain"]!)[^1], .. Codes(a["otherOwners"]!).Where(code => code.StartsWith('G')).Order(StringComparer.Ordinal)]))];
    }

    private static CoordinateSystem Of(string name, TestTown town) => name is Zone or Bare
        ? CoordinateSystems.Zone((int)Math.Round(town.Map.Longitude(4) / 3), prefixed: name == Zone)
        : CoordinateSystems.Find(name);

    private static JsonObject InSystem(CoordinateSystem system, JsonObject point)
    {
        var sent = (JsonObject)point.DeepClone();
        (double x, double y) = system.FromWgs84(new Wgs84Point((double)point["longitude"]!, (double)point["latitude"]!));
        (sent["longitude"], sent["latitude"], sent["coordinateSystem"]) = (x, y, system.Tag);
        return sent;
    }

    private static void Convert(JsonNode node, CoordinateSystem system)
    {
        if (node is JsonArray { Count: 2 } position && position[0] is JsonValue x && position[1] is JsonValue y && x.TryGetValue(out double longitude) && y.TryGetValue(out double latitude))
        {
            (position[0], position[1]) = system.FromWgs84(new Wgs84Point(longitude, latitude));
            return;
        }

        foreach (JsonNode child in node is JsonArray items ? items.OfType<JsonNode>() : node is JsonObject fields ? fields.Select(f => f.Value).OfType<JsonNode>() : [])
        {
            Convert(child, system);
        }
    }

    private static string[] Codes(JsonNode chain) => [.. chain.AsArray().Select(link => link is JsonObject ? (string)link["code"]! : (string)link!)];

    private static void IsKept(JsonObject sent, JsonObject plain, JsonNode kept, JsonNode point)
    {
        Assert.Equal(((double)sent["longitude"]!, (double)sent["latitude"]!, (string?)sent["coordinateSystem"], 10.0),
            ((double)kept["longitude"]!, (double)kept["latitude"]!, (string?)kept["coordinateSystem"], (double)kept["accuracyMetres"]!));
        Assert.Equal((double)plain["longitude"]!, (double)point["longitude"]!, 1e-8);
        Assert.Equal((double)plain["latitude"]!, (double)point["latitude"]!, 1e-8);
    }
}
