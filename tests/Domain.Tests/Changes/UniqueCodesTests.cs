using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Changes;

/// <summary>Whatever is created, replaced and deleted, refused or not: the codes kept are the codes in use.</summary>
public class UniqueCodesTests
{
    private static readonly string[] Codes = ["a", "b", "c", "d"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task After_any_sequence_of_changes_the_codes_kept_are_exactly_the_codes_in_use(int seed)
    {
        using World world = new();
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        var random = new Random(seed);
        int done = 0, refused = 0;
        for (int step = 0; step < 60; step++)
        {
            bool succeeded = random.Next(3) switch
            {
                0 => await ChangeAsync(Kinds.Building, t => t.Code, (id, code) => Town.Building(id, 0.5, 0.5) with { Code = code }),
                1 => await ChangeAsync(Kinds.Team, t => t.Code, (id, code) => Town.Team(code, "g1") with { Id = id }),
                _ => await ChangeHouseholdAsync(),
            };
            _ = succeeded ? done++ : refused++;
            await AssertCodesAsync();
        }

        Assert.InRange(done, 15, 60);
        Assert.InRange(refused, 5, 60);

        async Task<bool> ChangeAsync<T>(DocumentKind<T> kind, Func<T, string> codeOf, Func<string, string, T> make)
            where T : JurisdictionDocument
        {
            string code = random.Pick(Codes);
            if (await PickAsync(kind) is not { } chosen)
            {
                return await world.Here.Staff.CreateAsync(kind, town, id => make(id, code), codeOf, null, Acting.Program, World.Ct) is Outcome<Stored<T>>.Done;
            }

            bool fresh = random.Next(5) > 0;
            var changing = new Changing<T>(kind, "town", chosen.Id, _ => fresh, codeOf, Acting.Program);
            return (random.Next(2) == 0
                ? await world.Here.Staff.ReplaceAsync(changing, town, id => make(id, code), World.Ct)
                : await world.Here.Staff.DeleteAsync(changing, World.Ct)) is Outcome<Stored<T>>.Done;
        }

        async Task<bool> ChangeHouseholdAsync()
        {
            var submission = new HouseholdSubmission(
                random.Pick(Codes), random.Pick("Li", null), null, random.Pick(SentPosition.Of(Town.Point(0.5, 0.5)), null), null, null, 1, null);
            if (await PickAsync(Kinds.Household) is not { } chosen)
            {
                return await world.Here.Households.CreateAsync(town, submission, null, Acting.Program, World.Ct) is Outcome<Stored<Household>>.Done;
            }

            bool fresh = random.Next(5) > 0;
            return random.Next(2) == 0
                ? await world.Here.Households.ReplaceAsync(town, submission, chosen.Id, _ => fresh, Acting.Program, World.Ct) is Outcome<HouseholdInFull>.Done
                : await world.Here.Households.DeleteAsync("town", chosen.Id, _ => fresh, Acting.Program, World.Ct) is Outcome<Stored<Household>>.Done;
        }

        // One that is there, or none: then one is created.
        async Task<T?> PickAsync<T>(DocumentKind<T> kind)
            where T : JurisdictionDocument
        {
            List<T> all = await world.AllAsync(kind, "town");
            int chosen = random.Next(all.Count + 2);
            return chosen < all.Count ? all[chosen] : null;
        }

        async Task AssertCodesAsync()
        {
            var inUse = (await world.AllAsync(Kinds.Building, "town")).Select(b => (UniqueCode.IdOf("building", b.Code), b.Code, b.Id))
                .Concat((await world.AllAsync(Kinds.Team, "town")).Select(t => (UniqueCode.IdOf("team", t.Code), t.Code, t.Id)));
            Assert.Equal(inUse.Order(), (await world.AllAsync(Kinds.UniqueCode(Container.Areas), "town")).Select(c => (c.Id, c.Code, c.OwnerId)).Order());
            List<Household> households = await world.AllAsync(Kinds.Household, "town");
            Assert.Equal(
                households.Select(h => (UniqueCode.IdOf("household", h.Code), h.Code, h.Id)).Order(),
                (await world.AllAsync(Kinds.UniqueCode(Container.Households), "town")).Select(c => (c.Id, c.Code, c.OwnerId)).Order());
            Assert.Empty((await world.AllAsync(Kinds.HouseholdPersonalPart, "town")).Select(p => p.Household).Except(households.Select(h => h.Id)));
        }
    }
}
