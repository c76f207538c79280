using GridSteward.Domain;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using GridSteward.Geo;

namespace GridSteward.Functions.Staff;

public sealed record BuildingResponse(string Jurisdiction, string Id, string Code, string Name, Wgs84Point Point);

public sealed record StewardResponse(string Jurisdiction, string Id, string Name, string? Phone, string? Subject);

public sealed record TeamResponse(string Jurisdiction, string Id, string Code, string Name, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories, int Capacity);

public sealed record PartnerResponse(
    string Jurisdiction, string Id, string Code, string Name, string? ContactName, string? ContactPhone, IReadOnlyList<string> Areas, IReadOnlyList<string> Categories,
    int Capacity);

public sealed record PostResponse(
    string Jurisdiction, string Id, string Code, string Title, string Area, Duty Duty, string? Steward, string? Building, IReadOnlyList<string> Categories,
    IReadOnlyList<string> OriginVillages, int Capacity, DateOnly ValidFrom, DateOnly? ValidTo);

public sealed record ContactCardResponse(string Jurisdiction, string Id, string Code, string? Household, string? Building, string? Area, string Link);

/// <summary>Reads staff documents from bodies and writes them as answers.</summary>
public static class StaffBodies
{
    private const int DefaultCapacity = 20;

    public static Func<string, Building> ReadBuilding(this JsonInput input, string jurisdiction)
    {
        string code = input.RequiredText("code", 64);
        string name = input.Text("name", 200) ?? code;
        SentPosition? sent = input.Position("point", required: true);
        input.Finish();
        Wgs84Point point = sent!.ToPoint("$.point", [])!.Value;
        return id => new Building { Id = id, Jurisdiction = jurisdiction, Code = code, Name = name, Point = point, Sent = sent };
    }

    public static Func<string, Steward> ReadSteward(this JsonInput input, string jurisdiction)
    {
        string name = input.RequiredText("name", 100);
        string? phone = input.Text("phone", 40);
        string? subject = input.Text("subject", 200);
        input.Finish();
        return id => new Steward { Id = id, Jurisdiction = jurisdiction, Name = name, Phone = phone, Subject = subject };
    }

    public static Func<string, Team> ReadTeam(this JsonInput input, string jurisdiction)
    {
        string code = input.RequiredText("code", 64);
        string name = input.RequiredText("name", 200);
        IReadOnlyList<string> areas = input.Texts("areas", 100, 64);
        IReadOnlyList<string> categories = input.Texts("categories", 200, 40);
        int capacity = input.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        input.Finish();
        return id => new Team { Id = id, Jurisdiction = jurisdiction, Code = code, Name = name, Areas = areas, Categories = categories, Capacity = capacity };
    }

    public static Func<string, Partner> ReadPartner(this JsonInput input, string jurisdiction)
    {
        string code = input.RequiredText("code", 64);
        string name = input.RequiredText("name", 200);
        string? contactName = input.Text("contactName", 100);
        string? contactPhone = input.Text("contactPhone", 40);
        IReadOnlyList<string> areas = input.Texts("areas", 100, 64);
        IReadOnlyList<string> categories = input.Texts("categories", 200, 40);
        int capacity = input.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        input.Finish();
        return id => new Partner
        {
            Id = id,
            Jurisdiction = jurisdiction,
            Code = code,
            Name = name,
            ContactName = contactName,
            ContactPhone = contactPhone,
            Areas = areas,
            Categories = categories,
            Capacity = capacity,
        };
    }

    public static Func<string, Post> ReadPost(this JsonInput input, string jurisdiction)
    {
        string code = input.RequiredText("code", 64);
        string title = input.RequiredText("title", 100);
        string area = input.RequiredText("area", 64);
        Duty duty = input.Choice<Duty>("duty", required: true) ?? default;
        string? steward = input.Text("steward", 64);
        string? building = input.Text("building", 64);
        IReadOnlyList<string> categories = input.Texts("categories", 200, 40);
        IReadOnlyList<string> villages = input.Texts("originVillages", 100, 100);
        int capacity = input.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        DateOnly? from = input.Day("validFrom", required: true);
        DateOnly? to = input.Day("validTo");
        if (to <= from)
        {
            input.Faults.Add(new Fault("$.validTo", "Must be after validFrom; it is the first day on which the post no longer holds."));
        }

        input.Finish();
        return id => new Post
        {
            Id = id,
            Jurisdiction = jurisdiction,
            Code = code,
            Title = title,
            Area = area,
            Duty = duty,
            Steward = steward,
            Building = building,
            Categories = categories,
            OriginVillages = villages,
            Capacity = capacity,
            ValidFrom = from!.Value,
            ValidTo = to,
        };
    }

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

    public static BuildingResponse ToResponse(this Building b) => new(b.Jurisdiction, b.Id, b.Code, b.Name, b.Point);

    public static StewardResponse ToResponse(this Steward s) => new(s.Jurisdiction, s.Id, s.Name, s.Phone, s.Subject);

    public static TeamResponse ToResponse(this Team t) => new(t.Jurisdiction, t.Id, t.Code, t.Name, t.Areas, t.Categories, t.Capacity);

    public static PartnerResponse ToResponse(this Partner p)
        => new(p.Jurisdiction, p.Id, p.Code, p.Name, p.ContactName, p.ContactPhone, p.Areas, p.Categories, p.Capacity);

    public static PostResponse ToResponse(this Post p) => new(
        p.Jurisdiction, p.Id, p.Code, p.Title, p.Area, p.Duty, p.Steward, p.Building, p.Categories, p.OriginVillages, p.Capacity, p.ValidFrom, p.ValidTo);
}
