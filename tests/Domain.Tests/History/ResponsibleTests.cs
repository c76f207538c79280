using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Transfers;

namespace GridSteward.Domain.Tests.History;

/// <summary>
/// A building in g1 for whom first Ann answers (from the 1st day), then Bob (from the 3rd); it moves to g2 on the 5th, where Cid answers; the areas are drawn
/// anew on the 7th, so that it lies in g1 again; Bob's post goes on the 9th.
/// </summary>
public sealed class ResponsibleTests : IDisposable
{
    private readonly World world = new();
    private readonly Jurisdiction town = Town.Settings();

    private DateTimeOffset Start { get; }

    private string Building { get; set; } = "";

    public ResponsibleTests() => Start = world.Clock.Now;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Each_day_has_those_who_answered_then()
    {
        await LiveAsync();
        Assert.Equal("1: community c1 lead Eve; grid g1 handle Ann => P1", await ToldAsync(world.Here, Start.AddDays(2)));
        Assert.Equal("1: community c1 lead Eve; grid g1 handle Bob => P1", await ToldAsync(world.Here, Start.AddDays(4)));
        Assert.Equal("1: community c1 lead Eve; grid g2 handle Cid => P2", await ToldAsync(world.Here, Start.AddDays(6)));
        Assert.Equal("2: community c1 lead Eve; grid g1 handle Bob => P1", await ToldAsync(world.Here, Start.AddDays(8)));
        Assert.Equal("2: community c1 lead Eve; grid g1 => none", await ToldAsync(world.Here, Start.AddDays(10)));
        Assert.Equal("2: community c1 lead Eve; grid g1 => none", await ToldAsync(world.Here, null));
    }

