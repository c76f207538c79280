using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>Re-checks of many units.</summary>
public sealed class CampaignTests
{
    private static readonly CampaignCriteria Everybody = new(null, [], [], null);

    [Fact]
    public async Task Its_units_are_those_that_count_and_meet_the_criteria_when_it_begins()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Household key = (await town.AddAsync(RegisterTown.Unit("k") with { Care = CareLevel.Key, Needs = ["oldAge.alone"] })).Value;
        Household far = (await town.AddAsync(RegisterTown.Unit("f", "b4") with { Care = CareLevel.Key })).Value;
        Household shop = (await town.AddAsync(RegisterTown.Unit("s") with { Kind = UnitKind.Shop })).Value;
        Expect.Done(await town.MoveAsync(await town.AddAsync(RegisterTown.Unit("gone") with { Care = CareLevel.Key }), null));
        await AreAsync(Everybody, key, far, shop);
        await AreAsync(Everybody with { Area = "g1" }, key, shop);
        await AreAsync(Everybody with { Kinds = [UnitKind.Shop] }, shop);
        await AreAsync(Everybody with { Care = [CareLevel.Key] }, key, far);
        await AreAsync(Everybody with { Need = "oldAge.alone" }, key);

        Stored<Campaign> campaign = await town.CampaignAsync(Everybody);
        await town.AddAsync();
        Assert.Equal(3, Expect.Done(await town.Here.Campaigns.FindAsync("town", campaign.Value.Id, Acting.Program.Caller, World.Ct)).Total.Of);

