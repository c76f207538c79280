using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Staff;

/// <summary>
/// Keeps buildings, stewards, teams, partners, posts and contact cards. Whoever may do so may for the whole jurisdiction; the functions ask before.
/// </summary>
public sealed class KeepStaff(IDocumentStore store, AreaSnapshots snapshots, Creator creator, Changer changer, References references, FollowBuilding followers, TimeProvider clock)
{
    /// <summary>Creates a document whose references are already checked.</summary>
    public Task<Outcome<Stored<T>>> CreateAsync<T>(
        DocumentKind<T> kind, Jurisdiction settings, Func<string, T> make, Func<T, string?> code, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        where T : JurisdictionDocument
        => creator.CreateAsync(kind, settings.Jurisdiction, once, acting, async id =>
        {
            T document = make(id);
            Fault[] faults = [.. await ReferenceFaultsAsync(settings, document, cancellationToken)];
            return faults.Length > 0 ? new Outcome<Creating<T>>.Invalid(faults) : new Creating<T>(document, code(document));
        }, cancellationToken);

    /// <summary>Replaces a document by one whose references are checked as at its creation.</summary>
    public async Task<Outcome<Stored<T>>> ReplaceAsync<T>(Changing<T> changing, Jurisdiction settings, Func<string, T> make, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        var outcome = await changer.RunAsync(changing, async current =>
        {
            T document = make(changing.Id);
            if (document is Steward after && current is Steward before && ConfirmChannels.Keep(before, after) is T kept)
            {
                document = kept;
            }

            Fault[] faults = [.. await ReferenceFaultsAsync(settings, document, cancellationToken)];
            return faults.Length > 0 ? new Outcome<Change<T>>.Invalid(faults) : new Change<T>(document);
        }, cancellationToken);
        if (outcome is Outcome<Stored<T>>.Done { Value.Value: Building building })
        {
            await followers.RunAsync(building, changing.Acting, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Deletes a document that nothing names.</summary>
    public Task<Outcome<Stored<T>>> DeleteAsync<T>(Changing<T> changing, CancellationToken cancellationToken)
        where T : JurisdictionDocument
        => changer.RunAsync(
            changing,
            async _ => await references.ToAsync(changing.Kind, changing.Jurisdiction, changing.Id, cancellationToken) is { Count: > 0 } names
                ? References.Refusal<Change<T>>(names)
                : new Change<T>(null),
            cancellationToken);

    /// <summary>Withdraws a contact card. Its code then leads nowhere.</summary>
    public async Task<Outcome<Stored<ContactCard>>> WithdrawCardAsync(Changing<ContactCard> changing, CancellationToken cancellationToken)
    {
        var outcome = await DeleteAsync(changing, cancellationToken);

        // The card first: an entry that is left leads nowhere.
        if (outcome is Outcome<Stored<ContactCard>>.Done { Value.Value: var card })
        {
            await CardIssue.ForgetAsync(store, card.Code, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Issues a contact card. Its code is random, 12 characters in three groups.</summary>
    public Task<Outcome<Stored<ContactCard>>> IssueCardAsync(
        Jurisdiction settings, string? household, string? building, string? area, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => creator.CreateAsync(Kinds.ContactCard, settings.Jurisdiction, once, acting, async id =>
        {
            ContactCard card = CardIssue.New(id, settings.Jurisdiction, household, building, area, clock.GetUtcNow());
            Fault[] faults = [.. await ReferenceFaultsAsync(settings, card, cancellationToken)];
            if (faults.Length > 0)
            {
                return new Outcome<Creating<ContactCard>>.Invalid(faults);
            }

            card = card with { AreaPath = await PathOfAsync(settings, card, cancellationToken) };
            return await CardIssue.AnnounceAsync(store, card, cancellationToken)
                ? new Creating<ContactCard>(card)
                : new Outcome<Creating<ContactCard>>.Conflict("The new code was taken; try again.");
        }, cancellationToken);

    /// <summary>Where a card counts; its place is known to be there.</summary>
    private async Task<string> PathOfAsync(Jurisdiction settings, ContactCard card, CancellationToken cancellationToken)
    {
        if (card.Household is { } household)
        {
            return (await store.FindAsync(Kinds.Household, settings.Jurisdiction, household, cancellationToken))?.Value.AreaPath ?? "";
        }

        var open = new OpenJurisdiction(settings, await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken));
        FoundPlace? found = card.Building is { } building
            ? await store.FindAsync(Kinds.Building, settings.Jurisdiction, building, cancellationToken) is { Value: var there } ? open.At(there.Point, null, Basis.Building) : null
            : open.OfArea(card.Area!, Basis.Card);
        return found?.Place.AreaPath ?? "";
    }

    private async Task<List<Fault>> ReferenceFaultsAsync<T>(Jurisdiction settings, T document, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        List<Fault> faults = [];
        string jurisdiction = settings.Jurisdiction;
        async Task CheckAsync<TOther>(DocumentKind<TOther> kind, string? id, string path)
            where TOther : Document
        {
            if (id is not null && await store.FindAsync(kind, jurisdiction, id, cancellationToken) is null)
            {
                faults.Add(new(path, $"There is no such {kind.Name} in this jurisdiction."));
            }
        }

        async Task CheckAreasAsync(IReadOnlyList<string> codes, Func<int, string> path)
        {
            AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken);
            faults.AddRange(StaffRules.AreaFaults(snapshot, codes, path));
        }

        void CheckCategories(IReadOnlyList<string> codes) => faults.AddRange(StaffRules.CategoryFaults(settings, codes, i => $"$.categories[{i}]"));

        switch (document)
        {
            case Post post:
                await CheckAreasAsync([post.Area], _ => "$.area");
                await CheckAsync(Kinds.Steward, post.Steward, "$.steward");
                await CheckAsync(Kinds.Building, post.Building, "$.building");
                CheckCategories(post.Categories);
                break;
            case Team team:
                await CheckAreasAsync(team.Areas, i => $"$.areas[{i}]");
                CheckCategories(team.Categories);
                break;
            case Partner partner:
                await CheckAreasAsync(partner.Areas, i => $"$.areas[{i}]");
                CheckCategories(partner.Categories);
                break;
            case ContactCard card:
                await CheckAsync(Kinds.Household, card.Household, "$.household");
                await CheckAsync(Kinds.Building, card.Building, "$.building");
                await CheckAreasAsync(card.Area is null ? [] : [card.Area], _ => "$.area");
                break;
        }

        return faults;
    }
}
