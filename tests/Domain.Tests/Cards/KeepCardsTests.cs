using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Cards;

public sealed class KeepCardsTests
{
    private static readonly Acting Manager = As(Node.OfJurisdiction("town"), Preset.Manager);

    [Fact]
    public void Every_state_can_be_reached_and_what_is_over_stays_over()
    {
        HashSet<CardState> reached = [CardState.Issued];
        foreach (CardMove move in Enum.GetValues<CardMove>().SelectMany(_ => Enum.GetValues<CardMove>()))
        {
            reached.UnionWith(reached.ToArray().Select(s => CardMoves.From(s, move)).OfType<CardState>());
        }

        Assert.Equal(Enum.GetValues<CardState>(), reached.Order());
        Assert.All(Enum.GetValues<CardMove>(), m => Assert.Null(CardMoves.From(CardState.Replaced, m)));
        Assert.Equal([CardState.Issued, CardState.HandedOut, CardState.Returned], Enum.GetValues<CardState>().Where(CardMoves.Works));
    }

    [Fact]
    public async Task A_card_is_handed_out_given_back_and_handed_out_again_and_all_of_it_is_known()
    {
        using CardScene scene = await CardScene.OpenAsync();
        ContactCard card = await IssueAsync(scene, building: "b2");
        ContactCard out1 = Expect.Done(await MoveAsync(scene, card, CardMove.HandOut, "u2-a")).Value;
        Assert.Equal((CardState.HandedOut, "u2-a", (DateTimeOffset?)scene.World.Clock.Now), (out1.State, out1.Unit, out1.HandedOutAt));
        scene.World.Clock.Now += TimeSpan.FromHours(1);
        Assert.Null(Expect.Done(await MoveAsync(scene, card, CardMove.Return)).Value.Unit);
        scene.World.Clock.Now += TimeSpan.FromHours(1);
        Expect.Done(await MoveAsync(scene, card, CardMove.HandOut));
        Assert.IsType<Outcome<Stored<ContactCard>>.Conflict>(await MoveAsync(scene, card, CardMove.HandOut));
        var facts = await Keep(scene).ListAsync("town", card.Id, new PageRequest(9), World.Ct);
        Assert.Equal([CardMove.HandOut, CardMove.Return, CardMove.HandOut], facts.Items.Select(f => f.Value.Move));
        Assert.Equal("u2-a", facts.Items[^1].Value.Unit);
    }

    [Theory]
    [InlineData(CardMove.Lose)]
    [InlineData(CardMove.Replace)]
    public async Task The_code_of_a_lost_or_replaced_card_leads_nowhere_and_the_new_one_does(CardMove move)
    {
        using CardScene scene = await CardScene.OpenAsync();
        ContactCard card = await IssueAsync(scene, household: "u2-a");
        Assert.IsType<Outcome<FoundPlace>.Done>(await FindAsync(scene, card.Code));
        ContactCard dead = Expect.Done(await MoveAsync(scene, card, move)).Value;
        Assert.Equal(["$.card"], Expect.Faults(await FindAsync(scene, card.Code)));
        if (dead.ReplacedBy is { } next)
        {
            ContactCard successor = (await scene.World.Engine.FindAsync(Kinds.ContactCard, "town", next, World.Ct))!.Value;
            Assert.NotEqual(card.Code, successor.Code);
            Assert.Equal(("u2-a", CardState.Issued), (successor.Household, successor.State));
            Assert.IsType<Outcome<FoundPlace>.Done>(await FindAsync(scene, successor.Code));
        }
    }

    [Fact]
    public async Task A_lost_card_leads_nowhere_although_the_process_died_before_its_entry_was_swept()
    {
        using CardScene scene = await CardScene.OpenAsync();
        ContactCard card = await IssueAsync(scene, household: "u2-a");
        scene.World.Store.AfterCommit = _ => throw new KilledException();
        await Assert.ThrowsAsync<KilledException>(() => Keep(scene, scene.World.Here).MoveAsync(scene.Settings, new WantedCardMove(card.Id, CardMove.Lose, null, _ => true), Manager, World.Ct));
        Assert.NotNull(await scene.World.Engine.FindAsync(Kinds.ContactCardEntry, ContactCardEntry.KeyOf(card.Code), ContactCardEntry.OnlyId, World.Ct));
        Assert.Equal(["$.card"], Expect.Faults(await FindAsync(scene, card.Code)));
    }

