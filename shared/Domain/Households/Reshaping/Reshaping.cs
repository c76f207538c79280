using GridSteward.Domain.Households.Ledger;

namespace GridSteward.Domain.Households.Reshaping;

/// <summary>Where a unit moves to.</summary>
/// <param name="Position">Its own position there; null where its building's is meant.</param>
/// <param name="Located">How that was found.</param>
/// <param name="Building">The id of the building; null for none.</param>
/// <param name="Unit">Unit, door.</param>
/// <param name="Floor">The storey.</param>
public sealed record NewHome(SentPosition? Position, HowLocated? Located, string? Building, string? Unit, int? Floor);

/// <summary>A move as it is sent.</summary>
/// <param name="On">The day of the move, in the jurisdiction's zone.</param>
/// <param name="To">Where to; null where it left the jurisdiction.</param>
/// <param name="Why">Why.</param>
public sealed record WantedMoveOut(DateOnly On, NewHome? To, Why Why);

/// <summary>A unit that comes out of another.</summary>
/// <param name="Code">Its code, unique.</param>
/// <param name="Name">Name (personal).</param>
/// <param name="Phone">Phone (personal).</param>
/// <param name="Residents">How many of the residents go with it.</param>
/// <param name="Unit">Its door, where it is another than before.</param>
/// <param name="Floor">Its storey, where it is another than before.</param>
/// <param name="Care">Its care level; null for the same.</param>
/// <param name="Needs">Its needs (personal).</param>
/// <param name="Consent">Whether it agreed that its data are kept.</param>
public sealed record NewPart(
    string Code, string? Name, string? Phone, int Residents, string? Unit, int? Floor, CareLevel? Care, IReadOnlyList<string>? Needs, Consent? Consent)
{
    /// <summary>Reads a part.</summary>
    public static NewPart Read(IFields fields) => new(
        fields.Code("code", 64, required: true) ?? "", fields.Text("name", 100), fields.Code("phone", 40), fields.WholeNumber("residents", 0, HouseholdSubmission.MostResidents, required: true) ?? 0,
        fields.Text("unit", 100), fields.WholeNumber("floor", HouseholdSubmission.LowestFloor, HouseholdSubmission.HighestFloor), fields.Choice<CareLevel>("care"), NeedCodes.Read(fields),
        HouseholdSubmission.ReadConsent(fields));
}

/// <summary>A split as it is sent.</summary>
/// <param name="On">Since which day.</param>
/// <param name="Residents">How many residents stay.</param>
/// <param name="Parts">The units that come out of it.</param>
/// <param name="Why">Why.</param>
public sealed record WantedSplit(DateOnly On, int Residents, IReadOnlyList<NewPart> Parts, Why Why)
{
    /// <summary>The most that come out of one at once.</summary>
    public const int MostParts = 9;
}

/// <summary>A unit in the version that was seen.</summary>
/// <param name="Id">The unit.</param>
/// <param name="SeenETag">Whether an ETag is that version.</param>
public sealed record SeenUnit(string Id, Func<string, bool> SeenETag);

/// <summary>A merger as it is sent.</summary>
/// <param name="On">Since which day.</param>
/// <param name="Units">The units that become part of it.</param>
/// <param name="Why">Why.</param>
public sealed record WantedMerger(DateOnly On, IReadOnlyList<SeenUnit> Units, Why Why)
{
    /// <summary>The most that are merged at once.</summary>
    public const int MostUnits = 15;
}

/// <summary>What an operation on units made of them.</summary>
/// <param name="Change">The entry of the ledger.</param>
/// <param name="Unit">The unit as it is now, with its version.</param>
/// <param name="Others">The other units as they are now.</param>
public sealed record Reshaped(UnitChange Change, Storage.Stored<Household> Unit, IReadOnlyList<Household> Others);
