using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>What a contact card is for, with what its face depends on. No names and no phones of who lives there.</summary>
/// <param name="Household">The unit; or <paramref name="Building"/> alone, or <paramref name="Area"/>.</param>
/// <param name="Building">The building; of a unit the one it is in.</param>
/// <param name="Area">The code of the area.</param>
/// <param name="Label">Where it is to be handed out: building, floor and door, or the area's name; null where nothing is known.</param>
/// <param name="OriginVillage">The village the unit came from.</param>
/// <param name="Place">Where it lies.</param>
internal sealed record CardTarget(string? Household, string? Building, string? Area, string? Label, string? OriginVillage, Place Place)
{
    /// <summary>What its cards name.</summary>
    public string Key => Household ?? Building ?? Area!;
}

/// <summary>What stands on a contact card.</summary>
/// <param name="Jurisdiction">The jurisdiction's name.</param>
/// <param name="Areas">The names of its areas, topmost first: whose grid it is.</param>
/// <param name="Responsible">The title of the post that handles what is reported from there; null where there is none.</param>
/// <param name="Code">The card's code.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Label">Where it is to be handed out.</param>
/// <param name="Hotlines">Numbers, in the order in which they are shown.</param>
public sealed record CardFace(
    string Jurisdiction, IReadOnlyList<string> Areas, string? Responsible, string Code, string Link, string? Label, IReadOnlyList<Hotline> Hotlines);

/// <summary>Composes the faces of cards.</summary>
/// <param name="settings">The jurisdiction's settings.</param>
/// <param name="snapshot">Its areas.</param>
/// <param name="posts">Its posts.</param>
/// <param name="day">The local day.</param>
/// <param name="webAddress">What links begin with, without a trailing slash.</param>
internal sealed class CardFaces(Jurisdiction settings, AreaSnapshot snapshot, IReadOnlyList<Post> posts, DateOnly day, string webAddress)
{
    /// <summary>More numbers than these have no room beside two lines of names.</summary>
    private const int MostOfPlace = 2, MostOfEmergency = 4;

    private readonly ILookup<string, Post> handlers = posts.Where(p => p.Duty == Duty.Handle && p.IsActiveOn(day)).ToLookup(p => p.Area, StringComparer.Ordinal);

    public CardFace Of(ContactCard card, CardTarget target) => new(
        settings.Name,
        [.. target.Place.Codes.Select(c => snapshot.Find(c)?.Name).OfType<string>()],
        Handler(target),
        card.Code,
        $"{webAddress}/report?card={card.Code}",
        target.Label,
        [.. Numbers(target)]);

    /// <summary>Who answers for whatever comes from there: of the nearest area with a post, that of the very building, then one for all categories, then by code.</summary>
    private string? Handler(CardTarget target) => target.Place.Codes.Reverse()
        .SelectMany(area => handlers[area].Where(p => p.Building is null || p.Building == target.Building)
            .OrderByDescending(p => p.Building is not null).ThenByDescending(p => p.Categories.Count == 0).ThenBy(p => p.Code, StringComparer.Ordinal))
        .FirstOrDefault()?.Title;

    private IEnumerable<Hotline> Numbers(CardTarget target)
    {
        IReadOnlyList<string> codes = target.Place.Codes;

        // The nearest area that has numbers of its own; else those of the whole jurisdiction.
        string? nearest = codes.Reverse().FirstOrDefault(c => settings.Hotlines.Any(h => h.Kind == HotlineKind.Community && h.Area == c));
        IEnumerable<Hotline> Of(HotlineKind kind, Func<Hotline, bool> fits) => settings.Hotlines.Where(h => h.Kind == kind && fits(h)).Take(kind == HotlineKind.Emergency ? MostOfEmergency : MostOfPlace);
        return
        [
            .. Of(HotlineKind.Community, h => h.Area == nearest),
            .. Of(HotlineKind.OriginVillage, h => target.OriginVillage is not null && h.OriginVillage == target.OriginVillage),
            .. Of(HotlineKind.Emergency, _ => true),
        ];
    }
}
