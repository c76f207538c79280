using System.Text.Json.Nodes;

namespace GridSteward.RealData;

/// <summary>A city as a jurisdiction.</summary>
internal static class CitySettings
{
    /// <summary>Its settings, as the API wants them.</summary>
    public static JsonObject Of(City city, Categories categories, IEnumerable<string> levels) => new()
    {
        ["code"] = city.Jurisdiction,
        ["name"] = city.Title,
        ["timeZone"] = city.TimeZone,
        ["levels"] = new JsonArray([.. levels.Select(l => JsonValue.Create(l))]),
        ["toleranceMetres"] = city.ToleranceMetres,
        ["categories"] = new JsonArray([.. categories.All.Select(c => new JsonObject { ["code"] = c.Code, ["name"] = c.Name, ["kind"] = "hazard", ["acceptHours"] = 24, ["resolveHours"] = 168 })]),
    };
}
