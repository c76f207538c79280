using GridSteward.Domain.Households;

namespace GridSteward.Demo.Homes;

/// <summary>A household before it is a document.</summary>
/// <param name="House">Where it lives.</param>
/// <param name="Flat">The flat; null in a house.</param>
/// <param name="Residents">How many live there.</param>
/// <param name="MonthsBetweenVisits">How often somebody should look in: 1 where somebody is old and alone, 6 where all is well.</param>
internal sealed record Home(House House, string? Flat, int Residents, int MonthsBetweenVisits)
{
    /// <summary>The village it came from; null where it did not move.</summary>
    public string? OriginVillage { get; init; }

    /// <summary>What it is.</summary>
    public UnitKind Kind { get; init; }

    /// <summary>A company's or a shop's name; null for a household, which gets one.</summary>
    public string? Name { get; init; }

    public string Code => Flat is null ? House.Code : $"{House.Code}-{Flat}";
}
