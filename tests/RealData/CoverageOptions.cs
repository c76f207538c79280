using System.CommandLine;

namespace GridSteward.RealData;

/// <summary>The options of a coverage report.</summary>
internal static class CoverageOptions
{
    private static readonly Option<bool> Coverage = new("--coverage") { Description = "Play the city's record of what became of the requests, make the coverage report, and check what it counts." };
    private static readonly Option<string?> Wholes = new("--wholes") { Description = "With --coverage: GeoJSON of the areas of which the others are parts; each part goes to the one that holds most of it." };
    private static readonly Option<string?> Code = new("--whole-code") { Description = "The feature property that holds their code." };
    private static readonly Option<string?> Name = new("--whole-name") { Description = "The feature property that holds their name." };
    private static readonly Option<string?> Level = new("--whole-level") { Description = "Their level's name, such as district." };
    private static readonly Option<string?> Status = new("--status") { Description = "With --coverage: the column of what became of a request." };
    private static readonly Option<string?> Resolved = new("--resolved") { Description = "What it says of what was done, separated by commas." };
    private static readonly Option<string?> Refused = new("--refused") { Description = "What it says of what was cancelled or sent elsewhere, separated by commas." };
    private static readonly Option<string?> Out = new("--out") { Description = "With --coverage: a folder into which the report's files are saved." };

    public static IReadOnlyList<Option> All { get; } = [Coverage, Wholes, Code, Name, Level, Status, Resolved, Refused, Out];

    /// <summary>What is wanted; null where neither --coverage nor the preset asks for it.</summary>
    public static CoverageWish? Read(ParseResult given, City? preset)
    {
        CoverageWish? wish = preset?.Coverage ?? (given.GetValue(Coverage) ? new CoverageWish(null, Values(""), Values(""), null) : null);
        return wish is null ? null : wish with
        {
            Wholes = given.GetValue(Wholes) is { } file ? new AreaColumns(file, Needed(given, Code), given.GetValue(Name) ?? Needed(given, Code), given.GetValue(Level) ?? "whole") : wish.Wholes,
            Resolved = given.GetValue(Resolved) is { } resolved ? Values(resolved) : wish.Resolved,
            Refused = given.GetValue(Refused) is { } refused ? Values(refused) : wish.Refused,
            Out = given.GetValue(Out),
        };
    }

    /// <summary>The column of what became of a request.</summary>
    public static string? ReadStatus(ParseResult given, City? preset) => given.GetValue(Status) ?? preset?.Requests.Status;

    /// <summary>Values separated by commas, in any case.</summary>
    public static IReadOnlySet<string> Values(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string Needed(ParseResult given, Option<string?> option) => given.GetValue(option) ?? throw new UnusableException($"{option.Name} is missing; --wholes needs it.");
}
