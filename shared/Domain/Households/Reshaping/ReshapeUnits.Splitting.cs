using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Reshaping;

/// <summary>Splitting units, and merging them.</summary>
public sealed partial class ReshapeUnits
{
    /// <summary>Lets units come out of one: they lie where it lies and came from where it came from; its residents are shared out between them and it.</summary>
    public Task<Outcome<Reshaped>> SplitAsync(
        Jurisdiction settings, string id, WantedSplit wanted, Func<string, bool> seenETag, OnceKey? key, Acting acting, CancellationToken cancellationToken)
        => RunAsync(settings, id, seenETag, key, acting, async (at, unit, entryId) =>
        {
            Fault[] faults = [.. SplitFaults(unit.Value, wanted, at)];
            if (faults.Length > 0)
            {
                return new Outcome<PlannedChange>.Invalid(faults);
            }

            UnitState before = new(unit.Value, (await PersonalOfAsync(unit.Value, cancellationToken))?.Value);
            ChangeReason reason = wanted.Why.Reason ?? ChangeReason.Split;
            Household stays = unit.Value with { Residents = wanted.Residents };
            UnitState[] parts = [.. wanted.Parts.Select(p => PartOf(unit.Value, p, Guid.CreateVersion7(at.Now).ToString()))];
            AuditFact fact = at.Fact("split", id);
            UnitChange entry = UnitLedger.Entry(entryId, fact, UnitChangeKind.Split, reason, before, before with { Unit = stays }) with
            {
                On = wanted.On, HasWords = wanted.Why.Words is not null, Others = [.. parts.Select(p => p.Unit.Id)],
            };
            Batch batch = new Batch(Container.Households, settings.Jurisdiction).Replace(Kinds.Household, stays, unit.ETag);
            UnitLedger.Write(batch, entry, wanted.Why.Words);
            foreach (UnitState part in parts)
            {
                batch.Create(Kinds.Household, part.Unit)
                    .Create(Kinds.UniqueCode(Container.Households), UniqueCode.Of(Kinds.Household.Name, settings.Jurisdiction, part.Unit.Code, part.Unit.Id));
                _ = part.Personal is null ? batch : batch.Create(Kinds.HouseholdPersonalPart, part.Personal);
                UnitLedger.Write(batch, UnitLedger.Entry(at.Fact("split", part.Unit.Id), UnitChangeKind.SplitOff, reason, null, part) with { On = wanted.On, Others = [id] });
            }

            return new PlannedChange(at.Audited(batch, [fact, .. parts.Select(p => at.Fact("create", p.Unit.Id))]), entry);
        }, cancellationToken);

    /// <summary>
    /// Makes units part of one, which gets their residents, their needs and the highest care level. They count no longer and keep their history; their personal parts go when those
    /// of units that moved away go.
    /// </summary>
    public Task<Outcome<Reshaped>> MergeAsync(
        Jurisdiction settings, string id, WantedMerger wanted, Func<string, bool> seenETag, OnceKey? key, Acting acting, CancellationToken cancellationToken)
        => RunAsync(settings, id, seenETag, key, acting, async (at, unit, entryId) =>
        {
            List<Stored<Household>> others = [];
            var refused = await ReadMergedAsync(unit.Value, wanted, at, others, cancellationToken);
            if (refused is not null)
            {
                return refused;
            }

            var personal = await PersonalOfAsync(unit.Value, cancellationToken);
            var theirs = await store.FindManyAsync(
                Kinds.HouseholdPersonalPart, settings.Jurisdiction, [.. others.Select(o => HouseholdPersonalPart.IdOf(o.Value.Id))], cancellationToken);
            HouseholdPersonalPart? who = NeedCodes.Union([personal?.Value.Needs, .. theirs.Select(t => t.Value.Needs)]) is { } needs
                ? (personal?.Value ?? new HouseholdPersonalPart { Id = HouseholdPersonalPart.IdOf(id), Jurisdiction = settings.Jurisdiction, Household = id }) with { Needs = needs }
                : personal?.Value;
            Household after = unit.Value with
            {
                Residents = unit.Value.Residents + others.Sum(o => o.Value.Residents), Care = others.Select(o => o.Value.Care).Append(unit.Value.Care).Max(),
            };
            ChangeReason reason = wanted.Why.Reason ?? ChangeReason.Merge;
            AuditFact fact = at.Fact("merge", id);
            UnitChange entry = UnitLedger.Entry(entryId, fact, UnitChangeKind.Merged, reason, new(unit.Value, personal?.Value), new(after, who)) with
            {
                On = wanted.On, HasWords = wanted.Why.Words is not null, Others = [.. others.Select(o => o.Value.Id)],
            };
            Batch batch = new Batch(Container.Households, settings.Jurisdiction).Replace(Kinds.Household, after, unit.ETag);
            UnitLedger.Write(batch, entry, wanted.Why.Words);
            _ = who is null ? batch : personal is null ? batch.Create(Kinds.HouseholdPersonalPart, who) : batch.Replace(Kinds.HouseholdPersonalPart, who, personal.ETag);
            foreach (Stored<Household> other in others)
            {
                Household part = other.Value with { MergedInto = id, MovedOn = wanted.On };
                batch.Replace(Kinds.Household, part, other.ETag);
                UnitLedger.Write(
                    batch, UnitLedger.Entry(at.Fact("merge", part.Id), UnitChangeKind.MergedInto, reason, new(other.Value, null), new(part, null)) with { On = wanted.On, Others = [id] });
            }

            return new PlannedChange(at.Audited(batch, [fact, .. others.Select(o => at.Fact("merge", o.Value.Id))]), entry);
        }, cancellationToken);

