using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Campaigns;

/// <summary>A check as it is sent.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Result">What was found.</param>
/// <param name="On">Of a unit that has moved: the first day on which it was no longer there.</param>
/// <param name="Correction">Of a record that was wrong: the whole of it as it should be.</param>
/// <param name="Words">More about it (personal).</param>
public sealed record WantedCheck(string Unit, CheckResult Result, DateOnly? On, HouseholdSubmission? Correction, string? Words)
{
    /// <summary>What does not go together.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (Result == CheckResult.Corrected != Correction is not null)
        {
            yield return new("$.correction", Correction is null ? "Is missing; corrected says how the record should be." : "Is only for corrected.");
        }

        if (Result == CheckResult.Moved != On is not null)
        {
            yield return new("$.on", On is null ? "Is missing; moved says since when." : "Is only for moved.");
        }
    }
}

/// <summary>A check: the entry in the ledger that records it, and the unit as it is now.</summary>
public sealed record UnitCheck(UnitChange Change, CampaignUnit Unit, Stored<Household> Household);

/// <summary>Checks units of campaigns: the check, its record in the ledger and whatever it puts right are one batch. The last check of a unit holds.</summary>
public sealed class CheckUnits(IDocumentStore store, PlaceUnits places, ChangeOnce once, TimeProvider clock)
{
    /// <summary>Records a check of a unit in the version that was seen.</summary>
    public async Task<Outcome<UnitCheck>> RunAsync(
        Jurisdiction settings, string campaign, WantedCheck wanted, Func<string, bool> seenETag, OnceKey? key, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        Fault[] faults = [.. wanted.Faults()];
        if (faults.Length > 0)
        {
            return new Outcome<UnitCheck>.Invalid(faults);
        }

        var outcome = await once.RunAsync(jurisdiction, key, id => PlanAsync(settings, campaign, wanted, seenETag, id, acting, cancellationToken), cancellationToken);
        if (outcome is not Outcome<UnitChange>.Done { Value: var change } done)
        {
            return outcome.As<UnitCheck>();
        }

        var unit = await store.FindAsync(Kinds.Household, jurisdiction, change.Unit, cancellationToken);
        var of = await store.FindAsync(Kinds.CampaignUnit, jurisdiction, CampaignUnit.IdOf(campaign, change.Unit), cancellationToken);
        return unit is not null && of is not null && acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, unit.Value.Areas))
            ? new Outcome<UnitCheck>.Done(new UnitCheck(change, of.Value, unit), done.Replayed)
            : new Outcome<UnitCheck>.NotFound("It was done; the household is not there for you any more.");
    }

    private async Task<Outcome<PlannedChange>> PlanAsync(
        Jurisdiction settings, string campaign, WantedCheck wanted, Func<string, bool> seenETag, string entryId, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        if (await store.FindAsync(Kinds.Campaign, jurisdiction, campaign, cancellationToken) is not { Value: var here })
        {
            return new Outcome<PlannedChange>.NotFound("There is no such campaign.");
        }

        if (await store.FindAsync(Kinds.CampaignUnit, jurisdiction, CampaignUnit.IdOf(campaign, wanted.Unit), cancellationToken) is not { } of
            || await store.FindAsync(Kinds.Household, jurisdiction, wanted.Unit, cancellationToken) is not { } unit
            || !acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, unit.Value.Areas)))
        {
            return new Outcome<PlannedChange>.Invalid([new("$.household", "Is no unit of this campaign.")]);
        }

        if (unit.Value.RefuseChange<PlannedChange>(acting.Caller) is { } refused)
        {
            return refused;
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = settings.DayOf(now);
        string? conflict = here.State != CampaignState.Open ? "The campaign is not open."
            : today < here.From || today > here.To ? "Today is not one of the campaign's days."
            : unit.Value.Merged ? unit.Value.Gone(today)
            : null;
        if (!seenETag(unit.ETag) || conflict is not null)
        {
            return conflict is null ? new Outcome<PlannedChange>.Stale(unit.ETag) : new Outcome<PlannedChange>.Conflict(conflict);
        }

        var personal = await store.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, HouseholdPersonalPart.IdOf(wanted.Unit), cancellationToken);
        UnitState before = new(unit.Value, personal?.Value), after = before;
        if (wanted.Correction is { } correction)
        {
            var found = await places.FindAsync(jurisdiction, correction.Position, correction.Building, "$.correction", acting.Caller, cancellationToken);
            if (found is not Outcome<FoundPlace>.Done { Value: var place })
            {
                return found.As<PlannedChange>();
            }

            if (correction.Code != unit.Value.Code)
            {
                return new Outcome<PlannedChange>.Invalid([new("$.correction.code", "A check does not change the code.")]);
            }

            Household corrected = Household.Of(jurisdiction, wanted.Unit, correction, place).Keeping(unit.Value);
            after = new(corrected, HouseholdPersonalPart.Of(corrected, correction));
        }
        else if (wanted.Result == CheckResult.Moved)
        {
            after = before with { Unit = unit.Value with { MovedOn = wanted.On } };
        }

        AuditFact fact = acting.Fact(now, "check", $"household/{wanted.Unit}");
        UnitChange entry = UnitLedger.Entry(entryId, fact, UnitChangeKind.Checked, ChangeReason.Recheck, before, after) with
        {
            Campaign = campaign, Result = wanted.Result, On = wanted.On, HasWords = wanted.Words is not null,
        };
        CampaignUnit seen = of.Value with { Found = Wire.Name(wanted.Result), CheckedAt = now, CheckedBy = fact.Actor, Change = entry.Id };

        // The unit is written also where nothing of it changed: so its version is the one that was checked.
        Batch batch = new Batch(Container.Households, jurisdiction).Replace(Kinds.Household, after.Unit, unit.ETag).Replace(Kinds.CampaignUnit, seen, of.ETag);
        UnitLedger.Write(batch, entry, wanted.Words);
        if (wanted.Correction is not null)
        {
            HouseholdPersonalPart.Write(batch, personal, after.Personal);
        }

        return new PlannedChange(batch.Create(Kinds.Audit(Container.Households), AuditEntry.Of(jurisdiction, fact)), entry);
    }
}
