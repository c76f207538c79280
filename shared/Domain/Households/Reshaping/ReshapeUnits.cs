using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Reshaping;

/// <summary>
/// Moves units, splits them and merges them, each in one batch with its entries in the ledger. Nobody is lost or counted twice: what stays and what goes add up to what was.
/// </summary>
public sealed partial class ReshapeUnits(IDocumentStore store, PlaceUnits places, ChangeOnce once, TimeProvider clock)
{
    /// <summary>Moves a unit to another place of the jurisdiction, or out of it.</summary>
    public Task<Outcome<Reshaped>> MoveAsync(
        Jurisdiction settings, string id, WantedMoveOut wanted, Func<string, bool> seenETag, OnceKey? key, Acting acting, CancellationToken cancellationToken)
        => RunAsync(settings, id, seenETag, key, acting, async (at, unit, entryId) =>
        {
            UnitState before = new(unit.Value, (await PersonalOfAsync(unit.Value, cancellationToken))?.Value);
            Household after = unit.Value with { MovedOn = wanted.On };
            if (wanted.To is { } home)
            {
                if (at.Today < wanted.On)
                {
                    return new Outcome<PlannedChange>.Invalid([new("$.on", "Lies in the future; a move within the jurisdiction is entered when it has happened.")]);
                }

                var found = await places.FindAsync(settings.Jurisdiction, home.Position, home.Building, "$.to", acting.Caller, cancellationToken);
                if (found is not Outcome<FoundPlace>.Done { Value: var place })
                {
                    return found.As<PlannedChange>();
                }

                after = unit.Value with
                {
                    Sent = home.Position, Located = home.Position is null ? null : home.Located, Building = home.Building, Unit = home.Unit, Floor = home.Floor,
                };
                after = after.At(place);
            }

            AuditFact fact = at.Fact("move", id);
            UnitChange entry = UnitLedger.Entry(
                entryId, fact, UnitChangeKind.Moved, wanted.Why.Reason ?? (wanted.To is null ? ChangeReason.MoveOut : ChangeReason.MoveWithin), before, before with { Unit = after }) with
                {
                    On = wanted.On, HasWords = wanted.Why.Words is not null,
                };
            Batch batch = new Batch(Container.Households, settings.Jurisdiction).Replace(Kinds.Household, after, unit.ETag);
            UnitLedger.Write(batch, entry, wanted.Why.Words);
            return new PlannedChange(at.Audited(batch, fact), entry);
        }, cancellationToken);

    /// <summary>One unit of an operation, at one moment.</summary>
    private sealed record Moment(Jurisdiction Settings, DateTimeOffset Now, DateOnly Today, Acting Acting)
    {
        public AuditFact Fact(string action, string unit) => Acting.Fact(Now, action, $"household/{unit}");

        public Batch Audited(Batch batch, params IEnumerable<AuditFact> facts)
            => facts.Aggregate(batch, (b, f) => b.Create(Kinds.Audit(Container.Households), AuditEntry.Of(Settings.Jurisdiction, f)));
    }

    private async Task<Outcome<Reshaped>> RunAsync(
        Jurisdiction settings, string id, Func<string, bool> seenETag, OnceKey? key, Acting acting,
        Func<Moment, Stored<Household>, string, Task<Outcome<PlannedChange>>> plan, CancellationToken cancellationToken)
    {
        var outcome = await once.RunAsync(settings.Jurisdiction, key, async entryId =>
        {
            if (await store.FindAsync(Kinds.Household, settings.Jurisdiction, id, cancellationToken) is not { } unit)
            {
                return new Outcome<PlannedChange>.NotFound("There is no such household.");
            }

            if (unit.Value.RefuseChange<PlannedChange>(acting.Caller) is { } refused)
            {
                return refused;
            }

            if (!seenETag(unit.ETag))
            {
                return new Outcome<PlannedChange>.Stale(unit.ETag);
            }

            DateTimeOffset now = clock.GetUtcNow();
            Moment at = new(settings, now, settings.DayOf(now), acting);
            return unit.Value.Gone(at.Today) is { } gone ? new Outcome<PlannedChange>.Conflict(gone) : await plan(at, unit, entryId);
        }, cancellationToken);
        return outcome is Outcome<UnitChange>.Done { Value: var change } done
            ? await ReadAsync(change, done.Replayed, acting, cancellationToken)
            : outcome.As<Reshaped>();
    }

    private async Task<Outcome<Reshaped>> ReadAsync(UnitChange change, bool replayed, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Household, change.Jurisdiction, change.Unit, cancellationToken) is not { } unit
            || unit.Value.RefuseChange<Reshaped>(acting.Caller) is Outcome<Reshaped>.NotFound)
        {
            return new Outcome<Reshaped>.NotFound("It was done; the household is not there for you any more.");
        }

        var others = change.Others.Count == 0 ? [] : await store.FindManyAsync(Kinds.Household, change.Jurisdiction, [.. change.Others], cancellationToken);
        return new Outcome<Reshaped>.Done(new Reshaped(change, unit, [.. change.Others.Select(o => others.FirstOrDefault(u => u.Value.Id == o)?.Value).OfType<Household>()]), replayed);
    }

    private Task<Stored<HouseholdPersonalPart>?> PersonalOfAsync(Household unit, CancellationToken cancellationToken)
        => store.FindAsync(Kinds.HouseholdPersonalPart, unit.Jurisdiction, HouseholdPersonalPart.IdOf(unit.Id), cancellationToken);

    private static Fault? FutureFault(DateOnly on, Moment at) => on > at.Today ? new("$.on", "Lies in the future; it is entered when it has happened.") : null;
}
