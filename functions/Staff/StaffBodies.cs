using GridSteward.Domain;
using GridSteward.Domain.Cards;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using GridSteward.Geo;

namespace GridSteward.Functions.Staff;

public sealed record BuildingResponse(string Jurisdiction, string Id, string Code, string Name, Wgs84Point Point, ExpectedUnits? Expected);

public sealed record StewardResponse(
    string Jurisdiction, string Id, string? Code,
    [property: Personal(PersonalField.StewardName)] string? Name,
    [property: Personal(PersonalField.StewardPhone)] string? Phone,
    [property: Personal(PersonalField.StewardSubject)] string? Subject,
    [property: Personal(PersonalField.StewardLeave)] IReadOnlyList<Leave>? Leave, DateTimeOffset? ErasedAt)
{
    /// <summary>When they were last reached over a channel; null where they never were.</summary>
    public DateTimeOffset? ChannelConfirmedAt { get; init; }
}

public sealed record TeamResponse(string Jurisdiction, string Id, string Code, string Name, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories, int Capacity);

public sealed record PartnerResponse(
    string Jurisdiction, string Id, string Code, string Name,
    [property: Personal(PersonalField.PartnerContact)] string? ContactName,
    [property: Personal(PersonalField.PartnerContact)] string? ContactPhone, PartnerDuty Duty, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories,
    int Capacity);

public sealed record PostResponse(
    string Jurisdiction, string Id, string Code, string Title, string Area, Duty Duty, string? Steward, string? Building, IReadOnlyList<string> Categories,
    IReadOnlyList<string> OriginVillages, int Capacity, DateOnly ValidFrom, DateOnly? ValidTo);

public sealed record ContactCardResponse(string Jurisdiction, string Id, string Code, string? Household, string? Building, string? Area, string Link)
{
    /// <summary>Where it is.</summary>
    public CardState State { get; init; }

    /// <summary>The id of the unit that has it; null where none has, or nobody said which.</summary>
    public string? Unit { get; init; }

    /// <summary>When it was issued; null of those from before that was kept.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it was handed out last.</summary>
    public DateTimeOffset? HandedOutAt { get; init; }

    /// <summary>The id of the card that was issued in its place.</summary>
    public string? ReplacedBy { get; init; }
}

/// <summary>Reads staff documents from bodies and writes them as answers.</summary>
public static class StaffBodies
{
    private const int MostLeave = 50;

    public static Func<string, Building> ReadBuilding(this JsonInput input, string jurisdiction)
    {
        Func<string, Building> make = StaffFields.Building(input, jurisdiction);
        ExpectedUnits? expected = input.Nested("expected") is { } counted ? StaffFields.Expected(counted, ["households", "companies", "shops", "countedOn"], required: true) : null;
        input.Finish();
        return id => make(id) with { Expected = expected };
    }

    public static Func<string, Steward> ReadSteward(this JsonInput input, string jurisdiction)
    {
        Func<string, Steward> make = StaffFields.Steward(input, jurisdiction);
        IReadOnlyList<Leave> leave = input.ReadLeave();
        input.Finish();
        return id => make(id) with { Leave = leave };
    }

    public static Func<string, Team> ReadTeam(this JsonInput input, string jurisdiction) => Read(input, jurisdiction, StaffFields.Team);

    public static Func<string, Partner> ReadPartner(this JsonInput input, string jurisdiction) => Read(input, jurisdiction, StaffFields.Partner);

    public static Func<string, Post> ReadPost(this JsonInput input, string jurisdiction) => Read(input, jurisdiction, StaffFields.Post);

    public static CardPlace ReadCardPlace(this JsonInput input)
    {
        var at = new CardPlace(input.Text("household", 64), input.Text("building", 64), input.Text("area", 64));
        if (new[] { at.Household, at.Building, at.Area }.Count(x => x is not null) != 1)
        {
            input.Faults.Add(new Fault("$", "Exactly one of household, building and area."));
        }

        input.Finish();
        return at;
    }

    public static BuildingResponse ToResponse(this Building b) => new(b.Jurisdiction, b.Id, b.Code, b.Name, b.Point, b.Expected);

    public static StewardResponse ToResponse(this Steward s) => new(s.Jurisdiction, s.Id, s.Code, s.Name, s.Phone, s.Subject, s.Leave, s.ErasedAt) { ChannelConfirmedAt = s.ChannelConfirmedAt };

    public static StewardResponse For(this StewardResponse s, Sight sight) => s with
    {
        Name = sight.Of(PersonalField.StewardName, s.Name),
        Phone = sight.Of(PersonalField.StewardPhone, s.Phone),
        Subject = sight.Of(PersonalField.StewardSubject, s.Subject),
        Leave = sight.Of(PersonalField.StewardLeave, s.Leave),
    };

    public static PartnerResponse For(this PartnerResponse p, Sight sight) => p with
    {
        ContactName = sight.Of(PersonalField.PartnerContact, p.ContactName),
        ContactPhone = sight.Of(PersonalField.PartnerContact, p.ContactPhone),
    };

    public static TeamResponse ToResponse(this Team t) => new(t.Jurisdiction, t.Id, t.Code, t.Name, t.Areas, t.Categories, t.Capacity);

    public static PartnerResponse ToResponse(this Partner p)
        => new(p.Jurisdiction, p.Id, p.Code, p.Name, p.ContactName, p.ContactPhone, p.Duty, p.Areas, p.Categories, p.Capacity);

    public static PostResponse ToResponse(this Post p) => new(
        p.Jurisdiction, p.Id, p.Code, p.Title, p.Area, p.Duty, p.Steward, p.Building, p.Categories, p.OriginVillages, p.Capacity, p.ValidFrom, p.ValidTo);

    private static List<Leave> ReadLeave(this JsonInput input)
    {
        List<Leave> leave = [];
        foreach (JsonInput item in input.NestedList("leave", MostLeave))
        {
            DateOnly? from = item.Day("from", required: true);
            DateOnly? to = item.Day("to", required: true);
            if (StaffRules.LeaveFault(from, to) is { } fault)
            {
                item.Refuse("to", fault);
            }
            else if (from is not null && to is not null)
            {
                leave.Add(new Leave(from.Value, to.Value));
            }
        }

        return leave;
    }

    private static Func<string, T> Read<T>(JsonInput input, string jurisdiction, Func<IFields, string, Func<string, T>> read)
    {
        Func<string, T> make = read(input, jurisdiction);
        input.Finish();
        return make;
    }
}
