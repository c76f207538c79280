using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;
using GridSteward.Geo;

namespace GridSteward.Functions.Households;

/// <summary>A unit of the register; name and phone only where one is read in full, needs also where they were asked for.</summary>
public sealed record HouseholdResponse(
    string Jurisdiction, string Id, string Code, UnitKind Kind,
    [property: Personal(PersonalField.HouseholdName)] string? Name,
    [property: Personal(PersonalField.HouseholdPhone)] string? Phone,
    [property: Personal(PersonalField.HouseholdPoint)] PositionResponse? Position,
    [property: Personal(PersonalField.HouseholdPoint)] Wgs84Point? Point,
    [property: Personal(PersonalField.HouseholdPoint)] HowLocated? Located,
    [property: Personal(PersonalField.HouseholdPoint)] string? Building,
    [property: Personal(PersonalField.HouseholdUnit)] string? Unit,
    [property: Personal(PersonalField.HouseholdUnit)] int? Floor,
    int Residents,
    [property: Personal(PersonalField.HouseholdOrigin)] string? OriginVillage,
    [property: Personal(PersonalField.HouseholdOrigin)] bool? WantsAcquaintance,
    [property: Personal(PersonalField.HouseholdCare)] CareLevel? Care,
    [property: Personal(PersonalField.HouseholdNeeds)] IReadOnlyList<string>? Needs,
    [property: Personal(PersonalField.HouseholdCare)] bool? Consent,
    [property: Personal(PersonalField.HouseholdCare)] DateOnly? ConsentOn,
    DateOnly? MovedOn, string? MergedInto, DateTimeOffset? ErasedAt, IReadOnlyList<ChainLink> Chain, int Generation, IReadOnlyList<PlaceFlag> Flags)
{
    public static HouseholdResponse Of(Household h, HouseholdPersonalPart? personal, Caller caller)
    {
        Sight sight = caller.SightOf(new Target(h.Jurisdiction, h.Areas));
        return new(
            h.Jurisdiction, h.Id, h.Code, h.Kind, sight.Of(PersonalField.HouseholdName, personal?.Name), sight.Of(PersonalField.HouseholdPhone, personal?.Phone),
            sight.Of(PersonalField.HouseholdPoint, PositionResponse.Of(h.Sent)), sight.Of(PersonalField.HouseholdPoint, h.Point), sight.Of(PersonalField.HouseholdPoint, h.Located),
            sight.Of(PersonalField.HouseholdPoint, h.Building), sight.Of(PersonalField.HouseholdUnit, h.Unit), sight.Of(PersonalField.HouseholdUnit, h.Floor), h.Residents,
            sight.Of(PersonalField.HouseholdOrigin, h.OriginVillage), sight.Of<bool>(PersonalField.HouseholdOrigin, h.WantsAcquaintance), sight.Of<CareLevel>(PersonalField.HouseholdCare, h.Care),
            sight.Of(PersonalField.HouseholdNeeds, personal?.Needs), sight.Of(PersonalField.HouseholdCare, h.Consent?.Given), sight.Of(PersonalField.HouseholdCare, h.Consent?.On),
            h.MovedOn, h.MergedInto, h.ErasedAt, h.Place.Chain, h.Generation, h.Place.Flags);
    }

    public static HouseholdResponse Of(UnitListed listed, Caller caller)
    {
        HouseholdResponse response = Of(listed.Unit, null, caller);
        return listed.Needs is null
            ? response
            : response with { Needs = caller.SightOf(new Target(listed.Unit.Jurisdiction, listed.Unit.Areas)).Of(PersonalField.HouseholdNeeds, listed.Needs) };
    }
}

/// <summary>An entry of the ledger of changes.</summary>
public sealed record UnitChangeResponse(
    string Id, string Household, DateTimeOffset At, string By, UnitChangeKind Kind, ChangeReason Reason, IReadOnlyList<string> Fields,
    [property: Personal(PersonalField.HouseholdCare)] IReadOnlyList<CodedChange>? Values,
    IReadOnlyList<string> Others, string? Job, string? Campaign, Domain.Households.Campaigns.CheckResult? Result, DateOnly? On, bool HasWords,
    [property: Personal(PersonalField.RegisterWords)] string? Words, IReadOnlyList<string> Areas)
{
    public static UnitChangeResponse Of(UnitChangeInFull entry, Caller caller)
    {
        UnitChange c = entry.Change;
        Sight sight = caller.SightOf(new Target(c.Jurisdiction, c.Areas));
        return new(
            c.Id, c.Unit, c.At, c.By, c.Kind, c.Reason, c.Fields, sight.Of(PersonalField.HouseholdCare, c.Values), c.Others, c.Job, c.Campaign, c.Result, c.On, c.HasWords,
            sight.Of(PersonalField.RegisterWords, entry.Words), c.Areas);
    }
}

