using System.Globalization;

namespace GridSteward.Duplicates;

/// <summary>A place as people name it. Buildings have numbers that everybody knows, landmarks have names.</summary>
/// <param name="Building">The building's number; 0 for a landmark.</param>
/// <param name="Entrance">The entrance's number.</param>
/// <param name="Floor">The floor's number.</param>
/// <param name="Landmark">Which landmark.</param>
public sealed record Spot(int Building, int Entrance, int Floor, int Landmark)
{
    private static readonly string[][] Landmarks =
    [
        ["东门|the east gate", "车棚旁边|beside the bike shed", "小花园|the little garden", "菜场路口|the corner by the market"],
        ["南门口|the south entrance", "健身器材那里|at the exercise machines", "幼儿园门前|in front of the kindergarten", "快递柜旁|next to the parcel lockers"],
    ];

    private static readonly string[] ChineseDigits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    public static Spot Any(Random random) => random.Next(3) == 0 ? new(0, 0, 0, random.Next(4)) : new(random.Next(1, 10), random.Next(1, 4), random.Next(1, 7), 0);

    /// <summary>The next one of its kind: another building, or another landmark.</summary>
    public Spot Other(Random random) => Building == 0 ? this with { Landmark = (Landmark + random.Next(1, 4)) % 4 } : this with { Building = (Building % 9) + 1 };

    /// <summary>The same stairs, another floor.</summary>
    public Spot OtherFloor(Random random) => this with { Floor = ((Floor + random.Next(1, 6) - 1) % 6) + 1 };

    /// <summary>As one person names it; not everybody names everything.</summary>
    public string Name(bool chinese, Part part, Random random)
    {
        if (Building == 0)
        {
            return Landmarks[(int)part][Landmark].Split('|')[chinese ? 0 : 1];
        }

        string b = Text(Building), e = Text(Entrance), f = Text(Floor);
        return (chinese, random.Next(4)) switch
        {
            (true, 0) => $"{b}号楼{e}单元{f}楼",
            (true, 1) => $"{ChineseDigits[Building]}号楼{ChineseDigits[Entrance]}单元",
            (true, 2) => $"{b}栋{e}单元{f}层",
            (true, _) => $"{b}号楼",
            (false, 0) => $"building {b}, entrance {e}, floor {f}",
            (false, 1) => $"block {b} entrance {e}",
            (false, 2) => $"Building {b}",
            (false, _) => $"entrance {e} of building {b}, floor {f}",
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
