using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Town;

/// <summary>
/// The map of a test town, in units of a hundredth of a degree from its corner. Three communities stand side by side, C1 to C3, each 3 by 3:
/// <code>
///   y=3 +-------+-------+-------+
///       |  G03  |  G06  |G09| |G09    G09 is a multipolygon: a third at each side of C3
///   y=2 +-------+-------+-------+
///       |  G02  |G05 [] |  G08  |     G05 has a hole: x 4 to 4.5, y 1.2 to 1.8
///   y=1 +-------+-------+-------+     G07 reaches up to y=1.2, so G07 and G08 overlap
///       |  G01  |  G04  |  G07  |
///   y=0 +-------+-------+-------+
///      x=0     x=3     x=6     x=9
/// </code>
/// The neighbour lies around it like an L: below (y -2 to 0, x 0 to 12) and right (x 9 to 12, y 0 to 3), so their hulls overlap.
/// </summary>
public sealed class TownMap(double west)
{
    public const double South = 34.80;
    public const double Unit = 0.01;

    public static readonly string[] Communities = ["C1", "C2", "C3"];

    public static readonly string[] Grids = ["G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09"];

    public double Longitude(double x) => Math.Round(west + (x * Unit), 7);

    public static double Latitude(double y) => Math.Round(South + (y * Unit), 7);

    /// <summary>A point as bodies hold it.</summary>
    public JsonObject Point(double x, double y, double? accuracyMetres = null)
    {
        JsonObject point = new() { ["longitude"] = Longitude(x), ["latitude"] = Latitude(y) };
        if (accuracyMetres is { } metres)
        {
            point["accuracyMetres"] = metres;
        }

        return point;
    }

    public string Box(double x1, double y1, double x2, double y2) => FormattableString.Invariant($"{Longitude(x1)},{Latitude(y1)},{Longitude(x2)},{Latitude(y2)}");

    /// <summary>The middle of a grid's lower left quarter: inside it, outside holes and overlaps.</summary>
    public static (double X, double Y) Inside(string grid)
    {
        int i = Array.IndexOf(Grids, grid);
        return ((i / 3 * 3) + 0.5, (i % 3) + 0.5);
    }

    public JsonObject Town() => Collection(
    [
        .. Communities.Select((code, i) => Feature(code, $"社区{i + 1}", "community", null, Square(i * 3, 0, (i * 3) + 3, 3))),
        .. Grids.Select((code, i) => Feature(code, $"网格{i + 1}", "grid", Communities[i / 3], Grid(code, i / 3 * 3, i % 3))),
    ]);

    public JsonObject Neighbour() => Collection(
    [
        Feature("D1", "东里", "community", null, Polygon(Ring((0, -2), (12, -2), (12, 3), (9, 3), (9, 0), (0, 0)))),
        Feature("H01", "东里一", "grid", "D1", Square(0, -2, 12, 0)),
        Feature("H02", "东里二", "grid", "D1", Square(9, 0, 12, 3)),
    ]);

    public static JsonObject Collection(params JsonObject[] features) => new() { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. features]) };

    public static JsonObject Feature(string code, string name, string level, string? parent, JsonObject geometry) => new()
    {
        ["type"] = "Feature",
        ["properties"] = new JsonObject { ["code"] = code, ["name"] = name, ["level"] = level, ["parent"] = parent },
        ["geometry"] = geometry,
    };

    public JsonObject Square(double x1, double y1, double x2, double y2) => Polygon(Box(x1, y1, x2, y2, false));

    public static JsonObject Polygon(params JsonArray[] rings) => new() { ["type"] = "Polygon", ["coordinates"] = new JsonArray([.. rings]) };

    public JsonArray Ring(params (double X, double Y)[] corners)
        => [.. corners.Append(corners[0]).Select(c => new JsonArray(Longitude(c.X), Latitude(c.Y)))];

    private JsonObject Grid(string code, double x, double y) => code switch
    {
        "G05" => Polygon(Box(x, y, x + 3, y + 1, false), Box(4, 1.2, 4.5, 1.8, true)),
        "G07" => Square(x, y, x + 3, 1.2),
        "G09" => new JsonObject
        {
            ["type"] = "MultiPolygon",
            ["coordinates"] = new JsonArray(new JsonArray(Box(x, y, x + 1, y + 1, false)), new JsonArray(Box(x + 2, y, x + 3, y + 1, false))),
        },
        _ => Square(x, y, x + 3, y + 1),
    };

    private JsonArray Box(double x1, double y1, double x2, double y2, bool clockwise)
        => clockwise ? Ring((x1, y1), (x1, y2), (x2, y2), (x2, y1)) : Ring((x1, y1), (x2, y1), (x2, y2), (x1, y2));
}
