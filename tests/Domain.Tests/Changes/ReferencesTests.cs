using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Changes;

/// <summary>What something else names is not deleted, and the refusal says what names it.</summary>
public sealed class ReferencesTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_steward_who_holds_posts_stays()
    {
        Jurisdiction town = await TownAsync();
        Steward steward = Expect.Done(await world.Here.Staff.CreateAsync(Kinds.Steward, town, Someone, _ => null, null, Acting.Program, World.Ct)).Value;
        Stored<Post> post = await PostAsync(town, "p1", p => p with { Steward = steward.Id });
        await PostAsync(town, "p2", p => p with { Steward = null });
        Assert.Equal("It is still named by post p1.", WhyNot(await DeleteAsync(Kinds.Steward, steward.Id)));
        Expect.Done(await DeleteAsync(Kinds.Post, post.Value.Id));
        Expect.Done(await DeleteAsync(Kinds.Steward, steward.Id));
    }

    [Fact]
    public async Task A_building_that_posts_households_or_cards_name_stays()
    {
        Jurisdiction town = await TownAsync();
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5));
        Stored<Post> post = await PostAsync(town, "p1", p => p with { Steward = null, Building = "b1" });
        Household household = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h1", null, null, null, "b1", null, 1, null), null, Acting.Program, World.Ct)).Value;
        Stored<ContactCard> card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, null, "b1", null, null, Acting.Program, World.Ct));
        Assert.Equal($"It is still named by post p1, household h1, contact card {card.Value.Id}.", WhyNot(await DeleteAsync(Kinds.Building, "b1")));
        Expect.Done(await DeleteAsync(Kinds.Post, post.Value.Id));
        Expect.Done(await world.Here.Households.DeleteAsync("town", household.Id, _ => true, Acting.Program, World.Ct));
        Assert.Equal($"It is still named by contact card {card.Value.Id}.", WhyNot(await DeleteAsync(Kinds.Building, "b1")));
        Expect.Done(await world.Here.Staff.WithdrawCardAsync(Changing(Kinds.ContactCard, card.Value.Id), World.Ct));
        Expect.Done(await DeleteAsync(Kinds.Building, "b1"));
    }

    [Fact]
    public async Task A_household_that_a_card_names_stays()
    {
        Jurisdiction town = await TownAsync();
        Household household = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h1", null, null, null, null, null, 1, null), null, Acting.Program, World.Ct)).Value;
        Stored<ContactCard> card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, household.Id, null, null, null, Acting.Program, World.Ct));
        var refused = await world.Here.Households.DeleteAsync("town", household.Id, _ => true, Acting.Program, World.Ct);
        Assert.Equal($"It is still named by contact card {card.Value.Id}.", WhyNot(refused));
        Assert.Single(await world.AllAsync(Kinds.Household, "town"));
    }

    [Fact]
    public async Task A_withdrawn_card_leads_nowhere_and_its_entry_is_gone()
    {
        Jurisdiction town = await TownAsync();
        Stored<ContactCard> card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, null, null, "g1", null, Acting.Program, World.Ct));
        string key = ContactCardEntry.KeyOf(card.Value.Code);
        Assert.Single(await world.AllAsync(Kinds.ContactCardEntry, key));
        Expect.Done(await world.Here.Staff.WithdrawCardAsync(Changing(Kinds.ContactCard, card.Value.Id), World.Ct));
        Assert.Empty(await world.AllAsync(Kinds.ContactCardEntry, key));
        Assert.Equal(["$.card"], Expect.Faults(await world.Here.Places.FindAsync(new(null, Card: card.Value.Code), World.Ct)));
    }

    [Fact]
    public async Task A_refusal_names_a_few_and_says_that_there_are_more()
    {
        Jurisdiction town = await TownAsync();
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5));
        await world.WriteAsync(Kinds.Post, [.. Enumerable.Range(0, 9).Select(i => Town.Post($"p{i}", "g1") with { Building = "b1" })]);
        Assert.Equal("It is still named by post p0, post p1, post p2, post p3, post p4 and more.", WhyNot(await DeleteAsync(Kinds.Building, "b1")));
    }

    [Fact]
    public async Task What_another_jurisdiction_names_by_the_same_id_does_not_count()
    {
        await TownAsync();
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 0.5, 0.5));
        await world.AddPostAsync("p1", "g1", p => p with { Building = "b1" }, "other");
        Expect.Done(await DeleteAsync(Kinds.Building, "b1"));
    }

    private static Steward Someone(string id) => new() { Id = id, Jurisdiction = "town", Name = "Li" };

    private static string WhyNot<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Conflict>(outcome).Why;

    private Task<Jurisdiction> TownAsync() => world.AddTownAsync(Town.Settings(), Town.Squares());

    private async Task<Stored<Post>> PostAsync(Jurisdiction town, string code, Func<Post, Post> change)
        => Expect.Done(await world.Here.Staff.CreateAsync(Kinds.Post, town, id => change(Town.Post(code, "g1") with { Id = id }), p => p.Code, null, Acting.Program, World.Ct));

    private static Changing<T> Changing<T>(DocumentKind<T> kind, string id)
        where T : JurisdictionDocument
        => new(kind, "town", id, _ => true, document => (document as Post)?.Code, Acting.Program);

    private Task<Outcome<Stored<T>>> DeleteAsync<T>(DocumentKind<T> kind, string id)
        where T : JurisdictionDocument
        => world.Here.Staff.DeleteAsync(Changing(kind, id), World.Ct);
}
