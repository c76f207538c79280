namespace GridSteward.Domain.Households;

/// <summary>A unit of the register as it is sent: a household, a company or a shop.</summary>
/// <param name="Code">Unique among the jurisdiction's units, whatever their kind.</param>
/// <param name="Name">Name of its head or contact; of a company or shop its name (personal).</param>
/// <param name="Phone">Phone (personal).</param>
/// <param name="Position">Its own position; null where its building's is meant, or it is not located.</param>
/// <param name="Building">The id of its building; in a row of a file the building's code.</param>
/// <param name="Unit">Unit, door.</param>
/// <param name="Residents">How many live there.</param>
/// <param name="OriginVillage">The village it came from.</param>
/// <param name="MovedOn">The first day on which it no longer lives there; null while it does.</param>
/// <param name="WantsAcquaintance">Whether it asked for somebody who knows that village.</param>
public sealed record HouseholdSubmission(
    string Code, string? Name, string? Phone, SentPosition? Position, string? Building, string? Unit, int Residents, string? OriginVillage, DateOnly? MovedOn = null,
    bool WantsAcquaintance = false)
{
    /// <summary>The most that live in one unit.</summary>
    public const int MostResidents = 200;

    /// <summary>The lowest and the highest storey.</summary>
    public const int LowestFloor = -20, HighestFloor = 200;

    /// <summary>What lives or works there.</summary>
    public UnitKind Kind { get; init; }

    /// <summary>The storey.</summary>
    public int? Floor { get; init; }

    /// <summary>How its own position was found; means nothing without one.</summary>
    public HowLocated? Located { get; init; }

    /// <summary>How much care it needs.</summary>
    public CareLevel Care { get; init; }

    /// <summary>Whether it agreed that its data are kept; null where it was not asked.</summary>
    public Consent? Consent { get; init; }

    /// <summary>Codes of its needs, from the list (personal); null for none.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>Reads a household; may be used only where there was no fault.</summary>
    public static HouseholdSubmission Read(IFields fields) => new(
        fields.Code("code", 64, required: true) ?? "", fields.Text("name", 100), fields.Code("phone", 40), fields.Position("point"), fields.Code("building", 64),
        fields.Text("unit", 100), fields.WholeNumber("residents", 0, MostResidents) ?? 1, fields.Text("originVillage", 100),
        fields.Day("movedOn"), fields.Flag("wantsAcquaintance") ?? false)
    {
        Kind = fields.Choice<UnitKind>("kind") ?? UnitKind.Household,
        Floor = fields.WholeNumber("floor", LowestFloor, HighestFloor),
        Located = fields.Choice<HowLocated>("located"),
        Care = fields.Choice<CareLevel>("care") ?? CareLevel.Ordinary,
        Consent = ReadConsent(fields),
        Needs = NeedCodes.Read(fields),
    };

    /// <summary>Reads <c>consent</c> and <c>consentOn</c>: the answer and its day belong together.</summary>
    public static Consent? ReadConsent(IFields fields)
    {
        bool? given = fields.Flag("consent");
        DateOnly? on = fields.Day("consentOn");
        if (given is null && on is not null)
        {
            fields.Refuse("consent", "Is wanted where consentOn says when they answered.");
        }
        else if (given is not null && on is null)
        {
            fields.Refuse("consentOn", "Is wanted where consent says what they answered.");
        }

        return given is not null && on is not null ? new Consent(given.Value, on.Value) : null;
    }
}
