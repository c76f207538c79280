using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Visits;

public class PlanDayTests
{
    [Fact]
    public async Task First_comes_who_was_asked_for_then_key_care_then_who_is_overdue_for_longest_as_many_as_wanted()
    {
        using VisitScene scene = await SceneAsync();
        await scene.UnitAsync("ordinary-91", metDaysAgo: 91);
        await scene.UnitAsync("ordinary-200", metDaysAgo: 200);
        await scene.UnitAsync("attention-50", metDaysAgo: 50, care: CareLevel.Attention);
        await scene.UnitAsync("key-8", metDaysAgo: 8, care: CareLevel.Key);
        await scene.UnitAsync("elsewhere", x: 1.5, care: CareLevel.Key);
        await scene.UnitAsync("not-due", metDaysAgo: 1);
        Household asked = await scene.UnitAsync("asked", metDaysAgo: 1);
        await AskAsync(scene, asked, new VisitRequestSubmission(VisitRequestSource.Call, VisitReason.Care, null, null, null, null, null, "NOTE"));

        // Overdue since: ordinary-200 for 110 days, attention-50 for 20, ordinary-91 for 1.
        string[] inTurn = ["asked", "key-8", "ordinary-200", "attention-50", "ordinary-91"];
        for (int count = 1; count <= inTurn.Length + 1; count++)
        {
            DayPlan plan = Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, count, null), VisitScene.OfG1, World.Ct));
            Assert.Equal(inTurn.Take(count).Order(), plan.Stops.Select(s => s.Unit.Code).Order());
        }

        DayPlan all = Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 9, null), VisitScene.OfG1, World.Ct));
        DayStop first = Assert.Single(all.Stops, s => s.Why == DayReason.Requested);
        Assert.Equal(("asked", "NOTE", "Name of asked"), (first.Unit.Code, first.Note, first.Who!.Name));
        Assert.Equal("key-8", Assert.Single(all.Stops, s => s.Why == DayReason.KeyCare).Unit.Code);
    }

    [Fact]
    public async Task A_walk_goes_building_after_building_and_floor_by_floor_and_ends_with_what_is_not_located()
    {
        using VisitScene scene = await SceneAsync();
        await scene.UnitAsync("far", x: 0.9);
        await scene.UnitAsync("b-3", x: 0.3, change: u => u with { Building = "b", Floor = 3, Unit = "301" });
        await scene.UnitAsync("near", x: 0.1);
        await scene.UnitAsync("b-1", x: 0.3, change: u => u with { Building = "b", Floor = 1, Unit = "102" });
        await scene.UnitAsync("b-1-1", x: 0.3, change: u => u with { Building = "b", Floor = 1, Unit = "101" });
        await scene.UnitAsync("lost-2", change: u => u with { Point = null, Sent = null });
        await scene.UnitAsync("lost-1", change: u => u with { Point = null, Sent = null });
        DayPlan plan = Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 12, Town.Point(0, 0.5)), VisitScene.OfG1, World.Ct));
        Assert.Equal(["near", "b-1-1", "b-1", "b-3", "far", "lost-1", "lost-2"], plan.Stops.Select(s => s.Unit.Code));
        Assert.Equal(LocalMetres.DistanceMetres(Town.Point(0, 0.5), Town.Point(0.9, 0.5)), plan.Metres, 1.0);
    }

    [Fact]
    public async Task A_list_with_names_is_one_reading_in_the_audit()
    {
        using VisitScene scene = await SceneAsync();
        for (int i = 0; i < 5; i++)
        {
            await scene.UnitAsync($"h{i}");
        }

        Assert.All(Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 12, null), VisitScene.OfG1, World.Ct)).Stops, s => Assert.NotNull(s.Who));
        AuditFact reading = Assert.Single((await scene.World.AllAsync(Kinds.Audit(Container.Households), "town")).Select(a => a.Fact), f => f.Action == "readPersonal");
        Assert.Equal(("wang", "household/dayList"), (reading.Actor, reading.Subject));
    }

    [Fact]
    public async Task A_closed_door_and_one_marked_as_moved_are_not_on_the_list_of_the_same_day()
    {
        using VisitScene scene = await SceneAsync();
        Household closed = await scene.UnitAsync("closed"), moved = await scene.UnitAsync("moved");
        await AskAsync(scene, closed, new VisitRequestSubmission(VisitRequestSource.Call, VisitReason.Care, null, null, null, null, null, null));
        Expect.Fresh(await scene.RecordAsync(closed.Id, VisitScene.Visit(VisitOutcome.NobodyHome)));
        Expect.Fresh(await scene.RecordAsync(moved.Id, VisitScene.Visit(VisitOutcome.Moved)));
        Assert.Empty(Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 12, null), VisitScene.OfG1, World.Ct)).Stops);
        DayPlan tomorrow = Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", scene.Today.AddDays(1), 12, null), VisitScene.OfG1, World.Ct));
        Assert.Equal(["closed"], tomorrow.Stops.Select(s => s.Unit.Code));
    }

    [Fact]
    public async Task Who_is_meant_by_a_request_has_it_on_their_list_and_nobody_else()
    {
        using VisitScene scene = await SceneAsync();
        await scene.StewardAsync("s2");
        await scene.World.AddPostAsync("other", "g1", p => p with { Steward = "s2" });
        Household unit = await scene.UnitAsync("h1", metDaysAgo: 1);
        await AskAsync(scene, unit, new VisitRequestSubmission(VisitRequestSource.Manager, VisitReason.Safety, null, "id-other", null, null, null, null));
        Assert.Empty(Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 12, null), VisitScene.OfG1, World.Ct)).Stops);
        Assert.Single(Expect.Done(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s2", null, 12, null), VisitScene.OfG1, World.Ct)).Stops);
    }

    [Fact]
    public async Task What_is_wrong_with_a_wanted_day_is_named_at_once()
    {
        using VisitScene scene = await SceneAsync();
        Assert.Equal(["$.day", "$.steward"], Expect.Faults(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("none", scene.Today.AddDays(-1), 12, null), VisitScene.OfG1, World.Ct)));
        Assert.IsType<Outcome<DayPlan>.Forbidden>(await scene.Here.DayPlans.RunAsync(scene.Settings, new WantedDay("s1", null, 12, null), new Acting(Caller.Nobody, null), World.Ct));
    }

    [Fact]
    public void Every_unit_is_walked_to_once_whatever_is_known_of_it() => Check.ForSeeds(200, random =>
    {
        WalkingUnit[] units =
        [
            .. Enumerable.Range(0, random.Next(60)).Select(i => new WalkingUnit(
                random.Next(5) == 0 ? null : Town.Point(random.NextDouble(), random.NextDouble()), random.Next(2) == 0 ? null : $"b{random.Next(6)}",
                random.Next(3) == 0 ? null : random.Next(-2, 9), $"{i}")),
        ];
        int[] order = [.. WalkingUnits.Order(units, random.Next(2) == 0 ? null : Town.Point(0, 0))];
        Assert.Equal(Enumerable.Range(0, units.Length), order.Order());

        // A building is walked through once: its units are one run.
        string?[] houses = [.. order.Select(i => units[i].Building)];
        int runs = houses.Where((h, i) => h is not null && (i == 0 || houses[i - 1] != h)).Count();
        Assert.Equal(houses.OfType<string>().Distinct().Count(), runs);
    });

    private static async Task<VisitScene> SceneAsync()
    {
        VisitScene scene = await VisitScene.OpenAsync();
        await scene.StewardAsync("s1");
        await scene.World.AddPostAsync("p1", "g1", p => p with { Steward = "s1" });
        return scene;
    }

    private static async Task AskAsync(VisitScene scene, Household unit, VisitRequestSubmission wanted)
        => Expect.Fresh(await scene.Here.VisitRequests.CreateAsync(scene.Settings, unit.Id, wanted, null, VisitScene.OfG1, World.Ct));
}
