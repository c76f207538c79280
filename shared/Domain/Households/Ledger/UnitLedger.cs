using System.Globalization;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Households.Ledger;

/// <summary>Why something changes.</summary>
/// <param name="Reason">The code; null for what is usual of such a change.</param>
/// <param name="Words">More about it (personal); null for none.</param>
public sealed record Why(ChangeReason? Reason = null, string? Words = null)
{
    /// <summary>Nothing was said.</summary>
    public static Why Usual { get; } = new();
}

/// <summary>A unit with its personal part, at one moment.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Personal">Who it is; null where that is not said.</param>
public sealed record UnitState(Household Unit, HouseholdPersonalPart? Personal);

/// <summary>Makes entries of the ledger: what of a unit is coded, and what differs between before and after.</summary>
public static class UnitLedger
{
    /// <summary>The coded fields of a unit and their values as the ledger writes them; what says nothing is left out.</summary>
    public static IReadOnlyDictionary<string, string> CodedOf(Household unit)
    {
        (string Field, string? Value)[] all =
        [
            ("kind", Wire.Name(unit.Kind)),
            ("care", Wire.Name(unit.Care)),
            ("residents", unit.Residents.ToString(CultureInfo.InvariantCulture)),
            ("located", unit.Located is { } located ? Wire.Name(located) : null),
            ("consent", unit.Consent is { } consent ? (consent.Given ? "true" : "false") : null),
            ("consentOn", Text(unit.Consent?.On)),
            ("wantsAcquaintance", unit.WantsAcquaintance ? "true" : null),
            ("movedOn", Text(unit.MovedOn)),
            ("mergedInto", unit.MergedInto),
        ];
        return all.Where(f => f.Value is not null).ToDictionary(f => f.Field, f => f.Value!, StringComparer.Ordinal);
    }

    /// <summary>What a unit's entries, oldest first, say that its coded fields are now.</summary>
    public static IReadOnlyDictionary<string, string> Replay(IEnumerable<UnitChange> entries)
    {
        Dictionary<string, string> now = new(StringComparer.Ordinal);
        foreach (CodedChange change in entries.SelectMany(e => e.Values))
        {
            _ = change.To is { } to ? (now[change.Field] = to) is not null : now.Remove(change.Field);
        }

        return now;
    }

    /// <summary>An entry about a unit that changes from one state into another.</summary>
    /// <param name="id">What makes its id, unique; where a key makes it once, the reserved one.</param>
    /// <param name="fact">Who does it, and when.</param>
    /// <param name="kind">What happens.</param>
    /// <param name="reason">Why.</param>
    /// <param name="before">As it was; null where it was not there.</param>
    /// <param name="after">As it will be; null where it will not be there.</param>
    public static UnitChange Entry(string id, AuditFact fact, UnitChangeKind kind, ChangeReason reason, UnitState? before, UnitState? after)
    {
        Household unit = (after ?? before)!.Unit;
        return new UnitChange
        {
            Id = UnitChange.IdOf(id),
            Jurisdiction = unit.Jurisdiction,
            Unit = unit.Id,
            At = fact.At,
            By = fact.Actor,
            Kind = kind,
            Reason = reason,
            Fields = before is null || after is null ? [] : FieldsBetween(before, after),
            Values = after is null ? [] : ValuesBetween(before?.Unit, after.Unit),
            Areas = before is null || after is null || before.Unit.Areas.SequenceEqual(after.Unit.Areas) ? unit.Areas : [.. before.Unit.Areas.Union(after.Unit.Areas)],
        };
    }

    /// <summary>An entry with an id of its own.</summary>
    public static UnitChange Entry(AuditFact fact, UnitChangeKind kind, ChangeReason reason, UnitState? before, UnitState? after)
        => Entry(Guid.CreateVersion7(fact.At).ToString(), fact, kind, reason, before, after);

    /// <summary>Adds an entry to a batch, with the words beside it where there are any.</summary>
    public static Batch Write(Batch batch, UnitChange entry, string? words = null)
    {
        var beside = RegisterWords.Beside(entry.Id, entry.Jurisdiction, entry.Unit, words);
        batch.Create(Kinds.UnitChange, beside is null ? entry : entry with { HasWords = true });
        return beside is null ? batch : batch.Create(Kinds.RegisterWords, beside);
    }

    private static string[] FieldsBetween(UnitState before, UnitState after)
    {
        (Household b, Household a) = (before.Unit, after.Unit);
        (string Field, bool Differs)[] others =
        [
            ("code", b.Code != a.Code),
            ("point", b.Sent != a.Sent || b.Point != a.Point),
            ("building", b.Building != a.Building),
            ("unit", b.Unit != a.Unit),
            ("floor", b.Floor != a.Floor),
            ("originVillage", b.OriginVillage != a.OriginVillage),
            ("areas", !b.Areas.SequenceEqual(a.Areas)),
            ("name", before.Personal?.Name != after.Personal?.Name),
            ("phone", before.Personal?.Phone != after.Personal?.Phone),
            ("needs", !(before.Personal?.Needs ?? []).SequenceEqual(after.Personal?.Needs ?? [])),
        ];
        return [.. ValuesBetween(b, a).Select(v => v.Field), .. others.Where(o => o.Differs).Select(o => o.Field)];
    }

    private static CodedChange[] ValuesBetween(Household? before, Household after)
    {
        var was = before is null ? new Dictionary<string, string>() : CodedOf(before);
        var isNow = CodedOf(after);
        return
        [
            .. isNow.Where(f => was.GetValueOrDefault(f.Key) != f.Value).Select(f => new CodedChange(f.Key, was.GetValueOrDefault(f.Key), f.Value)),
            .. was.Where(f => !isNow.ContainsKey(f.Key)).Select(f => new CodedChange(f.Key, f.Value, null)),
        ];
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
