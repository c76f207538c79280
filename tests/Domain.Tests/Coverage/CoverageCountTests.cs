using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Households;

namespace GridSteward.Domain.Tests.Coverage;

public class CoverageCountTests
{
    [Fact]
    public async Task Every_figure_of_every_row_is_what_a_slow_recount_gives()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            CoverageScene scene = new(seed);
            SlowRecount slow = new(scene);
            CoverageReport made = (await scene.CountAsync()).Report;
            Equal(slow.UnitsWhere(_ => true, _ => true), made.Total.Units, seed, "total");
            Equal(slow.LoopWhere(_ => true), made.Total.Loop, seed, "total");
            Assert.Equal(scene.Areas.Count, made.Areas.Count);
            foreach (AreaFigures row in made.Areas)
            {
                Equal(slow.UnitsWhere(u => slow.AreasAt(u.Point).Contains(row.Code), b => slow.AreasAt(b.Point).Contains(row.Code)), row.Units, seed, row.Code);
                Equal(slow.LoopWhere(r => r.Areas.Contains(row.Code)), row.Loop, seed, row.Code);
            }

            foreach (GroupFigures row in made.Groups)
            {
                string name = $"{row.Group} {row.Key}";
                if (row.Group == CoverageGroup.Steward)
                {
                    Equal(slow.UnitsWhere(u => slow.StewardOf(u) == row.Key, b => slow.StewardOf(slow.AreasAt(b.Point), b.Id) == row.Key), row.Units, seed, name);
                    Equal(slow.LoopWhere(r => scene.Posts.FirstOrDefault(p => "post:" + p.Id == r.Assignee && slow.Active(p) && IsHolder(p.Steward!))?.Steward == row.Key), row.Loop, seed, name);
                }
                else if (row.Group == CoverageGroup.Team)
                {
                    var team = scene.Teams.Single(t => t.Id == row.Key);
                    Equal(slow.UnitsWhere(u => slow.AreasAt(u.Point).Overlaps(team.Areas), b => slow.AreasAt(b.Point).Overlaps(team.Areas)), row.Units, seed, name);
                    Equal(slow.LoopWhere(r => r.Assignee == "team:" + team.Id), row.Loop, seed, name);
                }
                else if (row.Group == CoverageGroup.Kind)
                {
                    Assert.True(Wire.TryParse(row.Key!, out UnitKind kind));
                    Equal(slow.UnitsWhere(_ => true, _ => true, kind), row.Units, seed, name);
                }
            }

