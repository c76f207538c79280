using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Households;

/// <summary>A household with its personal part; reading one leaves an audit entry.</summary>
public sealed record HouseholdInFull(Stored<Household> Household, HouseholdPersonalPart? Personal);

/// <summary>Keeps the register of households, as far as the caller's grants reach.</summary>
public sealed class KeepHouseholds(IDocumentStore store, PlaceUnits places, Creator creator, Changer changer, References references, TimeProvider clock)
{
    /// <summary>So many words (notes of visits, of requests for them, of changes, of referrals) go with a household in one batch.</summary>
    private const int MaxNotes = 80;

    /// <summary>Enters a household and places it among the areas.</summary>
    public Task<Outcome<Stored<Household>>> CreateAsync(
        Jurisdiction settings, HouseholdSubmission submission, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => CreateAsync(settings, submission, Why.Usual, once, acting, cancellationToken);

    /// <summary>Enters a household, saying why.</summary>
    public async Task<Outcome<Stored<Household>>> CreateAsync(
        Jurisdiction settings, HouseholdSubmission submission, Why why, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => await creator.CreateAsync(Kinds.Household, settings.Jurisdiction, once, acting, async id =>
        {
            var placed = await PlaceAsync(settings, submission, id, acting.Caller, cancellationToken);
            return placed is Outcome<Household>.Done { Value: var household }
                ? new Creating<Household>(household, submission.Code, batch =>
                {
                    WritePersonal(batch, household, submission, null);
                    UnitState after = new(household, HouseholdPersonalPart.Of(household, submission));
                    Enter(batch, UnitChangeKind.Created, why.Reason ?? ChangeReason.Registration, null, after, why.Words, acting);
                })
                : placed.As<Creating<Household>>();
        }, cancellationToken);

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
    public Task<Outcome<HouseholdInFull>> ReplaceAsync(
        Jurisdiction settings, HouseholdSubmission submission, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => ReplaceAsync(settings, submission, Why.Usual, id, seenETag, acting, cancellationToken);

    /// <summary>Replaces a household, saying why.</summary>
    public async Task<Outcome<HouseholdInFull>> ReplaceAsync(
        Jurisdiction settings, HouseholdSubmission submission, Why why, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        var outcome = await changer.RunAsync(ChangingOf(settings.Jurisdiction, id, seenETag, acting), async before =>
        {
            if (before.Merged)
            {
                return new Outcome<Change<Household>>.Conflict("It is part of another unit since; change that one.");
            }

            var placed = await PlaceAsync(settings, submission, id, acting.Caller, cancellationToken);
            if (placed is not Outcome<Household>.Done { Value: var household })
            {
                return placed.As<Change<Household>>();
            }

            household = household.Keeping(before);
            var personal = await FindPersonalAsync(settings.Jurisdiction, id, cancellationToken);
            return new Change<Household>(household, batch =>
            {
                WritePersonal(batch, household, submission, personal);
                UnitState after = new(household, HouseholdPersonalPart.Of(household, submission));
                Enter(batch, UnitChangeKind.Edited, why.Reason ?? ChangeReason.Change, new(before, personal?.Value), after, why.Words, acting);
            });
        }, cancellationToken);
        return outcome is Outcome<Stored<Household>>.Done { Value: var replaced }
            ? new HouseholdInFull(replaced, HouseholdPersonalPart.Of(replaced.Value, submission))
            : outcome.As<HouseholdInFull>();
    }

    /// <summary>Deletes a household that no contact card names, with its personal part and the notes of visits. Reports that named it keep what they need of it.</summary>
    public Task<Outcome<Stored<Household>>> DeleteAsync(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => DeleteAsync(jurisdiction, null, id, seenETag, acting, cancellationToken);

    /// <summary>Deletes a household, saying why.</summary>
    public Task<Outcome<Stored<Household>>> DeleteAsync(
        string jurisdiction, ChangeReason? reason, string id, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
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
            var words = await store.ListAsync(Kinds.RegisterWords.In(jurisdiction).Where(new Filter.Equal("household", id)), new PageRequest(MaxNotes), cancellationToken);
            if (notes.Items.Count + asked.Items.Count + words.Items.Count > MaxNotes || notes.Next is not null || asked.Next is not null || words.Next is not null)
            {
                return new Outcome<Change<Household>>.Conflict($"More than {MaxNotes} notes are about it; have it erased first.");
            }

            var personal = await FindPersonalAsync(jurisdiction, id, cancellationToken);
            return new Change<Household>(null, batch =>
            {
                WritePersonal(batch, household, null, personal);
                foreach (Stored<VisitPersonalPart> note in notes.Items)
                {
                    batch.Delete(Kinds.VisitPersonalPart, note.Value.Id, note.ETag);
                }

                foreach (Stored<VisitRequestPersonalPart> asking in asked.Items)
                {
                    batch.Delete(Kinds.VisitRequestPersonalPart, asking.Value.Id, asking.ETag);
                }

                foreach (Stored<RegisterWords> word in words.Items)
                {
                    batch.Delete(Kinds.RegisterWords, word.Value.Id, word.ETag);
                }

                Enter(batch, UnitChangeKind.Deleted, reason ?? ChangeReason.Correction, new(household, personal?.Value), null, null, acting);
            });
        }, cancellationToken);

    private static Changing<Household> ChangingOf(string jurisdiction, string id, Func<string, bool> seenETag, Acting acting)
        => new(Kinds.Household, jurisdiction, id, seenETag, h => h.Code, acting)
        {
            Refuse = household => household.RefuseChange<Stored<Household>>(acting.Caller),
        };

    private Task<Stored<HouseholdPersonalPart>?> FindPersonalAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, HouseholdPersonalPart.IdOf(id), cancellationToken);

    private async Task<Outcome<Household>> PlaceAsync(
        Jurisdiction settings, HouseholdSubmission submission, string id, Caller caller, CancellationToken cancellationToken)
    {
        var located = await places.FindAsync(settings.Jurisdiction, submission.Position, submission.Building, "$", caller, cancellationToken);
        return located is Outcome<FoundPlace>.Done { Value: var found } ? Household.Of(settings.Jurisdiction, id, submission, found) : located.As<Household>();
    }

    private void Enter(Batch batch, UnitChangeKind kind, ChangeReason reason, UnitState? before, UnitState? after, string? words, Acting acting)
        => UnitLedger.Write(batch, UnitLedger.Entry(acting.Fact(clock.GetUtcNow(), Wire.Name(kind), ""), kind, reason, before, after), words);

    private static void WritePersonal(Batch batch, Household household, HouseholdSubmission? submission, Stored<HouseholdPersonalPart>? before)
        => HouseholdPersonalPart.Write(batch, before, submission is null ? null : HouseholdPersonalPart.Of(household, submission));
}
