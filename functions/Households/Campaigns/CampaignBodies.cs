using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Households.Campaigns;

/// <summary>A re-check campaign.</summary>
public sealed record CampaignResponse(
    string Jurisdiction, string Id, string Title, string? Area, IReadOnlyList<UnitKind> Kinds, IReadOnlyList<CareLevel> Care, string? Need, DateOnly From, DateOnly To,
    CampaignState State, DateTimeOffset At, DateTimeOffset? FixedAt, DateTimeOffset? ClosedAt)
{
    public static CampaignResponse Of(Campaign c)
        => new(c.Jurisdiction, c.Id, c.Title, c.Criteria.Area, c.Criteria.Kinds, c.Criteria.Care, c.Criteria.Need, c.From, c.To, c.State, c.At, c.FixedAt, c.ClosedAt);
}

/// <summary>A campaign with how far it has come, as far as whoever asks sees its units; counts of areas are those of all levels.</summary>
public sealed record CampaignStandResponse(CampaignResponse Campaign, CampaignProgress Total, IReadOnlyList<CampaignProgress> Areas);

/// <summary>A unit of a campaign.</summary>
public sealed record CampaignUnitResponse(string Household, string Found, DateTimeOffset? CheckedAt, string? CheckedBy, string? Change, IReadOnlyList<string> Areas)
{
    public static CampaignUnitResponse Of(CampaignUnit u) => new(u.Unit, u.Found, u.CheckedAt, u.CheckedBy, u.Change, u.Areas);
}

/// <summary>A check, its record in the ledger, and the household as it is now.</summary>
public sealed record UnitCheckResponse(CampaignUnitResponse Unit, UnitChangeResponse Change, HouseholdResponse Household)
{
    public static UnitCheckResponse Of(UnitCheck check, Caller caller)
        => new(CampaignUnitResponse.Of(check.Unit), UnitChangeResponse.Of(new(check.Change, null), caller), HouseholdResponse.Of(check.Household.Value, null, caller));
}

/// <summary>Reads campaigns and checks from bodies.</summary>
public static class CampaignInput
{
    public static WantedCampaign ReadCampaign(this JsonInput input)
    {
        string title = input.RequiredText("title", 200);
        string? area = input.Text("area", 64);
        IReadOnlyList<UnitKind> kinds = input.ReadChoices<UnitKind>("kinds");
        IReadOnlyList<CareLevel> care = input.ReadChoices<CareLevel>("care");
        string? need = input.Text("need", 60);
        if (need is not null && NeedCodes.Find(need) is null)
        {
            input.Refuse("need", $"There is no need '{need}'; the list is at /api/need-codes.");
        }

        DateOnly? from = input.Day("from", required: true), to = input.Day("to", required: true);
        input.Finish();
        return new WantedCampaign(title, new CampaignCriteria(area, kinds, care, need is null ? null : NeedCodes.Find(need)!.Code), from!.Value, to!.Value);
    }

    public static WantedCheck ReadCheck(this JsonInput input)
    {
        string household = input.RequiredText("household", 64);
        CheckResult result = input.Choice<CheckResult>("result", required: true) ?? default;
        DateOnly? on = input.Day("on");
        HouseholdSubmission? correction = input.Nested("correction")?.ReadUnit();
        string? words = input.Text("words", RegisterWords.MostCharacters);
        var check = new WantedCheck(household, result, on, correction, words);
        if (input.Faults.Count == 0)
        {
            input.Faults.AddRange(check.Faults());
        }

        input.Finish();
        return check;
    }

    private static List<T> ReadChoices<T>(this JsonInput input, string name)
        where T : struct, Enum
    {
        List<T> values = [];
        foreach (string text in input.Texts(name, 10, 40))
        {
            if (!Wire.TryParse(text, out T value))
            {
                input.Refuse(name, $"'{text}' is not one of {string.Join(", ", Wire.Names<T>())}.");
            }
            else if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
