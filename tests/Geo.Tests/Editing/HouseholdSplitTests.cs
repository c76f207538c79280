using FsCheck;
using FsCheck.Fluent;
using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

public sealed class HouseholdSplitTests
{
    private const string Square = "POLYGON((0 0,1 0,1 1,0 1,0 0))";
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260522UL, 77UL).WithQuietOnSuccess(true);

    [Fact]
    public void Generated_towns_are_divided_exactly_and_evenly_or_it_says_why_not()
    {
        int even = 0, all = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            AreaSheet sheet = Town(random, out List<HouseholdSite> sites);
            int parts = random.Next(2, 7);
            HouseholdParts made = Split(sheet, sites, parts, out _);
            all++;
            even += made.WhyNot is null ? 1 : 0;
            Assert.Equal(made.WhyNot is null, made.WorstShare <= HouseholdSplit.Most);
            IsExact(sheet, sites, made, parts);
        }).Check(Fixed.WithMaxTest(60));
        Assert.True(even > all * 3 / 4, $"{even} of {all}");
    }

    [Fact]
    public void Equal_questions_have_equal_answers()
    {
        AreaSheet first = Town(new Random(7), out List<HouseholdSite> sites);
        AreaSheet second = first.Copy();
        Split(first, sites, 5, out string[] codes);
        sites.Reverse();
        Split(second, sites, 5, out _);
        Assert.All(codes, c => Assert.True(first[c].EqualsExact(second[c])));
    }

    [Fact]
    public void A_building_that_is_too_large_is_the_reason()
    {
        List<HouseholdSite> sites = [new(Sheet.At(0.5, 0.5), 40), .. Enumerable.Range(0, 60).Select(i => new HouseholdSite(Sheet.At(0.05 + (0.09 * (i % 10)), 0.06 + (0.15 * (i / 10))), 1))];
        AreaSheet sheet = Sheet.Of(("A", Square));
        HouseholdParts made = Split(sheet, sites, 4, out _);
        Assert.StartsWith("One building or place holds 40", made.WhyNot, StringComparison.Ordinal);
        Assert.Equal((100, 40), (made.Households.Sum(), made.Households.Max()));
        IsExact(sheet, sites, made, 4);
    }

    [Fact]
    public void Too_few_places_are_refused()
    {
        List<GeoFault> faults = [];
        Assert.Null(HouseholdSplit.Run(Sheet.Of(("A", Square)), "A", [new(Sheet.At(0.2, 0.2), 5), new(Sheet.At(0.2, 0.2), 5)], ["1", "2"], faults));
        Assert.Equal("$.parts", Assert.Single(faults).Path);
    }

    [Fact]
    public void Five_thousand_households_are_divided_into_twenty_parts()
    {
        var random = new Random(5);
        AreaSheet sheet = new([KeyValuePair.Create<string, Geometry>("A", Shapes.Star(random, 114, 30, 0.02, 300))]);
        List<HouseholdSite> sites = Sites(sheet["A"], random, 5000, 1);
        HouseholdParts made = Split(sheet, sites, 20, out _);
        Assert.Null(made.WhyNot);
        IsExact(sheet, sites, made, 20);
    }

    private static void IsExact(AreaSheet sheet, List<HouseholdSite> sites, HouseholdParts made, int parts)
    {
        string[] codes = [.. Enumerable.Range(1, parts).Select(i => $"A-{i}")];
        Assert.True(sheet.Outline(["A"]).SetEquals(sheet.Outline(codes)), "The parts and the area have different outlines.");
        Assert.Equal(sheet["A"].Area, codes.Sum(c => sheet[c].Area), 5e-13);
        Assert.All(codes, c => Assert.IsType<Polygon>(sheet[c]));
        Assert.Equal(sites.Sum(s => s.Households), made.Households.Sum());
        for (int i = 0; i < parts; i++)
        {
            Assert.Equal(made.Households[i], sites.Where(s => sheet[codes[i]].Contains(Shapes.Factory.CreatePoint(s.At))).Sum(s => s.Households));
        }
    }

    private static HouseholdParts Split(AreaSheet sheet, List<HouseholdSite> sites, int parts, out string[] codes)
    {
        List<GeoFault> faults = [];
        codes = [.. Enumerable.Range(1, parts).Select(i => $"A-{i}")];
        HouseholdParts? made = HouseholdSplit.Run(sheet, "A", sites, codes, faults);
        Assert.Empty(faults);
        return made!;
    }

    /// <summary>A crooked area, with a hole now and then, with single houses and rows of buildings.</summary>
    private static AreaSheet Town(Random random, out List<HouseholdSite> sites)
    {
        Geometry area = random.Next(3) == 0 ? Shapes.Ring(random, 114, 30, 0.01, 12) : Shapes.Star(random, 114, 30, 0.01, random.Next(5, 40));
        sites = [.. Sites(area, random, random.Next(40, 300), 1), .. Sites(area, random, random.Next(0, 40), 12)];
        return new([KeyValuePair.Create("A", area), KeyValuePair.Create("parent", area.Copy())]);
    }

    private static List<HouseholdSite> Sites(Geometry area, Random random, int count, int most)
    {
        List<HouseholdSite> sites = [];
        Envelope box = area.EnvelopeInternal;
        while (sites.Count < count)
        {
            // In files buildings stand in rows: many have one longitude.
            var at = new Coordinate(Math.Round(box.MinX + (random.NextDouble() * box.Width), most > 1 ? 3 : 7), Math.Round(box.MinY + (random.NextDouble() * box.Height), 7));
            if (area.Contains(Shapes.Factory.CreatePoint(at)))
            {
                sites.Add(new(at, random.Next(1, most + 1)));
            }
        }

        return sites;
    }
}
