using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas;

/// <summary>Which feature properties of a file hold what.</summary>
/// <param name="Code">Holds the code; a string or a number.</param>
/// <param name="Name">Holds the name; where a feature has none, its code is its name.</param>
/// <param name="Parent">Holds the parent's code; may be missing.</param>
/// <param name="LevelProperty">Holds the level's name, unless <paramref name="Level"/> puts all features on one.</param>
/// <param name="Level">The level of all features; null where each says its own.</param>
/// <param name="CodePrefix">Put before every code and parent code of the file, so that files that both count from 1 can live together.</param>
public sealed record AreaMapping(string Code, string Name, string Parent, string LevelProperty, string? Level, string CodePrefix)
{
    /// <summary>The properties by which this program writes areas itself.</summary>
    public static AreaMapping Own { get; } = new("code", "name", "parent", "level", null, "");
}

/// <summary>An area as a file says it, not yet a version.</summary>
/// <param name="Path">The JSON path of the feature.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level's name.</param>
/// <param name="Parent">Its parent's code; null where none is said.</param>
/// <param name="Geometry">Its normalized geometry.</param>
public sealed record AreaDraft(string Path, string Code, string Name, string Level, string? Parent, Geometry Geometry)
{
    /// <summary>The most characters of a code.</summary>
    public const int MaxCode = 64;

    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 200;

    /// <summary>Reads the drafts of a file's features; names every feature whose properties are not as the mapping says.</summary>
    public static IReadOnlyList<AreaDraft> Read(IReadOnlyList<GeoFeature> features, AreaMapping mapping, Jurisdiction settings, List<Fault> faults)
    {
        List<AreaDraft> drafts = [];
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (GeoFeature feature in features)
        {
            string path = feature.Path;
            string? code = Text(feature, mapping.Code);
            string? level = mapping.Level ?? Text(feature, mapping.LevelProperty);
            int before = faults.Count;
            if (code is null)
            {
                faults.Add(new($"{path}.properties.{mapping.Code}", $"The code is missing. If another property holds it, say so by ?code=; this feature has {Listed(feature)}."));
                continue;
            }

            code = mapping.CodePrefix + code;
            if (CodeFault(code) is { } wrongCode)
            {
                faults.Add(new($"{path}.properties.{mapping.Code}", wrongCode));
            }
            else if (!seen.TryAdd(code, path))
            {
                faults.Add(new($"{path}.properties.{mapping.Code}", $"The code '{code}' is already that of {seen[code]}."));
            }

            if (LevelFault(level, settings) is { } wrongLevel)
            {
                faults.Add(new(mapping.Level is null ? $"{path}.properties.{mapping.LevelProperty}" : "query.level", wrongLevel));
            }

            string name = Text(feature, mapping.Name) ?? code;
            if (name.Length > MaxName)
            {
                faults.Add(new($"{path}.properties.{mapping.Name}", $"A name has at most {MaxName} characters."));
            }

            if (faults.Count == before)
            {
                string? parent = Text(feature, mapping.Parent);
                drafts.Add(new AreaDraft(path, code, name, level!, parent is null ? null : mapping.CodePrefix + parent, feature.Geometry));
            }
        }

        return drafts;
    }

    /// <summary>What is wrong with a code; null for nothing.</summary>
    public static string? CodeFault(string code)
        => code.Length > MaxCode || code.Any(char.IsControl) || code.Contains('/', StringComparison.Ordinal)
            ? $"A code has at most {MaxCode} characters, none of them '/' or a control character."
            : null;

    /// <summary>What is wrong with a level; null for nothing.</summary>
    public static string? LevelFault(string? level, Jurisdiction settings)
        => level is null || !settings.Levels.Contains(level)
            ? $"{(level is null ? "The level is missing" : $"'{level}' is not a level")}; the jurisdiction's levels are {string.Join(", ", settings.Levels)}."
            : null;

    private static string? Text(GeoFeature feature, string property)
    {
        if (!feature.Properties.TryGetValue(property, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String when value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) => text.Trim(),
            JsonValueKind.Number when value.TryGetInt64(out long whole) => whole.ToString(CultureInfo.InvariantCulture),
            JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsInteger(number) && Math.Abs(number) < 1e15
                => number.ToString("F0", CultureInfo.InvariantCulture),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static string Listed(GeoFeature feature)
        => feature.Properties.Count == 0 ? "no properties" : string.Join(", ", feature.Properties.Keys.Take(12));
}
