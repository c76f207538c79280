using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households;

/// <summary>Free words beside something that the register keeps of a unit: a change, a check, a referral, an offer of help. Erased with the unit's personal part.</summary>
public sealed record RegisterWords : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "registerWords";

    /// <summary>The most characters.</summary>
    public const int MostCharacters = 1000;

    /// <summary>The id of what they stand beside.</summary>
    public required string Of { get; init; }

    /// <summary>The unit, so that all that is personal of one is found together.</summary>
    public required string Household { get; init; }

    /// <summary>The words.</summary>
    public required string Words { get; init; }

    /// <summary>The id of the words beside something.</summary>
    public static string IdOf(string of) => of + ".words";

    /// <summary>The words beside something; null where there are none.</summary>
    public static RegisterWords? Beside(string of, Household unit, string? words) => Beside(of, unit.Jurisdiction, unit.Id, words);

    /// <summary>The words beside something; null where there are none.</summary>
    public static RegisterWords? Beside(string of, string jurisdiction, string unit, string? words)
        => string.IsNullOrEmpty(words) ? null : new() { Id = IdOf(of), Jurisdiction = jurisdiction, Of = of, Household = unit, Words = words };
}
