using GridSteward.Demo;
using GridSteward.Domain.Areas;
using GridSteward.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;
using MinimumDiameter = NetTopologySuite.Algorithm.MinimumDiameter;

namespace GridSteward.Domain.Tests.Demo;

/// <summary>The land of the demonstration town.</summary>
public sealed class DemoLandTests
{
    [Fact]
    public async Task There_is_a_community_of_14_compounds_and_street_blocks_with_7_villages_and_a_park_around_it_on_three_levels()
    {
        List<Area> areas = await AreasAsync();
        Assert.Equal(["community", "grid", "micro-grid"], areas.Select(a => a.Level).Distinct());
        Area[] top = [.. areas.Where(a => a.Level == "community")];
        Assert.Equal((1, 7, 1), (top.Count(a => a.Name.EndsWith("社区", StringComparison.Ordinal)), top.Count(a => a.Name.EndsWith('村')), top.Count(a => a.Name.EndsWith("产业园", StringComparison.Ordinal))));
        Area[] grids = [.. areas.Where(a => a.Parent == "XH")];
        Assert.Equal((14, 7), (grids.Count(g => !g.Name.EndsWith("街区", StringComparison.Ordinal)), grids.Count(g => g.Name.EndsWith("街区", StringComparison.Ordinal))));
        Assert.All(areas.Where(a => a.Level != "micro-grid"), a => Assert.True(areas.Count(p => p.Parent == a.Code) >= 2));
        Assert.Equal(areas.Count, areas.Select(a => a.Name).Distinct().Count());
    }

    [Fact]
    public async Task Areas_are_valid_and_as_an_import_would_have_them()
    {
        foreach (Area area in await AreasAsync())
        {
            Assert.True(new IsValidOp(area.Geometry).IsValid, area.Code);
            Assert.True(area.Geometry is Polygon { NumInteriorRings: 0 }, area.Code);
            Assert.True(AreaGeometry.Normalize(area.Geometry!).Geometry!.EqualsExact(area.Geometry), area.Code);
        }
    }

    /// <summary>The union is exactly the parent, and its size the sum of the parts' sizes: so no two overlap and nothing is left out.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Siblings_neither_overlap_nor_leave_a_gap(int seed)
    {
        List<Area> areas = await AreasAsync(seed);
        foreach (IGrouping<string?, Area> siblings in areas.GroupBy(a => a.Parent))
        {
            Geometry union = OverlayNGRobust.Union(siblings.Select(a => a.Geometry));
            Assert.Equal(siblings.Sum(a => a.Geometry!.Area), union.Area, union.Area * 1e-12);
            Geometry whole = siblings.Key is null ? Assert.IsType<Polygon>(union) : areas.Single(a => a.Code == siblings.Key).Geometry!;
            Assert.True(union.EqualsTopologically(whole), siblings.Key);
            Assert.Equal(0, ((Polygon)union).NumInteriorRings);
        }
    }

    [Fact]
    public async Task Neighbours_have_the_very_same_positions_along_their_border()
    {
        foreach (IGrouping<string, Area> level in (await AreasAsync()).GroupBy(a => a.Level))
        {
            Area[] areas = [.. level];
            for (int i = 0; i < areas.Length; i++)
            {
                HashSet<Coordinate> mine = [.. areas[i].Geometry!.Coordinates];
                foreach (Area other in areas.Skip(i + 1).Where(o => o.Geometry!.EnvelopeInternal.Intersects(areas[i].Geometry!.EnvelopeInternal)))
                {
                    Geometry border = areas[i].Geometry!.Boundary.Intersection(other.Geometry!.Boundary);
                    Assert.All(border.Coordinates, c => Assert.Contains(c, mine));
                }
            }
        }
    }

    [Fact]
    public async Task No_compound_is_a_rectangle_and_no_two_are_alike()
    {
        List<Area> areas = await AreasAsync();
        Area[] blocks = [.. areas.Where(a => a.Parent == "XH")];
        Assert.All(blocks, b => Assert.True(b.Geometry!.Area < 0.93 * MinimumDiameter.GetMinimumRectangle(b.Geometry).Area, b.Name));
        Assert.All(blocks, b => Assert.InRange(b.Geometry!.NumPoints, 20, 400));
        Assert.Equal(blocks.Length, blocks.Select(b => Math.Round(b.Geometry!.Area * 1e9)).Distinct().Count());
    }

    private static async Task<List<Area>> AreasAsync(int seed = DemoTown.Seed)
    {
        DemoTown town = seed == DemoTown.Seed ? await MadeTown.OpenAsync() : await DemoTown.GenerateAsync(seed, MadeTown.Now);
        return [.. town.Of(Kinds.Area).OrderBy(a => a.Level, StringComparer.Ordinal).ThenBy(a => a.Code, StringComparer.Ordinal)];
    }
}
