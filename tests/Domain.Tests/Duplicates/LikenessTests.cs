using GridSteward.Domain.Duplicates;
using GridSteward.Duplicates;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Duplicates;

public class LikenessTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_the_same_either_way_round_the_same_every_time_and_between_0_and_1()
    {
        Problem[] problems = Problems.Of(Part.Tuning);
        Check.ForSeeds(300, random =>
        {
            Sighting one = Any(random), other = Any(random);
            LikenessOf there = Likeness.Of(one, other, DuplicateRules.Default);
            LikenessOf back = Likeness.Of(other, one, DuplicateRules.Default);
            Assert.Equal(there.Score, back.Score, 12);
            Assert.Equal(there.DistanceMetres, back.DistanceMetres, 6);
            Assert.Equal(there, Likeness.Of(one with { Words = one.Words }, other, DuplicateRules.Default));
            Assert.InRange(there.Score, 0, 1);
            Assert.InRange(one.Words.LikenessTo(one.Words), one.Words.IsEmpty ? 0 : 1 - 1e-12, 1);
        });

        Sighting Any(Random random) => new(
            random.Pick("a", "b"), Town.Point(random.NextDouble(), random.NextDouble()), random.Pick<double?>(null, 0, 20, 65, 5000), Noon.AddHours(random.Next(400)),
            WordSet.Of(random.Next(5) == 0 ? "" : Writer.Write(random.Pick(problems), Spot.Any(random), random.Next(2) == 0, Part.Tuning, random.Next(2), random)));
    }

    [Fact]
    public void It_falls_with_the_distance_with_the_days_and_with_another_category_and_bad_positions_make_distance_say_less()
    {
        Assert.True(Score(0) > Score(0.2) && Score(0.2) > Score(0.5));
        Assert.True(Score(0) > Score(0, hours: 90) && Score(0, hours: 90) > Score(0, hours: 170));
        Assert.True(Score(0) > Score(0, category: "sibling"));
        Assert.True(Score(0, accuracy: 20) > Score(0, accuracy: 65));
        Assert.True(Score(0.8, accuracy: 20) < Score(0.8, accuracy: 65));
        Assert.Equal(Score(0.3, accuracy: 100), Score(0.3, accuracy: 100_000));

        static double Score(double step, double hours = 0, string category = "hazard", double accuracy = 20) => Likeness.Of(
            new("hazard", Town.Point(0, 0), accuracy, Noon, WordSet.Of("路灯不亮")), new(category, Town.Point(step, 0), accuracy, Noon.AddHours(hours), WordSet.Of("路灯不亮")),
            DuplicateRules.Default).Score;
    }

    [Theory]
    [InlineData("路灯不亮了！", "路灯，不亮", 0.7, 1)]
    [InlineData("ＬＡＭＰ is Broken", "the lamp, broken", 1, 1)]
    [InlineData("lamps flickering", "the lamp flickered", 1, 1)]
    [InlineData("路灯不亮了", "垃圾没人收", 0, 0)]
    [InlineData("the lamp is out", "it is on the way", 0, 0)]
    [InlineData("请打13800000001", "请回13800000001", 0, 0)]
    [InlineData("", "路灯", 0, 0)]
    public void Words_are_shared_whatever_their_form_and_those_that_say_nothing_are_not(string one, string other, double least, double most)
        => Assert.InRange(WordSet.Of(one).LikenessTo(WordSet.Of(other)), least - 1e-12, most + 1e-12);

    [Theory]
    [InlineData("3号楼2单元灯坏了", "三号楼的灯", 0)]
    [InlineData("3号楼2单元灯坏了", "5号楼2单元灯坏了", 1)]
    [InlineData("3号楼2单元灯坏了", "5号楼1单元灯坏了", 2)]
    [InlineData("building 3, floor 5", "the lamp of building 3", 0)]
    [InlineData("building 3, floor 5", "floor 2 of building 3", 1)]
    [InlineData("十二号楼", "12号楼", 0)]
    public void Numbers_of_one_kind_that_differ_speak_against_it(string one, string other, int conflicts)
    {
        Assert.Equal(conflicts, WordSet.Of(one).ConflictsWith(WordSet.Of(other)));
        Assert.Equal(conflicts, WordSet.Of(other).ConflictsWith(WordSet.Of(one)));
    }

    [Fact]
    public void Half_a_surrogate_pair_and_any_other_text_can_be_read()
        => Check.ForSeeds(200, random => WordSet.Of(new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next(0x10000))])));

    [Fact]
    public void A_place_is_rounded_to_a_cell_and_every_place_of_a_cell_is_the_same()
        => Check.ForSeeds(200, random =>
        {
            Wgs84Point at = new((random.NextDouble() * 358) - 179, (random.NextDouble() * 120) - 60);
            Wgs84Point rounded = OfferedPlace.Rounded(at);
            Assert.InRange(LocalMetres.DistanceMetres(at, rounded), 0, 15);
            Assert.Equal(rounded, OfferedPlace.Rounded(rounded));
        });
}
