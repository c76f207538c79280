using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>What says where, over the real store.</summary>
public sealed class PlaceFinderTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_household_a_building_and_a_point_each_name_their_basis()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 1.5, 0.5));
        Household household = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h1", "Li", null, null, "b1", null, 3, "v1", WantsAcquaintance: true), null, Acting.Program, World.Ct)).Value;

        FoundPlace byHousehold = await FindAsync(new(null, Household: $"town/{household.Id}"));
        Assert.Equal((Basis.Household, "b1", "v1"), (byHousehold.Place.Basis, byHousehold.BuildingId, byHousehold.OriginVillage));
        Assert.Equal(["c1", "g2"], byHousehold.Place.Codes);

        Household silent = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h2", "Li", null, null, "b1", null, 3, "v1"), null, Acting.Program, World.Ct)).Value;
        Assert.Null((await FindAsync(new(null, Household: $"town/{silent.Id}"))).OriginVillage);

        FoundPlace byBuilding = await FindAsync(new(null, Building: "town/b1"));
        Assert.Equal((Basis.Building, "b1", null), (byBuilding.Place.Basis, byBuilding.BuildingId, byBuilding.OriginVillage));
        Assert.Equal(["c1", "g2"], byBuilding.Place.Codes);

        FoundPlace byPoint = await FindAsync(new(SentPosition.Of(Town.Point(0.5, 1.5))));
        Assert.Equal((Basis.Point, "town"), (byPoint.Place.Basis, byPoint.Settings!.Jurisdiction));
        Assert.Equal(["c1", "g3"], byPoint.Place.Codes);
    }

    [Fact]
    public async Task A_point_waits_on_a_fresh_instance_for_the_areas_of_its_own_jurisdiction_only()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddTownAsync(Town.Settings("east"), [.. Town.Squares().Select(s => s with { X = s.X + 20 })]);
        await world.AddTownAsync(Town.Settings("north"), [.. Town.Squares().Select(s => s with { Y = s.Y + 20 })]);
        FoundPlace found = Expect.Done(await world.Beside.Places.FindAsync(new(SentPosition.Of(Town.Point(20.5, 1.5))), World.Ct));
        Assert.Equal(("east", 1), (found.Settings!.Jurisdiction, world.Beside.Snapshots.State().Loaded));
    }

    [Fact]
    public async Task A_contact_card_stands_for_its_household_its_building_or_its_area_however_its_code_is_typed()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 1.5, 0.5));
        Household household = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h1", null, null, SentPosition.Of(Town.Point(0.5, 1.5)), null, null, 1, null), null, Acting.Program, World.Ct)).Value;
        ContactCard[] cards = [await CardAsync(household.Id, null, null), await CardAsync(null, "b1", null), await CardAsync(null, null, "g4")];

        string[] grids = ["g3", "g2", "g4"];
        for (int i = 0; i < 3; i++)
        {
            string typed = cards[i].Code.ToLowerInvariant().Replace('0', 'o').Replace("-", " ", StringComparison.Ordinal);
            FoundPlace found = await FindAsync(new(null, Card: typed));
            Assert.Equal(["c1", grids[i]], found.Place.Codes);
            Assert.Equal((Basis.Card, cards[i].Id), (found.Place.Basis, found.CardId));
        }

        async Task<ContactCard> CardAsync(string? ofHousehold, string? ofBuilding, string? ofArea)
            => Expect.Done(await world.Here.Staff.IssueCardAsync(town, ofHousehold, ofBuilding, ofArea, null, Acting.Program, World.Ct)).Value;
    }

    [Fact]
    public async Task The_card_of_an_area_that_is_gone_leaves_the_jurisdiction()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        ContactCard card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, null, null, "g4", null, Acting.Program, World.Ct)).Value;
        Expect.Done(await World.ImportAsync(world.Here, town, Town.Squares()[..4], Domain.Areas.ImportMode.Replace));
        FoundPlace found = await FindAsync(new(null, Card: card.Code));
        Assert.Empty(found.Place.Codes);
        Assert.Equal("town", found.Settings!.Jurisdiction);
    }

    [Fact]
    public async Task What_nothing_says_where_lies_nowhere()
    {
        FoundPlace found = await FindAsync(new(null));
        Assert.Equal(Basis.None, found.Place.Basis);
        Assert.Null(found.Settings);
    }

    [Theory]
    [InlineData("household", "town/none", "$.household")]
    [InlineData("household", "none", "$.household")]
    [InlineData("household", "nowhere/none", "$.household")]
    [InlineData("household", "/", "$.household")]
    [InlineData("building", "town/none", "$.building")]
    [InlineData("building", "town/", "$.building")]
    [InlineData("card", "0000-0000-0000", "$.card")]
    [InlineData("jurisdiction", "nowhere", "$.jurisdiction")]
    [InlineData("jurisdiction", "unassigned", "$.jurisdiction")]
    public async Task A_reference_that_leads_nowhere_is_named(string what, string reference, string path)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Whereabouts where = what switch
        {
            "household" => new(null, Household: reference),
            "building" => new(null, Building: reference),
            "card" => new(null, Card: reference),
            _ => new(null, Jurisdiction: reference),
        };
        Assert.Equal([path], Expect.Faults(await world.Here.Places.FindAsync(where, World.Ct)));
    }

    [Fact]
    public async Task All_faults_of_whereabouts_are_named_at_once()
    {
        var where = new Whereabouts(new SentPosition(double.NaN, 91, "mars", -1), Household: "a/b", Card: "c", Jurisdiction: "nowhere");
        Assert.Equal(
            ["$", "$.jurisdiction", "$.point.accuracyMetres", "$.point.coordinateSystem", "$.point.latitude", "$.point.longitude"],
            Expect.Faults(await world.Here.Places.FindAsync(where, World.Ct)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_jurisdictions_the_one_that_covers_wins_then_the_nearer_then_the_smaller_code()
    {
        await world.AddTownAsync(Town.Settings("b"), new Square("g", "grid", null, 0, 0));
        await world.AddTownAsync(Town.Settings("a"), new Square("g", "grid", null, 1.5, 0));
        Assert.Equal("b", await OfAsync(0.99));
        Assert.Equal("b", await OfAsync(1.2));
        Assert.Equal("a", await OfAsync(1.3));
        Assert.Equal("a", await OfAsync(1.6));
        await world.AddTownAsync(Town.Settings("c"), new Square("g", "grid", null, 1, 0));
        Assert.Equal("c", await OfAsync(1.2));
        await world.AddTownAsync(Town.Settings("aa"), new Square("g", "grid", null, 0, 0));
        Assert.Equal("aa", await OfAsync(0.5));
        Assert.Null(await OfAsync(9));

        async Task<string?> OfAsync(double x) => (await FindAsync(new(SentPosition.Of(Town.Point(x, 0.5))))).Settings?.Jurisdiction;
    }

    private async Task<FoundPlace> FindAsync(Whereabouts where) => Expect.Done(await world.Here.Places.FindAsync(where, World.Ct));
}
