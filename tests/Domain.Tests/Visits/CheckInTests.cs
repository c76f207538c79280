using GridSteward.Domain.Coverage;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Visits;

public class CheckInTests
{
    [Fact]
    public async Task A_check_in_is_far_beyond_the_setting_and_both_accuracies_together_and_is_kept_all_the_same()
    {
        // The unit's own accuracy is 5 m and the setting 25 m; a step of 0.001 degrees of latitude is 110.8 m there.
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        foreach (var (metres, accuracy, verdict) in new (double, double?, CheckInVerdict)[]
        {
            (0, null, CheckInVerdict.Near), (29.5, null, CheckInVerdict.Near), (30.5, null, CheckInVerdict.Far), (44.5, 15, CheckInVerdict.Near), (45.5, 15, CheckInVerdict.Far), (5000, 15, CheckInVerdict.Far),
        })
        {
            var (_, north) = Wgs84Ellipsoid.MetresPerDegree(unit.Point!.Value.Latitude);
            var at = new Wgs84Point(unit.Point.Value.Longitude, unit.Point.Value.Latitude + (metres / north));
            Visit visit = Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit() with { CheckIn = SentPosition.Of(at, accuracy) })).Value;
            Assert.Equal((verdict, verdict == CheckInVerdict.Far), (visit.AtUnit, visit.Far));
            Assert.Equal(metres, visit.DistanceMetres!.Value, 0.11);
        }

        Assert.Equal(3, Expect.Done(await scene.Here.VisitReads.ListAsync("town", new VisitFilter { Far = true }, new PageRequest(10), Caller.Program, World.Ct)).Items.Count);
        Assert.Equal(3, Expect.Done(await scene.Here.VisitReads.ListAsync("town", new VisitFilter { Far = false }, new PageRequest(10), Caller.Program, World.Ct)).Items.Count);
    }

    [Fact]
    public async Task Without_a_check_in_or_a_located_unit_nobody_can_say_and_nothing_is_flagged()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        Visit silent = Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit())).Value;
        Assert.Equal((CheckInVerdict.Unknown, null, false), (silent.AtUnit, silent.DistanceMetres, silent.Far));
        var (verdict, metres) = CheckIns.Of(CoverageRules.Default, unit with { Point = null }, SentPosition.Of(Town.Point(1, 1)), Town.Point(1, 1));
        Assert.Equal((CheckInVerdict.Unknown, null), (verdict, metres));
    }

    [Fact]
    public async Task A_unit_that_goes_by_its_building_has_no_accuracy_of_its_own()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1", change: u => u with { Sent = null });
        var (_, north) = Wgs84Ellipsoid.MetresPerDegree(unit.Point!.Value.Latitude);
        var at = new Wgs84Point(unit.Point.Value.Longitude, unit.Point.Value.Latitude + (27 / north));
        Assert.Equal(CheckInVerdict.Far, Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit() with { CheckIn = SentPosition.Of(at) })).Value.AtUnit);
    }

    [Fact]
    public async Task What_a_device_kept_offline_is_flagged_where_its_time_is_odd_and_never_refused()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        DateTimeOffset now = scene.World.Clock.Now;
        foreach (var (at, flags, counted) in new (DateTimeOffset, CapturedFlag[], DateTimeOffset)[]
        {
            (now.AddHours(-2), [], now.AddHours(-2)), (now.AddDays(-2), [CapturedFlag.Late], now.AddDays(-2)),
            (now.AddDays(-9), [CapturedFlag.Late, CapturedFlag.WeekOld], now.AddDays(-9)), (now.AddYears(1), [CapturedFlag.ClockAhead], now),
        })
        {
            Visit visit = Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: at) with { Offline = true })).Value;
            Assert.Equal((at, now, counted), (visit.CapturedAt, visit.ReceivedAt, visit.At));
            Assert.Equal(flags, visit.CapturedFlags);
        }

        // A wrong clock does not keep a unit visited for a year.
        Assert.Equal(scene.Today, (await scene.FindAsync(unit.Id)).Visits!.DoneOn);
        Assert.Equal(["$.at"], Expect.Faults(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: now.AddHours(1)))));
    }

    [Fact]
    public async Task Visits_are_counted_by_steward_and_team_within_a_range_and_a_scope()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household here = await scene.UnitAsync("here"), there = await scene.UnitAsync("there", x: 1.5);
        await scene.StewardAsync("s1");
        await scene.StewardAsync("s2");
        await scene.World.WriteAsync(Kinds.Team, Town.Team("t", "g1"));
        DateTimeOffset now = scene.World.Clock.Now;
        foreach (var (unit, by, team, outcome, days) in new[]
        {
            (here, "s1", "id-t", VisitOutcome.Done, 0), (here, "s1", "id-t", VisitOutcome.NobodyHome, 1), (here, "s2", null, VisitOutcome.Refused, 1), (there, "s1", "id-t", VisitOutcome.Moved, 2), (here, "s1", null, VisitOutcome.Done, 40),
        })
        {
            Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(outcome, now.AddDays(-days)) with { By = by, Team = team }, Domain.Audit.Acting.Program));
        }

        var month = new VisitFilter { From = now.AddDays(-30) };
        Assert.Equal([new("s1", 1, 1, 0, 1, 0), new("s2", 0, 0, 1, 0, 0)], Expect.Done(await scene.Here.VisitReads.CountAsync("town", month, false, Caller.Program, World.Ct)));
        Assert.Equal([new("id-t", 1, 1, 0, 1, 0)], Expect.Done(await scene.Here.VisitReads.CountAsync("town", new VisitFilter(), true, Caller.Program, World.Ct)));
        Assert.Equal([new("s1", 2, 1, 0, 0, 0), new("s2", 0, 0, 1, 0, 0)], Expect.Done(await scene.Here.VisitReads.CountAsync("town", new VisitFilter(), false, VisitScene.OfG1.Caller, World.Ct)));
        Assert.Equal(["$.by", "$.team", "$.companion", "$.request"], Expect.Faults(await scene.RecordAsync(here.Id, VisitScene.Visit() with { By = "x", Team = "x", Companion = "y", Request = "x" })));
        Assert.Equal(["$.companion"], Expect.Faults(await scene.RecordAsync(here.Id, VisitScene.Visit() with { By = "s1", Companion = "s1" })));
    }
}
