namespace GridSteward.Functions.Tests.Town;

/// <summary>What was made of a town: where it lies, and the ids of what is in it by their codes.</summary>
public sealed record TownRecord(string Code, string Neighbour, TownMap Map)
{
    public Dictionary<string, string> Ids { get; } = [];

    /// <summary>Codes of contact cards by what they are for.</summary>
    public Dictionary<string, string> Cards { get; } = [];
}
