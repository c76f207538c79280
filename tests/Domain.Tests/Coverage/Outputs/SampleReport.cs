using GridSteward.Domain.Coverage;
using RateChanges = GridSteward.Domain.Coverage.Changes;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Geo.Tests;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Coverage.Outputs;

/// <summary>A made-up report of a town with three levels, whose sums hold: figures of wholes are those of their parts together.</summary>
internal static class SampleReport
{
    private static readonly string[] s_communities = ["幸福里社区", "东关社区", "新佳苑社区", "柳林村"];

    public static readonly DateOnly Day = new(2026, 5, 4);

    /// <summary>A report with its context: columns by rows of micro-grids, 2 × 2 of them a grid, 4 × 4 a community.</summary>
    public static (CoverageReport Report, OutputContext Context) Make(int columns = 8, int rows = 6, int seed = 1, string suffix = "", int depth = 4)
    {
        var random = new Random(seed);
        var town = new FractalTown(seed, columns, rows, depth);
        List<AreaOutline> outlines = [];
        List<(string Code, string Name, string Level, string? Parent, int Size)> areas = [];
        foreach (var (level, letter, size) in (ReadOnlySpan<(string, char, int)>)[("community", 'C', 4), ("grid", 'G', 2), ("microGrid", 'M', 1)])
        {
            int across = (columns + size - 1) / size;
            List<Polygon> shapes = town.Blocks(size);
            for (int i = 0; i < shapes.Count; i++)
            {
                int up = ((i / across * size) / (size * 2) * ((columns + (size * 2) - 1) / (size * 2))) + (i % across * size / (size * 2));
                string code = $"{letter}{i + 1:D3}";
                string? parent = level switch { "community" => null, "grid" => $"C{up + 1:D3}", _ => $"G{up + 1:D3}" };
                string name = level switch { "community" => s_communities[i % s_communities.Length], "grid" => $"第{i + 1}网格", _ => $"{i + 1}号微网格" };
                areas.Add((code, name + suffix, level, parent, size));
                outlines.Add(new AreaOutline(code, parent, shapes[i]));
            }
        }

        // The eleventh and the twelfth micro-grid overlap, the last but two is not where it should be.
        if (outlines.Count > 40)
        {
            Polygon moved = (Polygon)NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(0.0006, 0.0003).Transform(outlines[^3].Geometry);
            outlines[^3] = outlines[^3] with { Geometry = moved };
        }

        SpatialCoverage spatial = SpatialCoverage.Of(outlines);
        Dictionary<string, (UnitFigures Units, LoopFigures Loop)> figures = areas.Where(a => a.Level == "microGrid").ToDictionary(a => a.Code, a => (Units(random, a.Code), Loop(random)));
        foreach (string level in (string[])["grid", "community"])
        {
            foreach (var area in areas.Where(a => a.Level == level))
            {
                var parts = areas.Where(a => a.Parent == area.Code).Select(a => figures[a.Code]).ToArray();
                figures[area.Code] = (Sum(parts.Select(p => p.Units)), Sum(parts.Select(p => p.Loop)));
            }
        }

        AreaFigures Row(string code, string name, string level, string? parent, UnitFigures units, LoopFigures loop, Random r) => new(
            code, name, level, parent, CoverageRules.Default.Bands.Of(units.EffectiveShare.Rate), units, loop, spatial.Figures.GetValueOrDefault(code), MopUpOf(units), ChangesOf(units, r));
        AreaFigures[] made = [.. areas.Select(a => Row(a.Code, a.Name, a.Level, a.Parent, figures[a.Code].Units, figures[a.Code].Loop, random))];
        AreaFigures[] communities = [.. made.Where(a => a.Level == "community")];
        AreaFigures total = Row("xinjiayuan", "新佳苑街道" + suffix, "jurisdiction", null, Sum(communities.Select(c => c.Units!)), Sum(communities.Select(c => c.Loop)) with { MedianHours = 21.4, NinetiethHours = 96.2 }, random) with { Spatial = null };
        var report = new CoverageReport(
            "xinjiayuan", "新佳苑街道" + suffix, Day, At(2, 0), At(2, 4), 7, CoverageRules.Default, false, total, made, [.. Groups(random, total, suffix)]);
        return (report, new OutputContext(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), outlines, spatial, [.. Trend(random, total)]));
    }

    /// <summary>The same for somebody who may not see households: nothing is known of units in half of the areas.</summary>
    public static CoverageReport Suppress(CoverageReport report) => report with
    {
        Suppressed = true,
        Groups = [],
        Areas = [.. report.Areas.Select((a, i) => i % 2 == 0 ? a with { Units = null, MopUp = null, Band = CoverageBand.Unknown, Changes = RateChanges.None } : a)],
    };

    private static DateTimeOffset At(int hour, int minute) => new DateTimeOffset(2026, 5, 4, hour, minute, 0, TimeSpan.FromHours(8)).ToUniversalTime();

    private static UnitFigures Units(Random random, string code)
    {
        long enumerated = code == "M005" ? 3 : random.Next(60, 340);
        double known = code == "M005" ? 1 : Math.Min(1, 0.45 + (0.6 * random.NextDouble()));
        double met = code == "M005" ? 1 : code == "M020" ? 0.1 : Math.Min(1, 0.5 + (0.52 * random.NextDouble()));
        long found = (long)(enumerated * known);
        long beyond = random.Next(3) == 0 ? random.Next(6) : 0;
        long unmatched = random.Next(4) == 0 ? random.Next(9) : 0;
        long unlocated = random.Next(5) == 0 ? random.Next(5) : 0;
        long registered = found + beyond + unmatched + unlocated;
        long visitedFound = (long)(found * met);
        long handled = random.Next(11) == 0 ? 0 : registered;
        var figures = new UnitFigures(
            registered, enumerated, random.Next(6) == 0 ? random.Next(1, 5) : 0, found, beyond, visitedFound + (unmatched / 2), visitedFound, handled,
            random.Next(4) == 0 ? handled / 2 : handled, unlocated, unmatched, random.Next(8) == 0 ? random.Next(4) : 0);
        return code is "M013" or "M014" ? figures with { Enumerated = null, Found = 0, VisitedFound = 0, BuildingsUncounted = 9, Unmatched = registered } : figures;
    }

    private static LoopFigures Loop(Random random)
    {
        long received = random.Next(0, 24);
        long due = received - (received / 5);
        long resolved = due - random.Next(0, (int)(due / 4) + 1);
        long answered = resolved / 3;
        long open = received - resolved;
        return new LoopFigures(
            received, due, due - (due / 9), due, resolved - (resolved / 6), random.Next(5) == 0 ? random.Next(3) : 0, random.Next(4) == 0 ? 1 : 0, answered, answered - (answered / 5), resolved,
            resolved == 0 ? null : 12 + (30 * random.NextDouble()), resolved == 0 ? null : 60 + (90 * random.NextDouble()), open, Math.Min(open, random.Next(3)), random.Next(14) == 0 && open > 0 ? 1 : 0);
    }

    private static UnitFigures Sum(IEnumerable<UnitFigures> units) => units.Aggregate((a, b) => new UnitFigures(
        a.Registered + b.Registered, a.Enumerated is null ? b.Enumerated : a.Enumerated + (b.Enumerated ?? 0), a.BuildingsUncounted + b.BuildingsUncounted, a.Found + b.Found, a.FoundBeyond + b.FoundBeyond,
        a.Visited + b.Visited, a.VisitedFound + b.VisitedFound, a.Handled + b.Handled, a.Responsible + b.Responsible, a.Unlocated + b.Unlocated, a.Unmatched + b.Unmatched, a.Orphaned + b.Orphaned));

    private static LoopFigures Sum(IEnumerable<LoopFigures> loops) => loops.Aggregate((a, b) => new LoopFigures(
        a.Received + b.Received, a.AcceptDue + b.AcceptDue, a.AcceptedInTime + b.AcceptedInTime, a.ResolveDue + b.ResolveDue, a.ResolvedInTime + b.ResolvedInTime, a.LateThreeTimes + b.LateThreeTimes,
        a.Reopened + b.Reopened, a.Answered + b.Answered, a.Satisfied + b.Satisfied, a.Resolved + b.Resolved, a.MedianHours ?? b.MedianHours, a.NinetiethHours ?? b.NinetiethHours, a.Open + b.Open, a.Overdue + b.Overdue, a.Orphaned + b.Orphaned));

    private static MopUp? MopUpOf(UnitFigures units)
    {
        if (units.Enumerated is not { } all)
        {
            return null;
        }

        long needed = Math.Max(0, (long)Math.Ceiling(all * 0.9) - units.VisitedFound);
        long listed = Math.Min(needed, units.Found - units.VisitedFound);
        return new MopUp(needed, listed, needed - listed);
    }

    private static RateChanges ChangesOf(UnitFigures units, Random random)
    {
        ChangeSince Since(int days, double size)
        {
            double Step() => ((random.NextDouble() * 2.2) - 1) * size;
            bool known = units.Enumerated is not null;
            return new ChangeSince(Day.AddDays(-days), known ? Step() : null, known ? Step() : null, known ? Step() : null, Step(), Step(), Step());
        }

        return new RateChanges(Since(1, 0.004), Since(7, 0.02), Since(30, 0.05));
    }

    private static IEnumerable<GroupFigures> Groups(Random random, AreaFigures total, string suffix)
    {
        string[] titles = ["网格长", "楼道长", "邻长", "红管家"];
        for (int i = 1; i <= 18; i++)
        {
            yield return new GroupFigures(CoverageGroup.Steward, $"s{i}", $"W{i:D3} {titles[i % 4]}{suffix}", Units(random, ""), Loop(random));
        }

        yield return new GroupFigures(CoverageGroup.Steward, null, null, Units(random, ""), null);
        foreach (string team in (string[])["夜间巡逻队", "助老服务队", "物业联合队"])
        {
            yield return new GroupFigures(CoverageGroup.Team, team, team + suffix, Units(random, ""), Loop(random));
        }

        UnitFigures all = total.Units!;
        yield return new GroupFigures(CoverageGroup.Kind, "household", null, all, null);
        yield return new GroupFigures(CoverageGroup.Kind, "company", null, Units(random, ""), null);
        yield return new GroupFigures(CoverageGroup.Kind, "shop", null, Units(random, ""), null);
        foreach (string care in (string[])["ordinary", "attention", "key"])
        {
            yield return new GroupFigures(CoverageGroup.Care, care, null, Units(random, "") with { Enumerated = null }, null);
        }
    }

    private static IEnumerable<TrendNight> Trend(Random random, AreaFigures total)
    {
        UnitFigures units = total.Units!;
        for (int days = 400; days >= 0; days--)
        {
            // Buildings were first counted a year ago; a week was missed at the turn of the year.
            if (days is > 120 and < 128)
            {
                continue;
            }

            double noise = (random.NextDouble() - 0.5) * 0.008;
            double found = 1 - (0.0004 * days);
            double met = Math.Clamp(1 - (0.0006 * days) + (Math.Sin(days / 20.0) * 0.012) + noise, 0, 1);
            yield return new TrendNight(
                Day.AddDays(-days), units with { Enumerated = days > 360 ? null : units.Enumerated, Found = (long)(units.Found * found), VisitedFound = (long)(units.VisitedFound * found * met) }, total.Loop, days % 2 == 0);
        }
    }
}
