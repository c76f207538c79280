using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Town;

/// <summary>Who works in a test town: rows as they are sent.</summary>
public static class TownPlan
{
    /// <summary>Households in each grid. C1 has 14, C2 15, C3 5.</summary>
    public static readonly IReadOnlyDictionary<string, int> Households = new Dictionary<string, int>
    {
        ["G01"] = 6, ["G02"] = 3, ["G03"] = 5, ["G04"] = 5, ["G05"] = 5, ["G06"] = 5, ["G07"] = 5,
    };

    /// <summary>The category whose reports are private cases.</summary>
    public const string Private = "family";

    /// <summary>Categories: fire-safety (accept in 4 hours, resolve in 48), wish, noise, family (private).</summary>
    public static JsonObject Settings(string code, string name) => new()
    {
        ["code"] = code,
        ["name"] = name,
        ["timeZone"] = "Asia/Shanghai",
        ["levels"] = new JsonArray("community", "grid"),
        ["toleranceMetres"] = 30,
        ["categories"] = new JsonArray(
            Category("fire-safety", "消防隐患", "hazard", 4, 48),
            Category("wish", "微心愿", "need", 24, 168),
            Category("noise", "噪声", "dispute", 8, 72),
            With(Category(Private, "家庭纠纷", "dispute", 8, 72), "private", true)),
    };

    public static JsonObject Category(string code, string name, string kind, double accept, double resolve)
        => new() { ["code"] = code, ["name"] = name, ["kind"] = kind, ["acceptHours"] = accept, ["resolveHours"] = resolve };

    /// <summary>
    /// G01 has three who handle (one for building B1, one who knows the people of Liuzhuang), G02 takes only fire-safety, G03's post is vacant,
    /// G04's begins in June, G06 has only a team, G09 and C3 have nobody. C1 has a post, C2 a team.
    /// </summary>
    public static IEnumerable<JsonObject> Posts(Func<string, string> steward, Func<string, string> building) =>
    [
        Post("P-C1-LEAD", "总网格长", "C1", "lead", steward("S1")),
        Post("P-C1", "网格长", "C1", "handle", steward("S1")),
        Post("P-G01", "网格员一", "G01", "handle", steward("S2")),
        With(Post("P-G01-B1", "楼道长", "G01", "handle", steward("S3")), "building", building("B1")),
        With(Post("P-G01-V", "红管家", "G01", "handle", steward("S3")), "originVillages", new JsonArray("Liuzhuang")),
        With(Post("P-G02", "网格员二", "G02", "handle", steward("S2")), "categories", new JsonArray("fire-safety")),
        Post("P-G03", "网格员三", "G03", "handle", null),
        With(Post("P-G04", "网格员四", "G04", "handle", steward("S4")), "validFrom", "2026-06-01"),
        Post("P-G05", "网格员五", "G05", "handle", steward("S4")),
        Post("P-G07", "网格员七", "G07", "handle", steward("S4")),
        Post("P-G08", "网格员八", "G08", "handle", steward("S4")),
    ];

    public static JsonObject Post(string code, string title, string area, string duty, string? steward) => new()
    {
        ["code"] = code, ["title"] = title, ["area"] = area, ["duty"] = duty, ["steward"] = steward, ["validFrom"] = "2026-01-01",
    };

    private static JsonObject With(JsonObject row, string name, JsonNode value)
    {
        row[name] = value;
        return row;
    }
}
