using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>Households from rows. A row names its building by the building's code.</summary>
internal sealed class HouseholdRows(Codebook codebook, TimeProvider clock) : RowKind
{
    public override DocumentKind Makes => Kinds.Household;

    public override bool GoesByAreas => true;

    public override async Task<DecideRow> OpenAsync(Job job, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        string jurisdiction = job.Jurisdiction;
        HouseholdSubmission[] sent = [.. rows.Select(r => HouseholdSubmission.Read(r))];
        var ids = await codebook.IdsAsync(Kinds.Household, jurisdiction, rows.Select(r => r.Key), cancellationToken);
        var households = await codebook.FindAsync(Kinds.Household, jurisdiction, ids.Values, cancellationToken);
        var personal = await codebook.FindAsync(Kinds.HouseholdPersonalPart, jurisdiction, [.. ids.Values.Select(HouseholdPersonalPart.IdOf)], cancellationToken);
        var named = await codebook.IdsAsync(Kinds.Building, jurisdiction, sent.Select(s => s.Building), cancellationToken);
        string[] kept = [.. rows.Any(r => !r.Has("building")) ? households.Values.Select(h => h.Value.Building).OfType<string>() : []];
        var buildings = await codebook.FindAsync(Kinds.Building, jurisdiction, [.. named.Values.Concat(kept).Distinct()], cancellationToken);
        return Decide;

        RowVerdict Decide(int i, OpenJurisdiction open)
        {
            ImportRow row = rows[i];
            if (row.Faults.Count > 0)
            {
                return RowVerdict.Reject(row);
            }

            string? id = ids.GetValueOrDefault(row.Key!);
            Stored<Household>? before = id is null ? null : households.GetValueOrDefault(id);
            Stored<HouseholdPersonalPart>? who = id is null ? null : personal.GetValueOrDefault(HouseholdPersonalPart.IdOf(id));
            Building? building = null;
            if (sent[i].Building is { } code && (!named.TryGetValue(code, out string? at) || (building = buildings.GetValueOrDefault(at)?.Value) is null))
            {
                return RowVerdict.Reject(row, row.Fault("building", $"There is no building with the code '{code}'."));
            }

            HouseholdSubmission now = before is null ? sent[i] with { Building = building?.Id } : Over(row, sent[i] with { Building = building?.Id }, before.Value, who?.Value);
            if (before?.Value is { ErasedAt: not null } erased && Restores(now, erased) is { } restored)
            {
                return RowVerdict.Reject(row, row.Fault(restored, ErasureRule.Message));
            }

            building ??= now.Building is { } same ? buildings.GetValueOrDefault(same)?.Value : null;
            FoundPlace found = now.Position is { } position ? open.At(position.ToPoint("", [])!.Value, position.AccuracyMetres, Basis.Point)
                : building is not null ? open.At(building.Point, null, Basis.Building)
                : open.At(null, null, Basis.None);
            Household household = Household.Of(jurisdiction, id ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString(), now, found) with { ErasedAt = before?.Value.ErasedAt };
            household = before is null ? household : household.Keeping(before.Value);
            var personalNow = HouseholdPersonalPart.Of(household, now);
            BatchOperation?[] writes =
            [
                RowWrite.Of(Kinds.Household, before, household),
                RowWrite.Of(Kinds.HouseholdPersonalPart, who, personalNow),
                RowWrite.Of(Kinds.UniqueCode(Container.Households), null, id is null ? UniqueCode.Of(Kinds.Household.Name, jurisdiction, row.Key!, household.Id) : null),
            ];
            return RowVerdict.Of(
                row, before is null, writes.All(w => w is null) ? [] : writes.Append(Entry(job, before is null ? null : new(before.Value, who?.Value), new(household, personalNow))));
        }
    }

    /// <summary>What the ledger says of a row that enters or changes a unit.</summary>
    private BatchOperation Entry(Job job, UnitState? before, UnitState after)
    {
        AuditFact fact = job.Origin.Fact(clock.GetUtcNow(), "import", $"household/{after.Unit.Id}");
        UnitChange entry = UnitLedger.Entry(fact, before is null ? UnitChangeKind.Imported : UnitChangeKind.Edited, ChangeReason.Import, before, after) with { Job = job.Id };
        return RowWrite.Of(Kinds.UnitChange, null, entry)!;
    }

    /// <summary>A row over what is stored: what the file has no column for stays as it is.</summary>
    private static HouseholdSubmission Over(ImportRow row, HouseholdSubmission sent, Household before, HouseholdPersonalPart? who) => sent with
    {
        Name = row.Has("name") ? sent.Name : who?.Name,
        Phone = row.Has("phone") ? sent.Phone : who?.Phone,
        Position = row.Has("longitude") ? sent.Position?.Over(before.Sent, before.Point) : before.Sent,
        Building = row.Has("building") ? sent.Building : before.Building,
        Unit = row.Has("unit") ? sent.Unit : before.Unit,
        Residents = row.Has("residents") ? sent.Residents : before.Residents,
        OriginVillage = row.Has("originVillage") ? sent.OriginVillage : before.OriginVillage,
        WantsAcquaintance = row.Has("wantsAcquaintance") ? sent.WantsAcquaintance : before.WantsAcquaintance,
        MovedOn = row.Has("movedOn") ? sent.MovedOn : before.MovedOn,
        Kind = row.Has("kind") ? sent.Kind : before.Kind,
        Floor = row.Has("floor") ? sent.Floor : before.Floor,
        Located = row.Has("located") ? sent.Located : before.Located,
        Care = row.Has("care") ? sent.Care : before.Care,
        Consent = row.Has("consent") ? sent.Consent : before.Consent,
        Needs = row.Has("needs") ? sent.Needs : who?.Needs,
    };

    /// <summary>The field by which a row would bring back something of what was erased; null for none.</summary>
    private static string? Restores(HouseholdSubmission now, Household erased) => now switch
    {
        { Name: not null } => "name",
        { Phone: not null } => "phone",
        { Needs: not null } => "needs",
        { OriginVillage: not null } => "originVillage",
        { Position: not null } when erased.Point is null => "longitude",
        { Building: not null } when erased.Building is null => "building",
        { Unit: not null } when erased.Unit is null => "unit",
        { Floor: not null } when erased.Floor is null => "floor",
        _ => null,
    };
}