        async Task AreAsync(CampaignCriteria criteria, params Household[] units)
        {
            Stored<Campaign> made = await town.CampaignAsync(criteria);
            Assert.Equal((CampaignState.Open, true), (made.Value.State, made.Value.FixedAt is not null));
            Page<CampaignUnit> page = Expect.Done(await town.Here.Campaigns.ListUnitsAsync("town", made.Value.Id, null, null, new PageRequest(99), Acting.Program.Caller, World.Ct));
            Assert.Equal(units.Select(u => u.Id).Order(), page.Items.Select(i => i.Value.Unit).Order());
        }
    }

    [Fact]
    public async Task A_killed_job_writes_each_of_many_units_down_once()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Household one = (await town.AddAsync()).Value;
        await town.World.WriteAsync(Kinds.Household, [.. Enumerable.Range(0, 350).Select(i => one with { Id = $"h{i:D4}", Code = $"h{i:D4}" })]);
        Expect.Done(await town.Here.Campaigns.CreateAsync(town.Settings, new("big", Everybody, town.Today, town.Today), null, Acting.Program, World.Ct));
        int batches = 0;
        foreach (bool after in new[] { false, true })
        {
            bool Second(Batch b) => b.Operations.Any(o => o.Kind == Kinds.CampaignUnit) && ++batches % 2 == 0;
            _ = after ? Do(() => town.World.Store.DieAfter(Second)) : Do(() => town.World.Store.DieBefore(Second));
            await Assert.ThrowsAsync<KilledException>(() => town.Here.Runner(town.World.Clock, town.Here.FixCampaigns).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct));
            town.World.Store.BeforeCommit = _ => Task.CompletedTask;
            town.World.Store.AfterCommit = _ => Task.CompletedTask;
            town.World.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
        }

        JobRound round = await town.Here.Runner(town.World.Clock, town.Here.FixCampaigns).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Equal([JobState.Done], round.Ended.Select(j => j.State));
        List<CampaignUnit> units = await town.World.AllAsync(Kinds.CampaignUnit, "town");
        Assert.Equal((351, 351), (units.Count, units.Select(u => u.Unit).Distinct().Count()));
        Assert.Empty(await town.World.AllAsync(Kinds.JobCheckpoint(Container.Households), "town"));

        static bool Do(Action act)
        {
            act();
            return true;
        }
    }

    [Fact]
    public async Task Checks_are_recorded_with_what_they_put_right_and_the_progress_adds_up_by_area()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household>[] units = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(i => town.AddAsync(RegisterTown.Unit($"u{i}", i < 3 ? "b1" : "b4") with { Name = $"name{i}" })))];
        Stored<Campaign> campaign = await town.CampaignAsync(Everybody);
        Expect.Fresh(await CheckAsync(0, CheckResult.Confirmed, key: "one"));
        Expect.Replayed(await CheckAsync(0, CheckResult.Confirmed, key: "one"));
        town.World.Store.Committed.Clear();
        UnitCheck corrected = Expect.Fresh(await CheckAsync(1, CheckResult.Corrected, correction: RegisterTown.Unit("u1", "b1", 6) with { Name = "new", Care = CareLevel.Key }));
        Assert.Equal(
            ["household", "campaignUnit", "unitChange", "registerWords", "householdPersonalPart", "audit"], Assert.Single(town.World.Store.Committed).Operations.Select(o => o.Kind.Name));
        Assert.Equal((6, "new"), (corrected.Household.Value.Residents, (await town.PersonalAsync(units[1].Value.Id))!.Name));
        Assert.Equal(
            (UnitChangeKind.Checked, CheckResult.Corrected, campaign.Value.Id, corrected.Change.Id),
            (corrected.Change.Kind, corrected.Change.Result, corrected.Change.Campaign, corrected.Unit.Change));
        Expect.Fresh(await CheckAsync(3, CheckResult.Moved, on: town.Today));
        Assert.Equal(town.Today, (await town.AgainAsync(units[3].Value.Id)).Value.MovedOn);
        Expect.Fresh(await CheckAsync(4, CheckResult.Confirmed));
        Expect.Fresh(await CheckAsync(4, CheckResult.NotFound));

        CampaignInFull found = Expect.Done(await town.Here.Campaigns.FindAsync("town", campaign.Value.Id, Acting.Program.Caller, World.Ct));
        Assert.Equal(new CampaignProgress(null, 5, 4, 1, 1, 1, 1), found.Total);
        Assert.Equal([new("c1", 5, 4, 1, 1, 1, 1), new("g1", 3, 2, 1, 1, 0, 0), new("g4", 2, 2, 0, 0, 1, 1)], found.Areas);
        CampaignInFull mine = Expect.Done(await town.Here.Campaigns.FindAsync("town", campaign.Value.Id, RegisterTown.Steward("g4").Caller, World.Ct));
        Assert.Equal((new CampaignProgress(null, 2, 2, 0, 0, 1, 1), "g4"), (mine.Total, mine.Areas.Single().Area));
        Page<CampaignUnit> left = Expect.Done(await town.Here.Campaigns.ListUnitsAsync("town", campaign.Value.Id, CampaignUnit.Unchecked, "g1", new PageRequest(9), Acting.Program.Caller, World.Ct));
        Assert.Equal(units[2].Value.Id, left.Items.Single().Value.Unit);

        Assert.IsType<Outcome<Stored<Campaign>>.Forbidden>(await town.Here.Campaigns.CloseAsync("town", campaign.Value.Id, _ => true, RegisterTown.Steward("g1"), World.Ct));
        Expect.Done(await town.Here.Campaigns.CloseAsync("town", campaign.Value.Id, e => e == campaign.ETag, Acting.Program, World.Ct));
        Assert.IsType<Outcome<UnitCheck>.Conflict>(await CheckAsync(2, CheckResult.Confirmed));

        async Task<Outcome<UnitCheck>> CheckAsync(int i, CheckResult result, DateOnly? on = null, HouseholdSubmission? correction = null, string? key = null)
        {
            town.World.Clock.Now += TimeSpan.FromSeconds(1);
            return await town.Here.Checks.RunAsync(
                town.Settings, campaign.Value.Id, new WantedCheck(units[i].Value.Id, result, on, correction, "rang twice"), _ => true,
                key is null ? null : World.Key(key, useCase: "CheckHousehold"), Acting.Program, World.Ct);
        }
    }

    [Fact]
    public async Task A_check_is_refused_outside_the_days_the_units_the_areas_and_the_version_and_names_what_does_not_go_together()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync();
        Stored<Campaign> campaign = await town.CampaignAsync(Everybody);
        Stored<Household> later = await town.AddAsync();
        WantedCheck check = new(unit.Value.Id, CheckResult.Confirmed, null, null, null);
        Assert.Equal(["$.household"], Expect.Faults(await RunAsync(check with { Unit = later.Value.Id })));
        Assert.Equal(["$.household"], Expect.Faults(await RunAsync(check, RegisterTown.Steward("g4"))));
        Assert.Equal(["$.correction"], Expect.Faults(await RunAsync(check with { Result = CheckResult.Corrected })));
        Assert.Equal(["$.correction", "$.on"], Expect.Faults(await RunAsync(check with { Result = CheckResult.Moved, Correction = RegisterTown.Unit("u1") })));
        Assert.IsType<Outcome<UnitCheck>.Stale>(await town.Here.Checks.RunAsync(town.Settings, campaign.Value.Id, check, _ => false, null, Acting.Program, World.Ct));
        town.World.Clock.Now += TimeSpan.FromDays(31);
        Assert.IsType<Outcome<UnitCheck>.Conflict>(await RunAsync(check));
        Assert.Equal(["$.area", "$.to"], Expect.Faults(await town.Here.Campaigns.CreateAsync(
            town.Settings, new("x", Everybody with { Area = "none" }, town.Today, town.Today.AddDays(-1)), null, Acting.Program, World.Ct)));
        Assert.IsType<Outcome<Stored<Campaign>>.Forbidden>(await town.Here.Campaigns.CreateAsync(
            town.Settings, new("x", Everybody, town.Today, town.Today), null, RegisterTown.Steward("g1"), World.Ct));

        Task<Outcome<UnitCheck>> RunAsync(WantedCheck wanted, Acting? acting = null)
            => town.Here.Checks.RunAsync(town.Settings, campaign.Value.Id, wanted, _ => true, null, acting ?? Acting.Program, World.Ct);
    }
}