    private static IEnumerable<Fault> SplitFaults(Household unit, WantedSplit wanted, Moment at)
    {
        int sum = wanted.Residents + wanted.Parts.Sum(p => p.Residents);
        return new[]
        {
            FutureFault(wanted.On, at),
            sum == unit.Residents ? null : new Fault("$.parts", $"Of {unit.Residents} residents {sum} stay or go: they must add up. Correct the number before or after."),
        }.OfType<Fault>().Concat(wanted.Parts.Select((p, i) => (p.Code, i)).GroupBy(p => p.Code, StringComparer.Ordinal)
            .SelectMany(g => g.Skip(1).Select(p => new Fault($"$.parts[{p.i}].code", "Is given twice."))));
    }

    private static UnitState PartOf(Household whole, NewPart part, string id)
    {
        Household unit = whole with
        {
            Id = id,
            Code = part.Code,
            Residents = part.Residents,
            Unit = part.Unit ?? whole.Unit,
            Floor = part.Floor ?? whole.Floor,
            Care = part.Care ?? whole.Care,
            Consent = part.Consent,
            Visits = null,
            ErasedAt = null,
        };
        bool anonymous = part is { Name: null, Phone: null, Needs: null };
        return new UnitState(unit, anonymous ? null : new HouseholdPersonalPart
        {
            Id = HouseholdPersonalPart.IdOf(id), Jurisdiction = whole.Jurisdiction, Household = id, Name = part.Name, Phone = part.Phone, Needs = part.Needs,
        });
    }

    /// <summary>Reads the units that are to become part of one; the refusal where they cannot.</summary>
    private async Task<Outcome<PlannedChange>?> ReadMergedAsync(Household into, WantedMerger wanted, Moment at, List<Stored<Household>> others, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. FutureFault(wanted.On, at) is { } future ? new[] { future } : []], stale = [];
        List<string> gone = [];
        for (int i = 0; i < wanted.Units.Count; i++)
        {
            SeenUnit seen = wanted.Units[i];
            if (seen.Id == into.Id || others.Exists(o => o.Value.Id == seen.Id))
            {
                faults.Add(new($"$.units[{i}].id", "Is named twice."));
            }
            else if (await store.FindAsync(Kinds.Household, into.Jurisdiction, seen.Id, cancellationToken) is not { } other
                || other.Value.RefuseChange<PlannedChange>(at.Acting.Caller) is Outcome<PlannedChange>.NotFound)
            {
                faults.Add(new($"$.units[{i}].id", "There is no such household."));
            }
            else if (other.Value.RefuseChange<PlannedChange>(at.Acting.Caller) is { } refused)
            {
                return refused;
            }
            else
            {
                others.Add(other);
                _ = other.Value.Gone(at.Today) is { } why ? Add(gone, $"{other.Value.Code}: {why}")
                    : !seen.SeenETag(other.ETag) ? Add(stale, new Fault($"$.units[{i}].etag", "Is not the current version."))
                    : other.Value.Kind != into.Kind && Add(faults, new Fault($"$.units[{i}].id", "Is a unit of another kind."));
            }
        }

        if (faults.Count == 0 && into.Residents + others.Sum(o => o.Value.Residents) > HouseholdSubmission.MostResidents)
        {
            faults.Add(new("$.units", $"Together they are more than {HouseholdSubmission.MostResidents}."));
        }

        return faults.Count > 0 ? new Outcome<PlannedChange>.Invalid(faults)
            : gone.Count > 0 ? new Outcome<PlannedChange>.Conflict(string.Join(' ', gone))
            : stale.Count > 0 ? new Outcome<PlannedChange>.Stale("", stale)
            : null;

        static bool Add<T>(List<T> list, T item)
        {
            list.Add(item);
            return true;
        }
    }
}
