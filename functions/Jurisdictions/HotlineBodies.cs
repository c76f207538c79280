using GridSteward.Domain.Cards;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Jurisdictions;

/// <summary>A number that stands on contact cards: an office's, never a person's.</summary>
/// <param name="Name">What is answered there.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Phone">The number, as it is dialled.</param>
/// <param name="Area">The code of the area for whose cards it is; null for all.</param>
/// <param name="OriginVillage">The village whose people it is for.</param>
public sealed record HotlineResponse(HotlineKind Kind, string Name, string? NameEn, string Phone, string? Area, string? OriginVillage)
{
    public static HotlineResponse Of(Hotline line) => new(line.Kind, line.Name, line.NameEn, line.Phone, line.Area, line.OriginVillage);
}

/// <summary>Reads the hotlines of settings.</summary>
internal static class HotlineInput
{
    public static IReadOnlyList<Hotline> ReadHotlines(this JsonInput input) =>
    [
        .. input.NestedList("hotlines", Hotline.Most).Select(item => new Hotline(
            item.Choice<HotlineKind>("kind", required: true) ?? default, item.RequiredText("name", 40), item.Code("phone", 20, required: true) ?? "")
        {
            NameEn = item.Text("nameEn", 60),
            Area = item.Code("area", 64),
            OriginVillage = item.Text("originVillage", 100),
        }),
    ];
}
