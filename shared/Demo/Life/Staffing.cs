using GridSteward.Demo.Homes;
using GridSteward.Demo.Land;
using GridSteward.Domain.Staff;

namespace GridSteward.Demo.Life;

/// <summary>
/// Who works in the town: five duties in every community, village and compound, building heads in some, teams for what one steward cannot do
/// alone. Here and there a post is vacant, has changed hands, or is for some categories or some villages' people only, as it is in life.
/// </summary>
internal sealed class Staffing
{
    private static readonly string[] BuildingHeadsTake = ["neighbours", "small-wish", "suggestion"];

    private readonly string jurisdiction;
    private readonly DateOnly today;
    private readonly Rolls rolls;
    private readonly PersonNames names;
    private readonly List<Steward> stewards = [];
    private readonly List<Post> posts = [];
    private readonly List<Team> teams = [];
    private readonly List<Partner> partners = [];
    private readonly List<string> fieldStaff = [];

    public Staffing(string jurisdiction, Drawing drawing, IReadOnlyList<(House House, string Id)> buildings, DateOnly today, Rolls rolls)
    {
        (this.jurisdiction, this.today, this.rolls, names) = (jurisdiction, today, rolls, new PersonNames(rolls));
        fieldStaff.AddRange(Enumerable.Range(0, 6).Select(_ => Steward()));
        foreach (Plot top in drawing.Top)
        {
            StaffTop(top);
            foreach (Plot grid in top.Parts)
            {
                StaffGrid(grid);
                foreach (Plot part in grid.Parts.Where(_ => grid.Kind == LandKind.Compound))
                {
                    Add(part.Code, "微网格长", Duty.FollowUp, Steward());
                }
            }
        }

        foreach (var (house, id) in buildings.Where(b => b.House.Grid.Code is "XH02" or "XH08" or "XH12").DistinctBy(b => PartOf(b.House).Code))
        {
            Add(PartOf(house).Code, $"{house.Name}楼道长", Duty.Handle, Steward(), p => p with { Building = id, Categories = BuildingHeadsTake, Capacity = 5 });
        }

        AddTeams();
        AddPartners();
        SendOnLeave("XH06");
    }

    public IReadOnlyList<Steward> Stewards => stewards;

    public IReadOnlyList<Post> Posts => posts;

    public IReadOnlyList<Team> Teams => teams;

    public IReadOnlyList<Partner> Partners => partners;

    private static Plot PartOf(House house) => house.Grid.Parts.Single(p => p.Shape.Contains(Site.Plan.CreatePoint(house.Spot)));

    private void StaffTop(Plot top)
    {
        (string lead, string second, string handler, string friend) = top.Kind switch
        {
            LandKind.Village => ("村党支部书记", "村委会主任", "村综合网格长", "法律明白人"),
            LandKind.Park => ("园区党工委书记", "园区管委会主任", "园区综合网格长", "企业联络员"),
            _ => ("社区党委书记", "社区主任", "社区综合网格长", "社区法律顾问"),
        };
        Add(top.Code, lead, Duty.Lead, Steward());
        Add(top.Code, second, Duty.Oversee, Steward());
        Add(top.Code, friend, Duty.Assist, Steward());
        Add(top.Code, top.Kind == LandKind.Compound ? "社区民警" : "包村干部", Duty.FollowUp, rolls.Pick(fieldStaff));

        // One village has nobody above its groups: where a group's post is vacant there, the duty desk has it.
        if (top.Code != "GZ")
        {
            Add(top.Code, handler, Duty.Handle, Steward(), p => p with { Capacity = 40 });
        }
    }

    private void StaffGrid(Plot grid)
    {
        bool vacant = grid.Code is "GZ3" or "BL2";
        string title = grid.Kind switch { LandKind.Village => "村民组长", LandKind.Park => "安全网格员", _ => "网格员" };
        Add(grid.Code, grid.Name + title, Duty.Handle, vacant ? null : Steward(), p => grid.Code == "XH05" ? p with { ValidTo = today.AddDays(-88) } : p);
        if (grid.Code == "XH05")
        {
            Add(grid.Code, grid.Name + title, Duty.Handle, Steward(), p => p with { ValidFrom = today.AddDays(-88) });
        }

        if (Settling.Resettled.TryGetValue(grid.Code, out var villages))
        {
            Add(grid.Code, grid.Name + "乡邻网格员", Duty.Handle, Steward(), p => p with { OriginVillages = [villages.One, villages.Other] });
        }

        Add(grid.Code, grid.Name + "指导员", Duty.FollowUp, rolls.Pick(fieldStaff));
        Add(grid.Code, grid.Kind switch { LandKind.Compound => "红管家", LandKind.StreetBlock => "商户代表", LandKind.Park => "企业安全员", _ => "邻长" }, Duty.Assist, Steward());
    }

