using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Benchmarks.Locate;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

// The peer of the whole way: what one would write with ASP.NET Core, System.Text.Json and NetTopologySuite in an afternoon. An object for each line, a tree with
// locators, an object for each answer; an object for each feature of the map. The areas are in memory, as the program's are.
string file = args[0];
AreaShape[] shapes = [.. GeoJsonReader.ReadFeatures(File.ReadAllBytes(file), GeoJsonLimits.Default).Features
    .Select(feature => new AreaShape(feature.Properties["code"].ToString(), 0, feature.Geometry)).OrderBy(shape => shape.Code, StringComparer.Ordinal)];
var tree = new TreePeer(shapes);
var web = new JsonSerializerOptions(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
WebApplication app = WebApplication.CreateBuilder(args[1..]).Build();
app.MapPost("/locate", async (HttpRequest request, HttpResponse response) =>
{
    using var lines = new StreamReader(request.Body, Encoding.UTF8);
    using var answer = new MemoryStream();
    while (await lines.ReadLineAsync() is { } line)
    {
        PlainPoint point = JsonSerializer.Deserialize<PlainPoint>(line, web)!;
        int owner = tree.Owner(new Coordinate(point.Longitude, point.Latitude));
        JsonSerializer.Serialize(answer, owner < 0 ? new PlainAnswer(point.Id, null, []) : new PlainAnswer(point.Id, "town", [shapes[owner].Code]), web);
        answer.WriteByte((byte)'\n');
    }

    response.ContentType = "application/x-ndjson";
    await response.Body.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length));
});
app.MapGet("/map", () => Results.Json(new
{
    type = "FeatureCollection",
    features = shapes.Select(shape => new
    {
        type = "Feature",
        id = $"town/{shape.Code}",
        properties = new { jurisdiction = "town", code = shape.Code, name = shape.Code, level = "grid", parent = (string?)null, version = 1 },
        geometry = new { type = "Polygon", coordinates = new[] { shape.Geometry.Coordinates.Select(c => new[] { c.X, c.Y }) } },
    }),
}));
app.Run();

internal sealed record PlainPoint(string? Id, double Longitude, double Latitude);

internal sealed record PlainAnswer(string? Id, string? Jurisdiction, string[] Areas);