            bool IsHolder(string steward) => made.Groups.Any(g => g.Group == CoverageGroup.Steward && g.Key == steward);
        }
    }

    [Fact]
    public async Task Wholes_are_the_sums_of_their_parts()
    {
        for (int seed = 100; seed < 140; seed++)
        {
            CoverageReport made = (await new CoverageScene(seed).CountAsync()).Report;
            foreach (CoverageGroup group in new[] { CoverageGroup.Steward, CoverageGroup.Kind })
            {
                Equal(made.Total.Units!, Sum(made.Groups.Where(g => g.Group == group).Select(g => g.Units!)), seed, group.ToString(), without: group == CoverageGroup.Kind);
            }

            UnitFigures cares = Sum(made.Groups.Where(g => g.Group == CoverageGroup.Care).Select(g => g.Units!));
            Assert.Equal((made.Total.Units!.Registered, made.Total.Units.Visited, made.Total.Units.Found + made.Total.Units.FoundBeyond), (cares.Registered, cares.Visited, cares.Found));
            Assert.Equal(made.Total.Loop.Open, made.Groups.Where(g => g.Group == CoverageGroup.Steward).Sum(g => g.Loop!.Open));
            Assert.Equal(made.Total.Loop.Received, made.Groups.Where(g => g.Group == CoverageGroup.Steward).Sum(g => g.Loop!.Received));
            Assert.Equal(
                made.Total.Units.Registered - made.Total.Units.Unlocated,
                made.Areas.Where(a => a.Level == "grid").Sum(a => a.Units!.Registered) + OnlyIn(made, "c1") + OnlyIn(made, "c2"));
        }

        static long OnlyIn(CoverageReport made, string community)
            => made.Areas.Single(a => a.Code == community).Units!.Registered - made.Areas.Where(a => a.Parent == community).Sum(a => a.Units!.Registered);
    }

    [Fact]
    public async Task The_lists_lift_each_area_to_its_target_and_hold_the_most_urgent()
    {
        for (int seed = 200; seed < 230; seed++)
        {
            CoverageScene scene = new(seed);
            SlowRecount slow = new(scene);
            Counted counted = await scene.CountAsync();
            foreach (AreaFigures leaf in counted.Report.Areas.Where(a => a.Level == "grid"))
            {
                MopUp? figures = leaf.MopUp;
                IReadOnlyList<string> list = counted.MopUp.FirstOrDefault(l => l.Area == leaf.Code).Units ?? [];
                Assert.Equal(figures?.Listed ?? 0, list.Count);
                Assert.Equal(list.Count, list.Distinct().Count());
                List<Household> due = [.. scene.Units.Where(u => u.CountsOn(scene.Day) && slow.AreasAt(u.Point).Contains(leaf.Code) && !slow.Visited(u)
                    && (leaf.Units!.Enumerated is null || scene.Buildings.Any(b => b.Id == u.Building && b.Expected is not null && slow.AreasAt(b.Point).SetEquals(slow.AreasAt(u.Point)))))];
                long whole = leaf.Units!.Enumerated ?? leaf.Units.Registered, reached = leaf.Units.Enumerated is null ? leaf.Units.Visited : leaf.Units.VisitedFound;
                long needed = Enumerable.Range(0, (int)whole + 1).First(n => n >= 0.8m * whole) - reached;
                Assert.Equal((Math.Max(0, needed), Math.Min(Math.Max(0, needed), due.Count)), (figures?.Needed ?? 0, figures?.Listed ?? 0));
                var urgent = due.OrderByDescending(u => u.Care).ThenBy(u => u.Visits?.DoneOn ?? DateOnly.MinValue).ThenBy(u => u.Id, StringComparer.Ordinal).Take(list.Count).Select(u => u.Id);
                Assert.Equal(urgent.Order(StringComparer.Ordinal), list.Order(StringComparer.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Where_no_building_was_counted_nothing_is_known_however_many_were_visited()
    {
        CoverageScene scene = new(1);
        scene = new(1) { Units = [.. scene.Units.Select(u => u with { Building = null })], Reports = [] };
        Counted counted = await CoverageCount.RunAsync(scene.Basis() with { Buildings = new Dictionary<string, PlacedBuilding>() }, scene, scene.AsOf, World.Ct);
        UnitFigures total = counted.Report.Total.Units!;
        Assert.True(total.Visited > 0);
        Assert.Null(total.Enumerated);
        Assert.All(new[] { total.FoundShare, total.NaiveShare, total.EffectiveShare }, share => Assert.Null(share.Rate));
        Assert.Equal(CoverageBand.Unknown, counted.Report.Total.Band);
        Assert.True(counted.Report.Total.MopUp!.OfRegistered);
        Assert.NotNull(total.ResponsibilityShare.Rate);
    }

    private static UnitFigures Sum(IEnumerable<UnitFigures> parts)
        => parts.Aggregate((a, b) => new UnitFigures(
            a.Registered + b.Registered, a.Enumerated is null && b.Enumerated is null ? null : (a.Enumerated ?? 0) + (b.Enumerated ?? 0), a.BuildingsUncounted + b.BuildingsUncounted,
            a.Found + b.Found, a.FoundBeyond + b.FoundBeyond, a.Visited + b.Visited, a.VisitedFound + b.VisitedFound, a.Handled + b.Handled, a.Responsible + b.Responsible,
            a.Unlocated + b.Unlocated, a.Unmatched + b.Unmatched, a.Orphaned + b.Orphaned));

    private static void Equal(UnitFigures expected, UnitFigures? actual, int seed, string what, bool without = false)
        => Assert.True(
            (without ? expected with { BuildingsUncounted = 0 } : expected) == (without ? actual! with { BuildingsUncounted = 0 } : actual),
            $"seed {seed}, {what}: expected {expected}, counted {actual}");

    private static void Equal(LoopFigures expected, LoopFigures? actual, int seed, string what)
    {
        Assert.True(Math.Abs((expected.MedianHours ?? -1) - (actual!.MedianHours ?? -1)) < 0.02 && Math.Abs((expected.NinetiethHours ?? -1) - (actual.NinetiethHours ?? -1)) < 0.02, $"seed {seed}, {what}: {expected} {actual}");
        LoopFigures same = actual with { MedianHours = expected.MedianHours, NinetiethHours = expected.NinetiethHours };
        Assert.True(expected == same, $"seed {seed}, {what}: expected {expected}, counted {actual}");
    }
}