    [Fact]
    public async Task A_day_counts_to_its_end_and_what_came_later_does_not()
    {
        await LiveAsync();
        var day = DateOnly.FromDateTime(Start.AddDays(3).AddHours(8).DateTime);
        Assert.Contains("Ann", await ToldAsync(world.Here, AsOf.EndOf(day.AddDays(-1))), StringComparison.Ordinal);
        Assert.Contains("Bob", await ToldAsync(world.Here, AsOf.EndOf(day)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_the_future_is_refused()
    {
        await LiveAsync();
        Assert.IsType<Outcome<Responsible>.NotFound>(await AskAsync(world.Here, new Responsibility.OfBuilding("none"), null));
        Assert.Equal(["query.on"], Expect.Faults(await AskAsync(world.Here, new Responsibility.OfBuilding(Building), Start.AddDays(99))));
    }

    [Fact]
    public async Task Before_anything_was_recorded_the_first_records_count_and_the_days_of_the_posts_decide()
    {
        await LiveAsync();
        Assert.Equal("1: community c1 lead Eve; grid g1 handle Ann => P1", await ToldAsync(world.Here, Start.AddHours(1)));
        Assert.Equal("1: community c1 lead Eve; grid g1 handle Ann => P1", await ToldAsync(world.Here, Start.AddMonths(-1)));
        DateOnly first = (await world.AllAsync(Kinds.Post, "town")).Min(p => p.ValidFrom);
        Assert.Equal("1: community c1 lead Eve; grid g1 handle Ann => P1", await ToldAsync(world.Here, AsOf.EndOf(first)));
        Assert.Equal("1: community c1; grid g1 => none", await ToldAsync(world.Here, AsOf.EndOf(first.AddDays(-1))));
    }

    [Fact]
    public async Task A_team_that_came_later_was_not_there_yet_but_before_all_records_nobody_knows_better()
    {
        await LiveAsync();
        Expect.Done(await world.Here.Staff.CreateAsync(Kinds.Team, town, id => Town.Team("t1", "g1") with { Id = id }, t => t.Code, null, Acting.Program, World.Ct));
        Task<Outcome<Responsible>> TeamsAsync(DateTimeOffset at) => AskAsync(world.Here, new Responsibility.OfArea("g1"), at);
        Assert.Empty(Expect.Done(await TeamsAsync(Start.AddDays(2))).Areas[^1].Teams);
        Assert.Single(Expect.Done(await TeamsAsync(Start.AddDays(-2))).Areas[^1].Teams);
        Assert.Single(Expect.Done(await TeamsAsync(Start.AddDays(11))).Areas[^1].Teams);
    }

    [Fact]
    public async Task An_area_and_a_point_are_answered_alike()
    {
        await LiveAsync();
        AsOf then = Start.AddDays(2);
        string building = await ToldAsync(world.Here, then);
        Assert.Equal(building, Told(await AskAsync(world.Here, new Responsibility.OfPoint(Town.Point(0.5, 0.5)), then)));
        Assert.Equal(building, Told(await AskAsync(world.Here, new Responsibility.OfArea("g1"), then)));
        Assert.IsType<Outcome<Responsible>.NotFound>(await AskAsync(world.Here, new Responsibility.OfArea("g9"), then));
    }

    [Fact]
    public async Task A_household_is_answered_where_it_is_and_only_to_those_who_see_it()
    {
        await LiveAsync();
        var sent = new Domain.Households.HouseholdSubmission("h1", "某某", null, null, Building, "1-1", 2, null);
        var home = new Responsibility.OfHousehold(Expect.Done(await world.Here.Households.CreateAsync(town, sent, null, Acting.Program, World.Ct)).Value.Id);
        Assert.Equal(await ToldAsync(world.Here, null), Told(await AskAsync(world.Here, home, null)));
        var there = new Acting(new Caller("me", null, [new Grant(Node.OfArea("town", "g1"), Preset.Steward)]), null);
        var elsewhere = new Acting(new Caller("me", null, [new Grant(Node.OfArea("town", "g4"), Preset.Steward)]), null);
        Assert.IsType<Outcome<Responsible>.Done>(await AskAsync(world.Here, home, null, there));
        Assert.IsType<Outcome<Responsible>.NotFound>(await AskAsync(world.Here, home, null, elsewhere));
    }

    [Fact]
    public async Task Names_are_for_those_who_see_stewards_and_their_reading_is_audited()
    {
        await LiveAsync();
        var volunteer = new Acting(new Caller("volunteer", null, [new Grant(Node.OfJurisdiction("town"), Preset.Volunteer)]), null);
        var manager = new Acting(new Caller("manager", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]), null);
        Assert.Empty(Expect.Done(await AskAsync(world.Here, new Responsibility.OfArea("g1"), Start.AddDays(2), volunteer)).Holders);
        Assert.Equal(["Ann", "Eve"], Expect.Done(await AskAsync(world.Here, new Responsibility.OfArea("g1"), Start.AddDays(2), manager)).Holders.Values.Select(s => s.Name).Order());
        Assert.Equal(["manager"], (await world.AllAsync(Kinds.Audit(Container.Areas), "town")).Where(a => a.Fact.Action == "readPersonal").Select(a => a.Fact.Actor));
    }

    [Fact]
    public async Task Of_several_who_could_have_handled_it_the_load_of_then_is_left_out_of_account()
    {
        await LiveAsync();
        await world.AddPostAsync("P0", "g1", p => p with { Steward = "Cid" });
        Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        Assignment then = Expect.Done(await AskAsync(world.Here, new Responsibility.OfArea("g1"), Start.AddDays(2))).Assignment;
        Assert.Equal(("P0", "loadsNotKnown"), (then.Assignee!.Code, then.Reasons[^1].Code));
        Assert.All(then.Candidates, c => Assert.Null(c.OpenLoad));
    }

    [Fact]
    public async Task A_jurisdiction_that_moved_to_another_deployment_answers_there_as_here()
    {
        await LiveAsync();
        byte[] file = await FullTown.ExportAsync(world);
        using var there = new World { Clock = { Now = world.Clock.Now } };
        await FullTown.ImportAsync(there, file);
        Assert.Equal(file, await FullTown.ExportAsync(there));
        for (int day = 0; day < 10; day++)
        {
            AsOf then = Start.AddDays(day).AddHours(1);
            var here = await AskAsync(world.Here, new Responsibility.OfBuilding(Building), then);
            var moved = await AskAsync(there.Here, new Responsibility.OfBuilding(Building), then);
            Assert.Equal(Told(here), Told(moved));
        }
    }

    private async Task LiveAsync()
    {
        Instance here = world.Here;
        await world.AddTownAsync(town, Town.Squares());
        foreach (string name in new[] { "Ann", "Bob", "Cid", "Eve" })
        {
            await world.WriteAsync(Kinds.Steward, new Steward { Id = name, Jurisdiction = "town", Name = name });
        }

        At(1);
        Building = Expect.Done(await here.Staff.CreateAsync(Kinds.Building, town, id => Town.Building(id, 0.5, 0.5), b => b.Code, null, Acting.Program, World.Ct)).Value.Id;
        Post first = await PostAsync("P1", "g1", "Ann");
        await PostAsync("P2", "g2", "Cid");
        await PostAsync("L1", "c1", "Eve", Duty.Lead);
        At(3);
        Expect.Done(await here.Staff.ReplaceAsync(Changing(Kinds.Post, first.Id, p => p.Code), town, _ => first with { Steward = "Bob" }, World.Ct));
        At(5);
        Expect.Done(await here.Staff.ReplaceAsync(Changing(Kinds.Building, Building, b => b.Code), town, _ => Town.Building(Building, 1.5, 0.5), World.Ct));
        At(7);
        Expect.Done(await World.ImportAsync(here, town, [new("g1", "grid", "c1", 0, 0, 2), new("g2", "grid", "c1", 0, 1, 2, 0.1)]));
        At(9);
        Expect.Done(await here.Staff.DeleteAsync(Changing(Kinds.Post, first.Id, p => p.Code), World.Ct));
        At(11);

        async Task<Post> PostAsync(string code, string area, string holder, Duty duty = Duty.Handle) => Expect.Done(await here.Staff.CreateAsync(
            Kinds.Post, town, id => Town.Post(code, area) with { Id = id, Steward = holder, Duty = duty }, p => p.Code, null, Acting.Program, World.Ct)).Value;
    }

    private void At(int day) => world.Clock.Now = Start.AddDays(day);

    private static Changing<T> Changing<T>(DocumentKind<T> kind, string id, Func<T, string?> code)
        where T : JurisdictionDocument
        => new(kind, "town", id, _ => true, code, Acting.Program);

    private async Task<string> ToldAsync(Instance instance, AsOf? on) => Told(await AskAsync(instance, new Responsibility.OfBuilding(Building), on));

    private static Task<Outcome<Responsible>> AskAsync(Instance instance, Responsibility about, AsOf? on, Acting? acting = null)
        => instance.Responsible.RunAsync(new ResponsibleQuestion("town", about, on, null), acting ?? Acting.Program, World.Ct);

    private static string Told(Outcome<Responsible> outcome)
    {
        Responsible told = Expect.Done(outcome);
        IEnumerable<string> areas = told.Areas.Select(a
            => string.Join(' ', new[] { a.Area.Level, a.Area.Code }.Concat(a.Posts.Select(p => $"{Wire.Name(p.Duty)} {told.Holders[p.Steward!].Name}"))));
        return $"{told.Assignment.Place.Generation}: {string.Join("; ", areas)} => {told.Assignment.Assignee?.Code ?? "none"}";
    }
}
