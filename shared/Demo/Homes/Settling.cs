using GridSteward.Demo.Land;

namespace GridSteward.Demo.Homes;

/// <summary>Who lives where: the new community has exactly so many residents, and of them exactly so many came from the villages.</summary>
internal static class Settling
{
    /// <summary>Residents of the new community.</summary>
    public const int Residents = 10_388;

    /// <summary>Of them, those who came from the villages of the town: 40 %.</summary>
    public const int Moved = 4_155;

    private static readonly (int Size, double Weight)[] Sizes = [(1, 16), (2, 28), (3, 26), (4, 17), (5, 9), (6, 4)];

    private static readonly (int Months, double Weight)[] Needs = [(1, 3), (2, 10), (3, 27), (6, 60)];

    /// <summary>The compounds that were built for those who moved: most of their people did, mostly from two villages each.</summary>
    public static IReadOnlyDictionary<string, (string One, string Other)> Resettled { get; } = new Dictionary<string, (string One, string Other)>(StringComparer.Ordinal)
    {
        ["XH01"] = ("上槐村", "下槐村"), ["XH02"] = ("下槐村", "柳塘村"), ["XH03"] = ("上槐村", "白鹭村"), ["XH04"] = ("白鹭村", "上槐村"), ["XH09"] = ("杏园村", "白鹭村"), ["XH11"] = ("高庄村", "石桥村"),
    };

    /// <summary>The households of the new community.</summary>
    public static List<Home> Community(IReadOnlyList<House> houses, Rolls rolls)
    {
        List<Home> homes = [];
        int left = Residents;
        foreach (var (house, flat) in rolls.Shuffled(houses.SelectMany(h => h.Flats.Select(f => (h, f)))))
        {
            if (left > 0)
            {
                Home home = HomeIn(house, flat, rolls);
                home = home with { Residents = Math.Min(home.Residents, left) };
                left -= home.Residents;
                homes.Add(home);
            }
        }

        return left == 0 ? Origins(homes, rolls) : throw new InvalidOperationException($"{left} residents found no flat.");
    }

    /// <summary>The households of the houses outside it, one in each, and of some flats.</summary>
    public static List<Home> Elsewhere(IReadOnlyList<House> houses, Rolls rolls)
        => [.. houses.SelectMany(h => h.IsBuilding ? h.Flats.Select(f => (h, (string?)f)) : [(h, null)]).Select(x => HomeIn(x.h, x.Item2, rolls))];

    private static Home HomeIn(House house, string? flat, Rolls rolls)
    {
        int size = rolls.Weighted(Sizes), months = rolls.Weighted(Needs);
        return new Home(house, flat, size, size == 1 && rolls.Chance(0.35) ? Math.Min(months, 2) : months);
    }

    /// <summary>Gives origins household by household, the resettled compounds first and foremost, until the number is met exactly.</summary>
    private static List<Home> Origins(List<Home> homes, Rolls rolls)
    {
        string[] villages = [.. PlaceNames.Country.Where(p => p.Kind == LandKind.Village).Select(p => p.Name)];
        int left = Moved;
        HashSet<string> moved = [];
        foreach (Home home in homes.OrderBy(h => Math.Log(rolls.Between(1e-9, 1)) / (Resettled.ContainsKey(h.House.Grid.Code) ? -2.2 : -0.5)).ToList())
        {
            if (home.Residents <= left)
            {
                left -= home.Residents;
                moved.Add(home.Code);
            }
        }

        string From(Home home) => Resettled.TryGetValue(home.House.Grid.Code, out var two) && rolls.Chance(0.85)
            ? (rolls.Chance(0.65) ? two.One : two.Other)
            : rolls.Pick(villages);
        return left == 0
            ? [.. homes.OrderBy(h => h.Code, StringComparer.Ordinal).Select(h => moved.Contains(h.Code) ? h with { OriginVillage = From(h) } : h)]
            : throw new InvalidOperationException($"{left} residents who moved are missing.");
    }
}
