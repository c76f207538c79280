using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards;

/// <summary>A wanted move of a contact card.</summary>
/// <param name="Card">The card's id.</param>
/// <param name="Move">What happens.</param>
/// <param name="Unit">The unit that gets it; null for the one that the card is for, or for nobody named.</param>
/// <param name="SeenETag">Whether an ETag is the version that the caller saw.</param>
public sealed record WantedCardMove(string Card, CardMove Move, string? Unit, Func<string, bool> SeenETag);

/// <summary>Keeps who has which contact card: handed out, given back, lost, replaced.</summary>
public sealed class KeepCards(IDocumentStore store, AreaSnapshots snapshots, Changer changer, TimeProvider clock)
{
    /// <summary>Moves a card. Whoever keeps the households of its place may.</summary>
    public async Task<Outcome<Stored<ContactCard>>> MoveAsync(Jurisdiction settings, WantedCardMove wanted, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        IReadOnlyCollection<string> areas = await store.FindAsync(Kinds.ContactCard, jurisdiction, wanted.Card, cancellationToken) is { Value: var seen }
            ? await AreasOfAsync(settings, seen, cancellationToken) : [];
        if (!acting.Caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, areas)))
        {
            return new Outcome<Stored<ContactCard>>.Forbidden("It needs WriteHouseholds where the card belongs.");
        }

        ContactCard? next = null;
        var changing = new Changing<ContactCard>(Kinds.ContactCard, jurisdiction, wanted.Card, wanted.SeenETag, _ => null, acting);
        var outcome = await changer.RunAsync(changing, async card =>
        {
            if (CardMoves.From(card.State, wanted.Move) is not { } state)
            {
                return new Outcome<Change<ContactCard>>.Conflict($"A card that is {Wire.Name(card.State)} cannot be moved by {Wire.Name(wanted.Move)}.");
            }

            if (await UnitFaultAsync(card, wanted, cancellationToken) is { } fault)
            {
                return new Outcome<Change<ContactCard>>.Invalid([new("$.unit", fault)]);
            }

            DateTimeOffset now = clock.GetUtcNow();
            string? unit = wanted.Move == CardMove.HandOut ? wanted.Unit ?? card.Household : card.Unit;
            next = wanted.Move == CardMove.Replace ? await SuccessorAsync(card, now, cancellationToken) : null;
            ContactCard after = card with
            {
                State = state, Unit = state == CardState.HandedOut ? unit : null, HandedOutAt = state == CardState.HandedOut ? now : card.HandedOutAt, ReplacedBy = next?.Id,
            };
            var fact = new CardHandOut
            {
                Id = Guid.CreateVersion7(now).ToString(), Jurisdiction = jurisdiction, Card = card.Id, Move = wanted.Move, Unit = unit, At = now, By = acting.Caller.Subject ?? "system", ReplacedBy = next?.Id,
            };
            return new Change<ContactCard>(after, batch =>
            {
                batch.Create(Kinds.CardHandOut, fact);
                if (next is not null)
                {
                    batch.Create(Kinds.ContactCard, next);
                }
            });
        }, cancellationToken);

        // The card first, which says by itself that its code leads nowhere; the entry is only swept.
        if (outcome is Outcome<Stored<ContactCard>>.Done { Value.Value: { Works: false } dead })
        {
            await CardIssue.ForgetAsync(store, dead.Code, cancellationToken);
        }

        return outcome;
    }

    /// <summary>A page of what happened to a card, latest first.</summary>
    public Task<Page<CardHandOut>> ListAsync(string jurisdiction, string card, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(Kinds.CardHandOut.In(jurisdiction).Where(new Filter.Equal("card", card)).OrderedBy(Kinds.LatestFirst), page, cancellationToken);

    private async Task<ContactCard> SuccessorAsync(ContactCard card, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ContactCard next = CardIssue.New(Guid.CreateVersion7(now).ToString(), card.Jurisdiction, card.Household, card.Building, card.Area, now) with { AreaPath = card.AreaPath };
        await CardIssue.AnnounceAsync(store, next, cancellationToken);
        return next;
    }

    private async Task<string?> UnitFaultAsync(ContactCard card, WantedCardMove wanted, CancellationToken cancellationToken)
    {
        if (wanted.Unit is not { } id)
        {
            return null;
        }

        if (wanted.Move != CardMove.HandOut)
        {
            return "Is for handing out only.";
        }

        if (card.Household is not null && card.Household != id)
        {
            return "The card is for another unit.";
        }

        return await store.FindAsync(Kinds.Household, card.Jurisdiction, id, cancellationToken) is not { Value: var unit } ? "There is no such household in this jurisdiction."
            : card.Building is { } building && unit.Building != building ? "The unit is not in the card's building."
            : card.Area is { } area && !unit.Areas.Contains(area) ? "The unit is not in the card's area."
            : null;
    }

    private async Task<IReadOnlyCollection<string>> AreasOfAsync(Jurisdiction settings, ContactCard card, CancellationToken cancellationToken)
    {
        AreaSnapshot snapshot = await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken);
        return card switch
        {
            { Household: { } id } => (await store.FindAsync(Kinds.Household, settings.Jurisdiction, id, cancellationToken))?.Value.Areas ?? [],
            { Building: { } id } => await store.FindAsync(Kinds.Building, settings.Jurisdiction, id, cancellationToken) is { Value: var building }
                ? new OpenJurisdiction(settings, snapshot).At(building.Point, null, Basis.Building).Place.Codes : [],
            _ => snapshot.LineageCodes(card.Area!),
        };
    }
}
