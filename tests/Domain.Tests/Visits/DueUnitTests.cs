using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Visits;

public class DueUnitTests
{
    [Fact]
    public async Task Due_is_who_was_not_met_within_the_interval_of_their_care_level_and_the_longest_of_the_highest_level_come_first()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        await scene.UnitAsync("key-6", metDaysAgo: 6, care: CareLevel.Key);
        await scene.UnitAsync("key-7", metDaysAgo: 7, care: CareLevel.Key);
        await scene.UnitAsync("key-20", metDaysAgo: 20, care: CareLevel.Key);
        await scene.UnitAsync("key-never", care: CareLevel.Key);
        await scene.UnitAsync("attention-29", metDaysAgo: 29, care: CareLevel.Attention);
        await scene.UnitAsync("attention-30", metDaysAgo: 30, care: CareLevel.Attention);
        await scene.UnitAsync("ordinary-89", metDaysAgo: 89);
        await scene.UnitAsync("ordinary-90", metDaysAgo: 90);
        await scene.UnitAsync("ordinary-400", metDaysAgo: 400);
        await scene.UnitAsync("ordinary-never");
        string[] expected = ["key-never", "key-20", "key-7", "attention-30", "ordinary-never", "ordinary-400", "ordinary-90"];
        foreach (int limit in new[] { 100, 3, 2, 1 })
        {
            Assert.Equal(expected, await scene.DueAsync(new DueFilter(), limit));
        }

        Assert.Equal(["key-never", "key-20", "key-7"], await scene.DueAsync(new DueFilter { Care = CareLevel.Key }));
    }

    [Fact]
    public async Task Only_units_that_count_today_are_due()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        await scene.UnitAsync("moved", change: u => u with { MovedOn = scene.Today });
        await scene.UnitAsync("moves-tomorrow", change: u => u with { MovedOn = scene.Today.AddDays(1) });
        await scene.UnitAsync("fresh-moves-tomorrow", metDaysAgo: 3, change: u => u with { MovedOn = scene.Today.AddDays(1) });
        await scene.UnitAsync("merged", change: u => u with { MergedInto = "x" });
        await scene.UnitAsync("stays", metDaysAgo: 100);
        Assert.Equal(["stays", "moves-tomorrow"], await scene.DueAsync(new DueFilter(), 1));
    }

    [Theory]
    [InlineData(VisitOutcome.NobodyHome, CareLevel.Ordinary, 1)]
    [InlineData(VisitOutcome.NobodyHome, CareLevel.Key, 1)]
    [InlineData(VisitOutcome.Refused, CareLevel.Ordinary, 7)]
    [InlineData(VisitOutcome.Refused, CareLevel.Key, 2)]
    public async Task A_door_that_stayed_closed_rests_and_comes_again(VisitOutcome outcome, CareLevel care, int days)
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1", care: care);
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(outcome)));
        for (int day = 0; day <= days; day++, scene.World.Clock.Now += TimeSpan.FromDays(1))
        {
            Assert.Equal(day == days ? ["h1"] : [], await scene.DueAsync(new DueFilter()));
            Assert.Equal(["h1"], await scene.DueAsync(new DueFilter { Resting = true }));
        }
    }

    [Fact]
    public async Task Lists_are_of_an_area_a_building_a_post_or_a_steward_and_end_at_the_caller_s_grants()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        await scene.UnitAsync("g1");
        await scene.UnitAsync("g1-b1", change: u => u with { Building = "b1" });
        await scene.UnitAsync("g2", x: 1.5);
        await scene.UnitAsync("g2-b2", x: 1.5, change: u => u with { Building = "b2" });
        await scene.StewardAsync("s1");
        await scene.StewardAsync("idle");
        await scene.World.AddPostAsync("area", "g1", p => p with { Steward = "s1" });
        await scene.World.AddPostAsync("house", "g2", p => p with { Steward = "s1", Building = "b2" });
        await scene.World.AddPostAsync("inside", "g1", p => p with { Steward = "s1", Building = "b1" });
        await scene.World.AddPostAsync("over", "g2", p => p with { Steward = "s1", ValidTo = scene.Today });

        Assert.Equal(["g1", "g1-b1"], (await scene.DueAsync(new DueFilter { Area = "g1" })).Order());
        Assert.Equal(["g2-b2"], await scene.DueAsync(new DueFilter { Building = "b2" }));
        Assert.Equal(["g2-b2"], await scene.DueAsync(new DueFilter { Post = "id-house" }));
        Assert.Equal(["g1", "g1-b1", "g2-b2"], (await scene.DueAsync(new DueFilter { Steward = "s1" }, 1)).Order());
        Assert.Equal(["g1", "g1-b1"], (await scene.DueAsync(new DueFilter { Steward = "s1" }, caller: VisitScene.OfG1.Caller)).Order());
        Assert.Empty(await scene.DueAsync(new DueFilter { Steward = "idle" }));
        Assert.Equal(["$.post"], Expect.Faults(await scene.Here.Due.ListAsync(scene.Settings, new DueFilter { Post = "none" }, new PageRequest(9), Caller.Program, World.Ct)));
        Assert.IsType<Outcome<Page<Household>>.Forbidden>(await scene.Here.Due.ListAsync(scene.Settings, new DueFilter(), new PageRequest(9), Caller.Nobody, World.Ct));
        foreach (string value in new[] { "\"9\"", "\"x|1\"", "\"0|{\"", "\"-1\"", "1" })
        {
            Assert.Equal(["$.next"], Expect.Faults(await scene.Here.Due.ListAsync(scene.Settings, new DueFilter(), new PageRequest(9, new PageToken(value, "x")), Caller.Program, World.Ct)));
        }
    }

    [Fact]
    public async Task A_campaign_lists_all_units_that_were_not_met_in_it()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household met = await scene.UnitAsync("met", metDaysAgo: 200), closed = await scene.UnitAsync("closed", metDaysAgo: 1);
        await scene.UnitAsync("fresh", metDaysAgo: 2);
        Expect.Fresh(await scene.RecordAsync(met.Id, VisitScene.Visit() with { Campaign = "spring" }));
        Expect.Fresh(await scene.RecordAsync(closed.Id, VisitScene.Visit(VisitOutcome.NobodyHome) with { Campaign = "spring" }));
        Assert.Equal(["fresh"], await scene.DueAsync(new DueFilter { Campaign = "spring" }, 1));
        Assert.Equal(["fresh", "closed"], await scene.DueAsync(new DueFilter { Campaign = "spring", Resting = true }, 1));
        Assert.Equal(["fresh", "met"], (await scene.DueAsync(new DueFilter { Campaign = "autumn" })).Order());
    }

    [Fact]
    public void A_wait_for_visits_is_the_same_said_slowly_as_found_by_the_index()
        => Check.ForSeeds(200, random =>
        {
            CareLevel care = random.Pick(Enum.GetValues<CareLevel>());
            DateOnly today = new(2026, 3, 1), met = today.AddDays(-random.Next(200));
            int interval = 1 + random.Next(120);
            var (from, before) = VisitKey.MetBefore(care, today.AddDays(1 - interval));
            string key = VisitKey.Of(care, random.Next(9) == 0 ? null : met);
            bool listed = string.CompareOrdinal(from, key) <= 0 && string.CompareOrdinal(key, before) < 0;
            Assert.Equal(key.EndsWith(' ') || today.DayNumber - met.DayNumber >= interval, listed);
        });
}
