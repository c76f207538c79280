using GridSteward.Demo.Land;
using GridSteward.Demo.Life;
using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;

namespace GridSteward.Demo.Homes;

/// <summary>What the register says of units beside who lives there: storeys, care, needs, consent, shops and companies, and how many were counted. It has rolls of its own.</summary>
internal sealed class RegisterFacts(Calendar calendar, Rolls rolls)
{
    private static readonly (int Missing, double Weight)[] NotFound = [(0, 60), (1, 24), (2, 11), (4, 5)];

    private static readonly string[][] KeyNeeds = [["oldAge.alone", "health.chronic"], ["oldAge.over80", "oldAge.meals"], ["health.bedridden"], ["disability.mobility", "oldAge.alone"]];

    private static readonly string[] AttentionNeeds = ["work.seeking", "work.training", "schooling.transfer", "schooling.afterSchool", "health.chronic", "oldAge.childrenAway", "health.pregnant"];

    private static readonly string[] Trades = ["机械", "电子", "食品", "物流", "包装", "纺织", "环保", "软件", "建材", "家居"];

    private static readonly string[] Goods = ["便利店", "早餐店", "药店", "理发店", "水果店", "菜鸟驿站", "五金店", "小饭馆"];

    /// <summary>The shops on the ground floors, and the companies of the park.</summary>
    public List<Home> Businesses(IReadOnlyList<House> houses)
    {
        List<Home> found = [];
        foreach (House house in houses.Where(h => h.IsBuilding))
        {
            int companies = house.Grid.Kind == LandKind.Park ? rolls.Whole(4, 9) : 0;
            int shops = house.Grid.Kind switch { LandKind.StreetBlock => rolls.Whole(1, 4), LandKind.Compound when rolls.Chance(0.1) => rolls.Whole(1, 2), _ => 0 };
            found.AddRange(Enumerable.Range(1, companies).Select(i => Business(house, $"C{i:D2}", UnitKind.Company, $"望溪{rolls.Pick(Trades)}{i}号有限公司")));
            found.AddRange(Enumerable.Range(1, shops).Select(i => Business(house, $"S{i}", UnitKind.Shop, rolls.Pick(Goods))));
        }

        return found;
    }

    /// <summary>How many units each building is expected to hold: those that are known and a few that are not; some nobody has counted.</summary>
    public Dictionary<House, ExpectedUnits> Count(IReadOnlyList<House> houses, IEnumerable<Home> homes)
    {
        ILookup<House, UnitKind> known = homes.ToLookup(h => h.House, h => h.Kind);
        Dictionary<House, ExpectedUnits> counted = [];
        foreach (House house in houses)
        {
            int Of(UnitKind kind) => known[house].Count(k => k == kind);
            int missing = rolls.Weighted(NotFound), days = rolls.Whole(20, 400);
            if (!rolls.Chance(0.08))
            {
                counted[house] = new ExpectedUnits(Of(UnitKind.Household) + missing, Of(UnitKind.Company), Of(UnitKind.Shop), calendar.Today.AddDays(-days));
            }
        }

        return counted;
    }

    /// <summary>A unit with what the register says of it.</summary>
    public HouseholdSubmission Of(Home home, HouseholdSubmission submission)
    {
        CareLevel care = home.MonthsBetweenVisits switch { 1 => CareLevel.Key, 2 => CareLevel.Attention, _ => CareLevel.Ordinary };
        int days = rolls.Whole(30, 700);
        Consent? consent = rolls.Chance(0.88) ? new Consent(!rolls.Chance(0.03), calendar.Today.AddDays(-days)) : null;
        return submission with
        {
            Kind = home.Kind,
            Name = home.Name ?? submission.Name,
            Floor = FloorOf(home),
            Located = submission.Position is null ? null : rolls.Chance(0.7) ? HowLocated.Gps : HowLocated.Map,
            Care = care,
            Consent = consent,
            Needs = NeedCodes.Union(care switch
            {
                CareLevel.Key => rolls.Pick(KeyNeeds),
                CareLevel.Attention => [rolls.Pick(AttentionNeeds)],
                _ => rolls.Chance(0.03) ? [rolls.Pick(AttentionNeeds)] : null,
            }),
        };
    }

    /// <summary>Whether nobody has ever been there.</summary>
    public bool IsNeverVisited() => rolls.Chance(0.05);

    private static Home Business(House house, string door, UnitKind kind, string name) => new(house, door, 0, 6) { Kind = kind, Name = name };

    /// <summary>Doors of flats are written as stair, storey and two digits: 2-1103.</summary>
    private static int? FloorOf(Home home) => home switch
    {
        { Kind: UnitKind.Shop } => 1,
        { Kind: UnitKind.Household, Flat: { } flat } => int.Parse(flat[(flat.IndexOf('-', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture) / 100,
        _ => null,
    };
}
