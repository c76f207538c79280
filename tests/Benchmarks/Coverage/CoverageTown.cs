using System.Globalization;
using System.Text;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>
/// A made-up town of any size, the same for the same number of units: for each million of these 2,000 areas (communities of nineteen grids in a row), 33,334 buildings,
/// 3,000,000 visits and 500,000 reports.
/// </summary>
internal sealed class CoverageTown(int units)
{
    /// <summary>The jurisdiction.</summary>
    public const string Code = "town";

    /// <summary>Visits of each unit.</summary>
    public const int VisitsOfUnit = 3;

    private const int GridsOfCommunity = 19, UnitsOfCommunity = 10_000, UnitsOfBuilding = 30;

    private const double West = 110, South = 30, Step = 0.004;

    /// <summary>The day for which is counted.</summary>
    public static readonly DateOnly Day = new(2026, 5, 4);

    /// <summary>The moment as of which is counted: that day at 02:00 in the town.</summary>
    public static readonly DateTimeOffset AsOf = new(2026, 5, 3, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Its settings.</summary>
    public static readonly Jurisdiction Settings = new()
    {
        Id = Jurisdiction.OnlyId,
        Jurisdiction = Code,
        Name = "Town",
        TimeZone = "Asia/Shanghai",
        Levels = ["community", "grid"],
        Categories = [new("hazard", "隐患", null, ReportKind.Hazard, 24, 72)],
        ToleranceMetres = 30,
    };

    public int Units => units;

    public int Communities => (units + UnitsOfCommunity - 1) / UnitsOfCommunity;

    public int Grids => Communities * GridsOfCommunity;

    public int Areas => Communities + Grids;

    public int Buildings => (units + UnitsOfBuilding - 1) / UnitsOfBuilding;

    public int Visits => units * VisitsOfUnit;

    public int Reports => units / 2;

    /// <summary>The id of the unit of a number; in the order of the numbers.</summary>
    public static string UnitId(int unit) => Id(1, unit);

    /// <summary>Writes a unit's part of a night with changes: it is visited once more.</summary>
    public static Household VisitedAgain(Household unit, DateTimeOffset at)
        => unit with { Visits = new VisitSummary(Settings.DayOf(at), at, VisitOutcome.Done, 0) { TriedOn = Settings.DayOf(at) } };

    /// <summary>The counts of the documents are what the sizes say.</summary>
    public async Task CheckAsync(IDocumentStore store)
    {
        await RequireAsync(Kinds.Household, units);
        await RequireAsync(Kinds.Visit, Visits);
        await RequireAsync(Kinds.Report, Reports);
        await RequireAsync(Kinds.Building, Buildings);

        async Task RequireAsync<T>(DocumentKind<T> kind, int wanted)
            where T : Document
        {
            long there = await store.CountAsync(kind.In(Code), CancellationToken.None);
            if (there != wanted)
            {
                throw new InvalidOperationException($"There are {there} documents of {kind.Name}, not {wanted}.");
            }
        }
    }

    private static string Id(int what, int number) => new Guid(number, 0, (short)(0x7000 + what), 0x80, 0, 0, 0, 0, 0, 0, (byte)what).ToString();

    // of each number the same random ones, whatever the size of the town
    private static Random RandomOf(int what, int number) => new(unchecked((number * 397) ^ (what * 7919)));

    // as a register is brought in, grid by grid
    private int GridOf(int building) => (int)((long)building * Grids / Buildings);

    private static string CommunityCode(int community) => string.Create(CultureInfo.InvariantCulture, $"C{community:D3}");

    private static string GridCode(int grid) => string.Create(CultureInfo.InvariantCulture, $"G{grid:D4}");

    private static Wgs84Point PointIn(int grid, double x, double y)
        => new(Math.Round(West + ((grid % GridsOfCommunity + x) * Step), 6), Math.Round(South + ((grid / GridsOfCommunity + y) * Step), 6));

    private static Place PlaceOf(int grid) => new(
        Basis.Building, Code, 1,
        [new ChainLink("community", CommunityCode(grid / GridsOfCommunity), "社区", 1), new ChainLink("grid", GridCode(grid), "网格", 1)], [], [], 41.5, []);

    private Wgs84Point PointOf(int building)
    {
        Random random = RandomOf(1, building);
        return PointIn(GridOf(building), 0.05 + (random.NextDouble() * 0.9), 0.05 + (random.NextDouble() * 0.9));
    }

    public Household Unit(int unit)
    {
        Random random = RandomOf(2, unit);
        int building = unit / UnitsOfBuilding;
        bool located = random.Next(100) > 0;
        Place place = located ? PlaceOf(GridOf(building)) : Place.Nowhere(Basis.None, Code, 1);
        Visit[] visits = [.. Enumerable.Range(0, VisitsOfUnit).Select(v => Visit(unit, v))];
        DateTimeOffset? met = visits.Where(v => v.Outcome == VisitOutcome.Done).Max(v => (DateTimeOffset?)v.At);
        Visit last = visits.MaxBy(v => v.At)!;
        return new Household
        {
            Id = UnitId(unit),
            Jurisdiction = Code,
            Code = string.Create(CultureInfo.InvariantCulture, $"U{unit:D7}"),
            Building = located && random.Next(100) > 1 ? Id(4, building) : null,
            Unit = string.Create(CultureInfo.InvariantCulture, $"{(unit % UnitsOfBuilding / 10) + 1}-{(unit % 10) + 101}"),
            Floor = (unit % UnitsOfBuilding / 2) + 1,
            Point = located ? PointOf(building) : null,
            Kind = random.Next(100) switch { < 94 => UnitKind.Household, < 97 => UnitKind.Company, _ => UnitKind.Shop },
            Care = random.Next(100) switch { < 80 => CareLevel.Ordinary, < 95 => CareLevel.Attention, _ => CareLevel.Key },
            Residents = random.Next(1, 6),
            MovedOn = random.Next(100) == 0 ? Day.AddDays(random.Next(-100, 20)) : null,
            MergedInto = random.Next(500) == 0 ? UnitId(unit + 1) : null,
            Visits = new VisitSummary(met is { } at ? Settings.DayOf(at) : null, last.At, last.Outcome, visits.Count(v => v.At > (met ?? DateTimeOffset.MinValue))) { TriedOn = Settings.DayOf(last.At) },
            Place = place,
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = 1,
        };
    }

    public Visit Visit(int unit, int number)
    {
        Random random = RandomOf(3, (unit * VisitsOfUnit) + number);
        Place place = PlaceOf(GridOf(unit / UnitsOfBuilding));
        return new Visit
        {
            Id = Id(2, (unit * VisitsOfUnit) + number),
            Jurisdiction = Code,
            Household = UnitId(unit),
            At = AsOf.AddSeconds(-random.Next(86_400 * 300)),
            By = Id(5, GridOf(unit / UnitsOfBuilding)),
            Reason = VisitReason.Routine,
            Outcome = unit % 10 == 0 || random.Next(4) == 0 ? VisitOutcome.NobodyHome : VisitOutcome.Done,
            HasNote = false,
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = 1,
        };
    }

    public Domain.Reports.Report Report(int report) => CoverageTownReports.Of(report, Id(3, report), RandomOf(4, report), PlaceOf, GridOf(report % Buildings), PointOf(report % Buildings));

    public Building Building(int building)
    {
        Random random = RandomOf(5, building);
        Wgs84Point point = PointOf(building);
        return new Building
        {
            Id = Id(4, building),
            Jurisdiction = Code,
            Code = string.Create(CultureInfo.InvariantCulture, $"B{building:D6}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"{building}栋"),
            Point = point,
            Sent = SentPosition.Of(point),
            Expected = random.Next(20) == 0 ? null : new ExpectedUnits(random.Next(20, 45), random.Next(3), random.Next(3)),
        };
    }

    public static Steward Steward(int grid) => new()
    {
        Id = Id(5, grid),
        Jurisdiction = Code,
        Code = string.Create(CultureInfo.InvariantCulture, $"{grid:D5}"),
        Name = "网格员",
        ChannelConfirmedAt = grid % 4 == 0 ? null : AsOf.AddDays(-(grid % 45)),
    };

    public static Post Post(int grid) => new()
    {
        Id = Id(6, grid),
        Jurisdiction = Code,
        Code = $"P-{GridCode(grid)}",
        Title = "网格员",
        Area = GridCode(grid),
        Duty = Duty.Handle,
        Steward = Id(5, grid),
        Categories = [],
        OriginVillages = [],
        Capacity = 20,
        ValidFrom = new DateOnly(2020, 1, 1),
    };

    public byte[] AreaFile()
    {
        IEnumerable<string> communities = Enumerable.Range(0, Communities).Select(c => Feature(CommunityCode(c), "社区", "community", null, PointIn(c * GridsOfCommunity, 0, 0), GridsOfCommunity));
        IEnumerable<string> grids = Enumerable.Range(0, Grids).Select(g => Feature(GridCode(g), "网格", "grid", CommunityCode(g / GridsOfCommunity), PointIn(g, 0, 0), 1));
        return Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', communities.Concat(grids))}}]}""");
    }

    private static string Feature(string code, string name, string level, string? parent, Wgs84Point corner, int width)
    {
        double w = corner.Longitude, s = corner.Latitude, e = Math.Round(w + (width * Step), 6), n = Math.Round(s + Step, 6);
        string of = parent is null ? "null" : $"\"{parent}\"";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","name":"{{{name}}}","level":"{{{level}}}","parent":{{{of}}}},"geometry":{"type":"Polygon","coordinates":[[[{{{w}}},{{{s}}}],[{{{e}}},{{{s}}}],[{{{e}}},{{{n}}}],[{{{w}}},{{{n}}}],[{{{w}}},{{{s}}}]]]}}""");
    }
}
