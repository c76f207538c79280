using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Households;

/// <summary>A household with its personal part; reading one leaves an audit entry.</summary>
public sealed record HouseholdInFull(Stored<Household> Household, HouseholdPersonalPart? Personal);

/// <summary>Keeps the register of households, as far as the caller's grants reach.</summary>
public sealed class KeepHouseholds(IDocumentStore store, PlaceFinder places, Creator creator, Changer changer, References references, TimeProvider clock)
{
    /// <summary>So many notes of visits and of requests for them go with a household in one batch.</summary>
    private const int MaxNotes = 45;

    /// <summary>Enters a household and places it among the areas.</summary>
    public async Task<Outcome<Stored<Household>>> CreateAsync(
        Jurisdiction settings, HouseholdSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => await creator.CreateAsync(Kinds.Household, settings.Jurisdiction, once, acting, async id =>
        {
            var placed = await PlaceAsync(settings, submission, id, acting.Caller, cancellationToken);
            return placed is Outcome<Household>.Done { Value: var household }
                ? new Creating<Household>(household, submission.Code, batch => WritePersonal(batch, household, submission, null))
                : placed.As<Creating<Household>>();
        }, cancellationToken);

    /// <summary>A page of the households in scope, by id, without personal parts.</summary>
    public async Task<Outcome<Page<Household>>> ListAsync(
        string jurisdiction, string? area, GeoBox? box, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<Page<Household>>.Forbidden("Listing households needs ReadHouseholds in the jurisdiction.");
        }

        return await store.ListAsync(
            Kinds.Household.In(jurisdiction)
                .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
                .WhereIf(area is not null, () => new Filter.HasAny("areas", [area!]))
                .WhereIf(box is not null, () => new Filter.InBox(box!.Value)),
            page,
            cancellationToken);
    }

    /// <summary>One household in scope, with its personal part.</summary>
    public async Task<Outcome<HouseholdInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is not { } household
            || !acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, household.Value.Areas)))
        {
            return new Outcome<HouseholdInFull>.NotFound("There is no such household.");
        }

        var personal = await FindPersonalAsync(jurisdiction, id, cancellationToken);
        if (personal is not null)
        {
            AuditFact fact = acting.Fact(clock.GetUtcNow(), "readPersonal", $"household/{id}");
            await store.CommitAsync(
                new Batch(Container.Households, jurisdiction).Create(Kinds.Audit(Container.Households), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
        }

        return new HouseholdInFull(household, personal?.Value);
    }

    /// <summary>Replaces a household by what is sent now, places it again and replaces its personal part. Both places must be in the caller's reach.</summary>
    public async Task<Outcome<HouseholdInFull>> ReplaceAsync(
        Jurisdiction settings, HouseholdSubmission submission, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        var outcome = await changer.RunAsync(ChangingOf(settings.Jurisdiction, id, seenETag, acting), async before =>
        {
            var placed = await PlaceAsync(settings, submission, id, acting.Caller, cancellationToken);
            if (placed is not Outcome<Household>.Done { Value: var household })
            {
                return placed.As<Change<Household>>();
            }

            household = household.Keeping(before);
            var personal = await FindPersonalAsync(settings.Jurisdiction, id, cancellationToken);
            return new Change<Household>(household, batch => WritePersonal(batch, household, submission, personal));
        }, cancellationToken);
        return outcome is Outcome<Stored<Household>>.Done { Value: var replaced }
            ? new HouseholdInFull(replaced, HouseholdPersonalPart.Of(replaced.Value, submission))
            : outcome.As<HouseholdInFull>();
    }

    /// <summary>Deletes a household that no contact card names, with its personal part and the notes of visits. Reports that named it keep what they need of it.</summary>
    public Task<Outcome<Stored<Household>>> DeleteAsync(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => changer.RunAsync(ChangingOf(jurisdiction, id, seenETag, acting), async household =>
        {
            if (await references.ToAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { Count: > 0 } names)
            {
                return References.Refusal<Change<Household>>(names);
            }

            var notes = await store.ListAsync(
                Kinds.VisitPersonalPart.In(jurisdiction).Where(new Filter.Equal("household", id)), new PageRequest(MaxNotes), cancellationToken);
            var asked = await store.ListAsync(
                Kinds.VisitRequestPersonalPart.In(jurisdiction).Where(new Filter.Equal("household", id)), new PageRequest(MaxNotes), cancellationToken);
            if (notes.Next is not null || asked.Next is not null)
            {
                return new Outcome<Change<Household>>.Conflict($"More than {MaxNotes} visits to it, or requests for them, have notes; have it erased first.");
            }

            var personal = await FindPersonalAsync(jurisdiction, id, cancellationToken);
            return new Change<Household>(null, batch =>
            {
                WritePersonal(batch, household, null, personal);
                foreach (Stored<VisitPersonalPart> note in notes.Items)
                {
                    batch.Delete(Kinds.VisitPersonalPart, note.Value.Id, note.ETag);
                }

                foreach (Stored<VisitRequestPersonalPart> words in asked.Items)
                {
                    batch.Delete(Kinds.VisitRequestPersonalPart, words.Value.Id, words.ETag);
                }
            });
        }, cancellationToken);

    private static Changing<Household> ChangingOf(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting)
        => new(Kinds.Household, jurisdiction, id, seenETag, h => h.Code, acting)
        {
            Refuse = household =>
            {
                var target = new Target(jurisdiction, household.Areas);
                return !acting.Caller.Can(Capability.ReadHouseholds, target) ? new Outcome<Stored<Household>>.NotFound("There is no such household.")
                    : !acting.Caller.Can(Capability.WriteHouseholds, target) ? new Outcome<Stored<Household>>.Forbidden("The household lies outside the areas in which you keep households.")
                    : null;
            },
        };

    private Task<Stored<HouseholdPersonalPart>?> FindPersonalAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, HouseholdPersonalPart.IdOf(id), cancellationToken);

    private async Task<Outcome<Household>> PlaceAsync(
        Jurisdiction settings, HouseholdSubmission submission, string id, Caller caller, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        var located = await places.FindAsync(
            submission.Position is not null
                ? new Whereabouts(submission.Position, Jurisdiction: jurisdiction)
                : new Whereabouts(null, Building: submission.Building is null ? null : $"{jurisdiction}/{submission.Building}", Jurisdiction: jurisdiction),
            cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return located.As<Household>();
        }

        if (submission.Building is { } building && await store.FindAsync(Kinds.Building, jurisdiction, building, cancellationToken) is null)
        {
            return new Outcome<Household>.Invalid([new("$.building", "There is no such building in this jurisdiction.")]);
        }

        if (!caller.Can(Capability.WriteHouseholds, new Target(jurisdiction, found.Place.Codes)))
        {
            return new Outcome<Household>.Forbidden("The household lies outside the areas in which you keep households.");
        }

        return Household.Of(jurisdiction, id, submission, found);
    }

    private static void WritePersonal(Batch batch, Household household, HouseholdSubmission? submission, Stored<HouseholdPersonalPart>? before)
    {
        _ = (before, submission is null ? null : HouseholdPersonalPart.Of(household, submission)) switch
        {
            (null, { } now) => batch.Create(Kinds.HouseholdPersonalPart, now),
            ({ } there, { } now) => batch.Replace(Kinds.HouseholdPersonalPart, now, there.ETag),
            ({ } there, null) => batch.Delete(Kinds.HouseholdPersonalPart, there.Value.Id, there.ETag),
            _ => batch,
        };
    }
}