/// <summary>What an operation made of units: the entry of the ledger, the unit, and the others that it is about.</summary>
public sealed record ReshapedResponse(UnitChangeResponse Change, HouseholdResponse Household, IReadOnlyList<HouseholdResponse> Others)
{
    public static ReshapedResponse Of(Reshaped reshaped, Caller caller) => new(
        UnitChangeResponse.Of(new(reshaped.Change, null), caller), HouseholdResponse.Of(reshaped.Unit.Value, null, caller),
        [.. reshaped.Others.Select(o => HouseholdResponse.Of(o, null, caller))]);
}

/// <summary>The needs that there are.</summary>
public sealed record NeedCodesResponse(IReadOnlyList<NeedCode> Items);

/// <summary>A unit as a body has it, and why it is sent.</summary>
public sealed record SentHousehold(HouseholdSubmission Submission, Why Why);

/// <summary>Reads units, and what is done with them, from bodies.</summary>
public static class HouseholdInput
{
    public static SentHousehold ReadHousehold(this JsonInput input)
    {
        HouseholdSubmission submission = input.ReadUnit();
        Why why = input.ReadWhy();
        input.Finish();
        return new SentHousehold(submission, why);
    }

    /// <summary>Reads a unit as a part of a body; how a position was found says nothing without one.</summary>
    public static HouseholdSubmission ReadUnit(this JsonInput input)
    {
        HouseholdSubmission submission = HouseholdSubmission.Read(input);
        if (submission is { Located: not null, Position: null })
        {
            input.Refuse("located", "Says how the point was found; there is no point.");
        }

        return submission;
    }

    public static Why ReadWhy(this JsonInput input) => new(input.Choice<ChangeReason>("reason"), input.Text("reasonWords", RegisterWords.MostCharacters));

    public static WantedMoveOut ReadMove(this JsonInput input)
    {
        DateOnly? on = input.Day("on", required: true);
        bool away = input.Flag("away") ?? false;
        NewHome? home = null;
        if (input.Nested("to") is { } to)
        {
            home = new NewHome(
                to.Position("point"), to.Choice<HowLocated>("located"), to.Text("building", 64), to.Text("unit", 100),
                to.WholeNumber("floor", HouseholdSubmission.LowestFloor, HouseholdSubmission.HighestFloor));
            if (home is { Position: null, Building: null })
            {
                to.Refuse("building", "Is missing; where it moves to is a building, a point or both.");
            }
            else if (home is { Position: null, Located: not null })
            {
                to.Refuse("located", "Says how the point was found; there is no point.");
            }
        }

        if (away == home is not null)
        {
            input.Faults.Add(new Fault("$", "Either to, or away with true."));
        }

        Why why = input.ReadWhy();
        input.Finish();
        return new WantedMoveOut(on!.Value, home, why);
    }

    public static WantedSplit ReadSplit(this JsonInput input)
    {
        DateOnly? on = input.Day("on", required: true);
        int residents = input.WholeNumber("residents", 0, HouseholdSubmission.MostResidents, required: true) ?? 0;
        NewPart[] parts = [.. input.NestedList("parts", WantedSplit.MostParts, required: true).Select(NewPart.Read)];
        Why why = input.ReadWhy();
        input.Finish();
        return new WantedSplit(on!.Value, residents, parts, why);
    }

    private static SeenUnit ReadSeen(JsonInput input)
    {
        string id = input.RequiredText("id", 64), etag = input.RequiredText("etag", 200);
        return new SeenUnit(id, now => ETags.Bare(etag) == ETags.Bare(now));
    }

    public static WantedMerger ReadMerger(this JsonInput input)
    {
        DateOnly? on = input.Day("on", required: true);
        SeenUnit[] units = [.. input.NestedList("units", WantedMerger.MostUnits, required: true).Select(ReadSeen)];
        Why why = input.ReadWhy();
        input.Finish();
        return new WantedMerger(on!.Value, units, why);
    }
}
