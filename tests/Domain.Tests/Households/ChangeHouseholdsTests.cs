using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>Households that move, change and go.</summary>
public sealed class ChangeHouseholdsTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_replacement_is_placed_again_with_its_personal_part_in_one_batch()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> before = await AddAsync(town, At(0.5, 0.5) with { Name = "Li", Phone = "1" });
        world.Store.Committed.Clear();
        HouseholdInFull after = Expect.Done(await ReplaceAsync(town, before, At(1.5, 1.5) with { Code = "h2", Name = "Wang", Residents = 4 }));
        Assert.Equal(["c1", "g4"], after.Household.Value.Areas);
        Assert.Equal(("h2", 4, "Wang", null), (after.Household.Value.Code, after.Household.Value.Residents, after.Personal!.Name, after.Personal.Phone));
        Batch batch = Assert.Single(world.Store.Committed);
        Assert.Equal(["household", "uniqueCode", "uniqueCode", "householdPersonalPart", "unitChange", "audit"], batch.Operations.Select(o => o.Kind.Name));
        AuditFact fact = (await world.AllAsync(Kinds.Audit(Container.Households), "town")).Select(a => a.Fact).Single(f => f.Action == "replace");
        Assert.Equal($"household/{before.Value.Id}", fact.Subject);
        HouseholdInFull read = Expect.Done(await world.Here.Households.FindAsync("town", before.Value.Id, Acting.Program, World.Ct));
        Expect.SameJson(after.Household.Value, read.Household.Value, Kinds.Household.Json);
        Assert.Equal((after.Household.ETag, after.Personal), (read.Household.ETag, read.Personal));
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(null, "Li", 1)]
    [InlineData("Li", null, 0)]
    [InlineData("Li", "Wang", 1)]
    public async Task The_personal_part_is_made_replaced_or_deleted_with_the_fields_that_are_sent(string? before, string? after, int parts)
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5) with { Name = before });
        Expect.Done(await ReplaceAsync(town, household, At(0.5, 0.5) with { Name = after }));
        List<HouseholdPersonalPart> there = await world.AllAsync(Kinds.HouseholdPersonalPart, "town");
        Assert.Equal((parts, after), (there.Count, there.SingleOrDefault()?.Name));
    }

    [Fact]
    public async Task A_personal_part_that_is_erased_meanwhile_does_not_stop_the_replacement()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5) with { Name = "Li" });
        var part = (await world.Store.FindAsync(Kinds.HouseholdPersonalPart, "town", HouseholdPersonalPart.IdOf(household.Value.Id), World.Ct))!;
        world.Store.OnceBefore(b => b.Operations[0].Verb == BatchVerb.Replace,
            async () => await world.Store.CommitAsync(new Batch(Container.Households, "town").Delete(Kinds.HouseholdPersonalPart, part.Value.Id, part.ETag), World.Ct));
        Expect.Done(await ReplaceAsync(town, household, At(0.5, 0.5) with { Name = "Wang" }));
        Assert.Equal("Wang", Assert.Single(await world.AllAsync(Kinds.HouseholdPersonalPart, "town")).Name);
    }

    [Fact]
    public async Task A_replacement_needs_grants_on_the_old_place_and_on_the_new()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5));
        Assert.IsType<Outcome<HouseholdInFull>.NotFound>(await ReplaceAsync(town, household, At(1.5, 1.5), Steward("g4")));
        Assert.IsType<Outcome<HouseholdInFull>.NotFound>(await ReplaceAsync(town, household with { ETag = "stale" }, At(1.5, 1.5), Steward("g4")));
        Assert.IsType<Outcome<HouseholdInFull>.Forbidden>(await ReplaceAsync(town, household, At(1.5, 1.5), Steward("g1")));
        Assert.IsType<Outcome<HouseholdInFull>.Forbidden>(await ReplaceAsync(town, household, At(0.5, 0.5), Auditor()));
        Assert.Equal(household.ETag, (await world.Store.FindAsync(Kinds.Household, "town", household.Value.Id, World.Ct))!.ETag);
        Expect.Done(await ReplaceAsync(town, household, At(1.5, 1.5), Steward("g1", "g4")));
    }

    [Fact]
    public async Task A_deletion_needs_a_grant_on_the_place()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5));
        Assert.IsType<Outcome<Stored<Household>>.NotFound>(await DeleteAsync(household, Steward("g4")));
        Assert.IsType<Outcome<Stored<Household>>.Forbidden>(await DeleteAsync(household, Auditor()));
        Assert.IsType<Outcome<Stored<Household>>.Stale>(await DeleteAsync(household with { ETag = "stale" }, Steward("g1")));
        Expect.Done(await DeleteAsync(household, Steward("g1")));
    }

    [Fact]
    public async Task A_replacement_names_a_building_that_is_there()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5));
        Assert.Equal(["$.building"], Expect.Faults(await ReplaceAsync(town, household, At(0.5, 0.5) with { Building = "none" })));
        Assert.Equal(["$.building"], Expect.Faults(await ReplaceAsync(town, household, At(0.5, 0.5) with { Position = null, Building = "none" })));
    }

    [Fact]
    public async Task A_deleted_household_takes_its_personal_part_and_its_code_along_and_reports_that_named_it_stay_readable()
    {
        Jurisdiction town = await TownAsync();
        Stored<Household> household = await AddAsync(town, At(0.5, 0.5) with { Name = "Li" });
        Report report = Expect.Done(await world.Here.Submit.RunAsync(
            World.Hazard(0, 0) with { Where = new(null, Household: $"town/{household.Value.Id}") }, null, Acting.Program, World.Ct)).Report.Value;
        Expect.Done(await DeleteAsync(household, Acting.Program));
        Assert.Empty(await world.AllAsync(Kinds.Household, "town"));
        Assert.Empty(await world.AllAsync(Kinds.HouseholdPersonalPart, "town"));
        Assert.Empty(await world.AllAsync(Kinds.UniqueCode(Container.Households), "town"));
        Report read = Expect.Done(await world.Here.Read.FindAsync("town", report.Id, Acting.Program, World.Ct)).Report.Value;
        Assert.Equal((report.Household, report.Point, "c1 g1"), (read.Household, read.Point, string.Join(' ', read.Areas)));
        Expect.Done(await world.Here.Move.RunAsync(new WantedMove("town", report.Id, Move.Accept, null, _ => true), null, Acting.Program, World.Ct));
    }

    [Fact]
    public async Task Households_without_a_position_of_their_own_follow_their_building()
    {
        Jurisdiction town = await TownAsync();
        Stored<Building> building = Expect.Done(await world.Here.Staff.CreateAsync(
            Kinds.Building, town, id => Town.Building(id, 0.5, 0.5), b => b.Code, null, Acting.Program, World.Ct));
        string id = building.Value.Id;
        Household follows = (await AddAsync(town, At(0, 0) with { Code = "follows", Position = null, Building = id, Name = "Li" })).Value;
        Household stays = (await AddAsync(town, At(0.5, 1.5) with { Code = "stays", Building = id })).Value;
        var changing = new Changing<Building>(Kinds.Building, "town", id, _ => true, b => b.Code, Acting.Program);
        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => building.Value with { Name = "Renamed" }, World.Ct));
        Assert.DoesNotContain(await world.AllAsync(Kinds.Audit(Container.Households), "town"), a => a.Fact.Action == "replace");

        Expect.Done(await world.Here.Staff.ReplaceAsync(changing, town, _ => Town.Building(id, 1.5, 0.5), World.Ct));
        Dictionary<string, Household> now = (await world.AllAsync(Kinds.Household, "town")).ToDictionary(h => h.Code);
        Assert.Equal((Town.Point(1.5, 0.5), "c1 g2", Basis.Building), (now["follows"].Point, string.Join(' ', now["follows"].Areas), now["follows"].Place.Basis));
        Assert.Equal(Place.PathSeparator, now["follows"].AreaPath[2]);
        Expect.SameJson(stays, now["stays"], Kinds.Household.Json);
        Assert.Equal("Li", Assert.Single(await world.AllAsync(Kinds.HouseholdPersonalPart, "town")).Name);
        Assert.Equal([$"household/{follows.Id}"], (await world.AllAsync(Kinds.Audit(Container.Households), "town")).Where(a => a.Fact.Action == "replace").Select(a => a.Fact.Subject));
    }

    private static HouseholdSubmission At(double x, double y) => new("h1", null, null, SentPosition.Of(Town.Point(x, y)), null, null, 1, null);

    private static Acting Steward(params string[] areas) => new(new Caller("s", null, [.. areas.Select(a => new Grant(Node.OfArea("town", a), Preset.Steward))]), null);

    private static Acting Auditor() => new(new Caller("a", null, [new Grant(Node.OfJurisdiction("town"), Preset.Auditor)]), null);

    private Task<Jurisdiction> TownAsync() => world.AddTownAsync(Town.Settings(), Town.Squares());

    private async Task<Stored<Household>> AddAsync(Jurisdiction town, HouseholdSubmission submission)
        => Expect.Fresh(await world.Here.Households.CreateAsync(town, submission, null, Acting.Program, World.Ct));

    private Task<Outcome<HouseholdInFull>> ReplaceAsync(Jurisdiction town, Stored<Household> seen, HouseholdSubmission submission, Acting? acting = null)
        => world.Here.Households.ReplaceAsync(town, submission, seen.Value.Id, etag => etag == seen.ETag, acting ?? Acting.Program, World.Ct);

    private Task<Outcome<Stored<Household>>> DeleteAsync(Stored<Household> seen, Acting acting)
        => world.Here.Households.DeleteAsync("town", seen.Value.Id, etag => etag == seen.ETag, acting, World.Ct);
}
