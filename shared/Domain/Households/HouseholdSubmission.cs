namespace GridSteward.Domain.Households;

/// <summary>A household as it is sent.</summary>
/// <param name="Code">Unique among the jurisdiction's households.</param>
/// <param name="Name">Name of its head or contact (personal).</param>
/// <param name="Phone">Phone (personal).</param>
/// <param name="Position">Its own position; null where its building's is meant, or it is not located.</param>
/// <param name="Building">The id of its building; in a row of a file the building's code.</param>
/// <param name="Unit">Unit, floor, door.</param>
/// <param name="Residents">How many live there.</param>
/// <param name="OriginVillage">The village it came from.</param>
/// <param name="MovedOn">The first day on which it no longer lives there; null while it does.</param>
/// <param name="WantsAcquaintance">Whether it asked for somebody who knows that village.</param>
public sealed record HouseholdSubmission(
    string Code, string? Name, string? Phone, SentPosition? Position, string? Building, string? Unit, int Residents, string? OriginVillage, DateOnly? MovedOn = null,
    bool WantsAcquaintance = false)
{
    /// <summary>Reads a household; may be used only where there was no fault.</summary>
    public static HouseholdSubmission Read(IFields fields) => new(
        fields.Code("code", 64, required: true) ?? "", fields.Text("name", 100), fields.Code("phone", 40), fields.Position("point"), fields.Code("building", 64),
        fields.Text("unit", 100), fields.WholeNumber("residents", 0, 200) ?? 1, fields.Text("originVillage", 100),
        fields.Day("movedOn"), fields.Flag("wantsAcquaintance") ?? false);
}