    private void AddTeams()
    {
        Team("T-ELDER", "银龄互助队", ["XH01", "XH02", "XH06", "XH08"], ["care", "small-wish"], 12);
        Team("T-REPAIR", "水电应急队", ["XH04", "XH09", "XH12", "XH13", "XH14", "XH27"], ["public-facility"], 15);
        Team("T-FIRE", "志愿消防队", ["XH21", "XH24", "CY1", "CY2"], ["fire-safety"], 10);
        Team("T-CLEAN", "环境卫生队", ["XH21", "XH22", "XH24", "XH26"], ["cleanliness"], 15);
        Team("T-PATROL", "义警巡防队", ["XH22", "XH23", "XH27", "XH14"], ["order"], 12);
        Team("T-PEACE", "老支书调解队", ["XH03", "XH11", "SH", "HW"], ["neighbours"], 8);
    }

    private void AddPartners()
    {
        Partner("P-CLINIC", "望溪镇卫生院", ["XH", "SH", "HW"], ["care"], 10);
        Partner("P-SCHOOL", "新禾小学", ["XH22", "XH23"], ["small-wish", "suggestion"], 6);
        Partner("P-POWER", "望溪供电所", ["XH", "CY"], ["public-facility", "fire-safety"], 12);
        Partner("P-MARKET", "新禾集市管理处", ["XH24"], ["cleanliness", "order"], 8, PartnerDuty.Handle);
        Partner("P-LAW", "清禾法律服务所", ["XH", "BL", "XY", "SQ"], ["neighbours"], 5);
        Partner("P-FACTORY", "望溪食品厂", ["CY1"], ["small-wish", "care"], 4);
    }

    private void Partner(string code, string name, IReadOnlyList<string> areas, IReadOnlyList<string> categories, int capacity, PartnerDuty duty = PartnerDuty.Assist)
        => partners.Add(new Partner
        {
            Id = rolls.Id().ToString(), Jurisdiction = jurisdiction, Code = code, Name = name, ContactName = names.Next(), ContactPhone = names.NextPhone(),
            Duty = duty, Areas = areas, Categories = categories, Capacity = capacity,
        });

    /// <summary>Who handles what is reported in the grid is away this week.</summary>
    private void SendOnLeave(string grid)
    {
        string holder = posts.First(p => p.Area == grid && p.Duty == Duty.Handle).Steward!;
        int at = stewards.FindIndex(s => s.Id == holder);
        stewards[at] = stewards[at] with { Leave = [new Leave(today.AddDays(-2), today.AddDays(5))] };
    }

    private void Team(string code, string name, IReadOnlyList<string> areas, IReadOnlyList<string> categories, int capacity) => teams.Add(new Team
    {
        Id = rolls.Id().ToString(), Jurisdiction = jurisdiction, Code = code, Name = name, Areas = areas, Categories = categories, Capacity = capacity,
    });

    private string Steward()
    {
        var steward = new Steward
        {
            Id = rolls.Id().ToString(), Jurisdiction = jurisdiction, Name = names.Next(), Phone = names.NextPhone(), Subject = $"demo-{stewards.Count + 1:D3}",

            // Of every eight one was reached too long ago, and one never.
            ChannelConfirmedAt = (stewards.Count % 8) switch
            {
                6 => today.AddDays(-47).ToDateTime(new TimeOnly(9, 30), DateTimeKind.Utc),
                7 => null,
                int i => today.AddDays(-1 - (3 * i)).ToDateTime(new TimeOnly(1, 30), DateTimeKind.Utc),
            },
        };
        stewards.Add(steward);
        return steward.Id;
    }

    private void Add(string area, string title, Duty duty, string? steward, Func<Post, Post>? change = null)
    {
        Post post = new()
        {
            Id = rolls.Id().ToString(),
            Jurisdiction = jurisdiction,
            Code = $"{area}-{duty.ToString().ToUpperInvariant()}-{posts.Count(p => p.Area == area && p.Duty == duty) + 1}",
            Title = title,
            Area = area,
            Duty = duty,
            Steward = steward,
            Categories = [],
            OriginVillages = [],
            Capacity = 20,
            ValidFrom = today.AddDays(-rolls.Whole(760, 900)),
        };
        posts.Add(change is null ? post : change(post));
    }
}
