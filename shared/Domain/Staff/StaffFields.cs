using GridSteward.Geo;

namespace GridSteward.Domain.Staff;

/// <summary>Reads staff documents from what was sent. What is returned makes the document with its id, and may be called only where there was no fault.</summary>
public static class StaffFields
{
    private const int DefaultCapacity = 20;

    /// <summary>Reads a building.</summary>
    public static Func<string, Building> Building(IFields fields, string jurisdiction)
    {
        string code = fields.Code("code", 64, required: true) ?? "";
        string name = fields.Text("name", 200) ?? code;
        SentPosition? sent = fields.Position("point", required: true);
        return id =>
        {
            Wgs84Point point = sent!.ToPoint("$.point", [])!.Value;
            return new Building { Id = id, Jurisdiction = jurisdiction, Code = code, Name = name, Point = point, Sent = sent };
        };
    }

    /// <summary>Reads how many units a building is expected to hold; null where nobody has counted.</summary>
    /// <param name="fields">Where from.</param>
    /// <param name="names">The names of the numbers of households, companies and shops, and of the day of the count.</param>
    /// <param name="required">Whether the number of households must be there; else only where one of the others is.</param>
    public static ExpectedUnits? Expected(IFields fields, IReadOnlyList<string> names, bool required)
    {
        int? households = fields.WholeNumber(names[0], 0, ExpectedUnits.Most, required);
        int? companies = fields.WholeNumber(names[1], 0, ExpectedUnits.Most), shops = fields.WholeNumber(names[2], 0, ExpectedUnits.Most);
        DateOnly? countedOn = fields.Day(names[3]);
        if (!required && households is null && (companies ?? shops ?? countedOn?.DayNumber) is not null)
        {
            fields.Refuse(names[0], "A value is required where something else was counted; 0 where nobody lives there.");
        }

        return households is { } count ? new ExpectedUnits(count, companies ?? 0, shops ?? 0, countedOn) : null;
    }

    /// <summary>Reads a steward. A staff number is optional in a form; a file finds stewards by it.</summary>
    public static Func<string, Steward> Steward(IFields fields, string jurisdiction)
    {
        string? code = fields.Code("code", 64);
        string name = fields.Text("name", 100, required: true) ?? "";
        string? phone = fields.Code("phone", 40);
        string? subject = fields.Text("subject", 200);
        return id => new Steward { Id = id, Jurisdiction = jurisdiction, Code = code, Name = name, Phone = phone, Subject = subject };
    }

    /// <summary>Reads a team.</summary>
    public static Func<string, Team> Team(IFields fields, string jurisdiction)
    {
        string code = fields.Code("code", 64, required: true) ?? "";
        string name = fields.Text("name", 200, required: true) ?? "";
        IReadOnlyList<string> areas = fields.Texts("areas", 100, 64);
        IReadOnlyList<string> categories = fields.Texts("categories", 200, 40);
        int capacity = fields.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        return id => new Team { Id = id, Jurisdiction = jurisdiction, Code = code, Name = name, Areas = areas, Categories = categories, Capacity = capacity };
    }

    /// <summary>Reads a partner.</summary>
    public static Func<string, Partner> Partner(IFields fields, string jurisdiction)
    {
        string code = fields.Code("code", 64, required: true) ?? "";
        string name = fields.Text("name", 200, required: true) ?? "";
        string? contactName = fields.Text("contactName", 100);
        string? contactPhone = fields.Code("contactPhone", 40);
        PartnerDuty duty = fields.Choice<PartnerDuty>("duty") ?? PartnerDuty.Assist;
        IReadOnlyList<string> areas = fields.Texts("areas", 100, 64);
        IReadOnlyList<string> categories = fields.Texts("categories", 200, 40);
        int capacity = fields.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        return id => new Partner
        {
            Id = id,
            Jurisdiction = jurisdiction,
            Code = code,
            Name = name,
            ContactName = contactName,
            ContactPhone = contactPhone,
            Duty = duty,
            Areas = areas,
            Categories = categories,
            Capacity = capacity,
        };
    }

    /// <summary>Reads a post. Steward and building are ids in a form and codes in a file.</summary>
    public static Func<string, Post> Post(IFields fields, string jurisdiction)
    {
        string code = fields.Code("code", 64, required: true) ?? "";
        string title = fields.Text("title", 100, required: true) ?? "";
        string area = fields.Code("area", 64, required: true) ?? "";
        Duty duty = fields.Choice<Duty>("duty", required: true) ?? default;
        string? steward = fields.Code("steward", 64);
        string? building = fields.Code("building", 64);
        IReadOnlyList<string> categories = fields.Texts("categories", 200, 40);
        IReadOnlyList<string> villages = fields.Texts("originVillages", 100, 100);
        int capacity = fields.WholeNumber("capacity", 1, 100_000) ?? DefaultCapacity;
        DateOnly? from = fields.Day("validFrom", required: true);
        DateOnly? to = fields.Day("validTo");
        if (StaffRules.DaysFault(from, to) is { } fault)
        {
            fields.Refuse("validTo", fault);
        }

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
}