    [Fact]
    public async Task A_card_goes_only_to_a_unit_that_it_is_for()
    {
        using CardScene scene = await CardScene.OpenAsync();
        Assert.Equal(["$.unit"], Expect.Faults(await MoveAsync(scene, await IssueAsync(scene, household: "u2-a"), CardMove.HandOut, "u2-b")));
        Assert.Equal(["$.unit"], Expect.Faults(await MoveAsync(scene, await IssueAsync(scene, building: "b2"), CardMove.HandOut, "alone")));
        Assert.Equal(["$.unit"], Expect.Faults(await MoveAsync(scene, await IssueAsync(scene, area: "g1"), CardMove.HandOut, "alone")));
        Assert.Equal(["$.unit"], Expect.Faults(await MoveAsync(scene, await IssueAsync(scene, area: "g1"), CardMove.HandOut, "nobody")));
        Assert.Equal(["$.unit"], Expect.Faults(await MoveAsync(scene, await IssueAsync(scene, area: "g1"), CardMove.Lose, "u2-a")));
        Assert.Equal("u2-a", Expect.Done(await MoveAsync(scene, await IssueAsync(scene, household: "u2-a"), CardMove.HandOut)).Value.Unit);
    }

    [Fact]
    public async Task Whoever_keeps_the_households_of_the_place_may_and_in_the_version_that_they_saw()
    {
        using CardScene scene = await CardScene.OpenAsync();
        ContactCard card = await IssueAsync(scene, building: "b2");
        Expect.Done(await MoveAsync(scene, card, CardMove.HandOut, acting: As(Node.OfArea("town", "g1"), Preset.Steward)));
        Assert.IsType<Outcome<Stored<ContactCard>>.Forbidden>(await MoveAsync(scene, card, CardMove.Return, acting: As(Node.OfArea("town", "g2"), Preset.Steward)));
        Assert.IsType<Outcome<Stored<ContactCard>>.Forbidden>(await MoveAsync(scene, card, CardMove.Return, acting: As(Node.OfJurisdiction("town"), Preset.Auditor)));
        Assert.IsType<Outcome<Stored<ContactCard>>.Stale>(await Keep(scene).MoveAsync(scene.Settings, new WantedCardMove(card.Id, CardMove.Return, null, _ => false), Manager, World.Ct));
    }

    [Fact]
    public async Task Cards_are_counted_by_area_beside_the_units()
    {
        using CardScene scene = await CardScene.OpenAsync();
        await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households));
        ContactCard[] cards = [.. (await scene.CardsAsync()).Where(c => c.Household != "alone")];
        await MoveAsync(scene, cards[0], CardMove.HandOut);
        await MoveAsync(scene, cards[1], CardMove.HandOut);
        await MoveAsync(scene, cards[1], CardMove.Replace);
        await MoveAsync(scene, cards[2], CardMove.Lose);
        await MoveAsync(scene, cards[3], CardMove.HandOut);
        await MoveAsync(scene, cards[3], CardMove.Return);
        var counts = await new CountCards(scene.World.Beside.Store, scene.World.Beside.Snapshots).RunAsync(scene.Settings, null, World.Ct);
        Assert.Equal(new CardCount("g1", "g1", "grid", "c1", 7, 5, 1, 1, 1, 1), counts.Single(c => c.Code == "g1"));
        Assert.Equal(["c1", "g1", "g2", "g3", "g4"], counts.Select(c => c.Code));
        Assert.Equal((0, 0), (counts[^1].Issued, counts[^1].Lost));
    }

    private static Acting As(Node node, Preset preset) => new(new Caller("me", null, [new Grant(node, preset)]), null);

    private static KeepCards Keep(CardScene scene, Instance? instance = null)
        => (instance ?? scene.World.Beside) is var i ? new KeepCards(i.Store, i.Snapshots, i.Changer, scene.World.Clock) : throw new InvalidOperationException();

    private static Task<Outcome<Stored<ContactCard>>> MoveAsync(CardScene scene, ContactCard card, CardMove move, string? unit = null, Acting? acting = null)
        => Keep(scene).MoveAsync(scene.Settings, new WantedCardMove(card.Id, move, unit, _ => true), acting ?? Manager, World.Ct);

    private static async Task<ContactCard> IssueAsync(CardScene scene, string? household = null, string? building = null, string? area = null)
        => Expect.Done(await scene.World.Beside.Staff.IssueCardAsync(scene.Settings, household, building, area, null, Acting.Program, World.Ct)).Value;

    private static Task<Outcome<FoundPlace>> FindAsync(CardScene scene, string code) => scene.World.Beside.Places.FindAsync(new Whereabouts(null, Card: code), World.Ct);
}
