using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Cards;

public sealed class PrintCardsTests
{
    [Fact]
    public async Task A_community_is_printed_by_building_floor_and_door_as_doors_are_numbered()
    {
        using CardScene scene = await CardScene.OpenAsync();
        string page = Assert.Single(await scene.PagesAsync(await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households))));
        Assert.Equal(["2号楼 2-301", "2号楼 10-1", "10号楼 1-10", "10号楼 2-9", "10号楼 3-8", "平房3号"], CardScene.Labels(page));
        Assert.Equal(6, (await scene.CardsAsync()).Count);
    }

    [Fact]
    public async Task Only_what_lies_in_the_area_is_printed_for_units_buildings_and_areas()
    {
        using CardScene scene = await CardScene.OpenAsync();
        async Task<string[]> PrintedAsync(PrintFor what, string area)
            => CardScene.Labels(Assert.Single(await scene.PagesAsync(await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(what, area)))));
        Assert.Equal(["平房3号"], await PrintedAsync(PrintFor.Households, "g4"));
        Assert.Equal(["2号楼", "10号楼"], await PrintedAsync(PrintFor.Buildings, "g1"));
        Assert.Empty(await PrintedAsync(PrintFor.Buildings, "g2"));
        Assert.Equal(["g1", "g2", "g3", "g4"], await PrintedAsync(PrintFor.Areas, "c1"));
    }

    [Fact]
    public async Task A_card_says_whose_grid_it_is_who_answers_and_whom_to_call_and_no_name_and_phone_of_the_household()
    {
        using CardScene scene = await CardScene.OpenAsync();
        string page = Assert.Single(await scene.PagesAsync(await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households))));
        string[] cards = page.Split("<section class=\"card\">")[1..];
        Assert.Contains("North Gate", cards[0], StringComparison.Ordinal);
        Assert.Contains("2号楼楼道长", cards[0], StringComparison.Ordinal);
        Assert.Contains("第一网格网格员", cards[2], StringComparison.Ordinal);
        Assert.All(cards, c => Assert.Contains("幸福街道办事处", c, StringComparison.Ordinal));
        Assert.Equal([true, false, false, false, false, false], cards.Select(c => c.Contains("刘庄联络处", StringComparison.Ordinal)));
        Assert.All(cards, c => Assert.Contains("0371-6000 0001", c, StringComparison.Ordinal));
        Assert.All(cards, c => Assert.Contains("110", c, StringComparison.Ordinal));
        Assert.DoesNotContain("街道便民热线", page, StringComparison.Ordinal);
        Assert.DoesNotContain("王庄", page, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密姓名", page, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Printing_again_prints_the_same_codes_and_issues_nothing()
    {
        using CardScene scene = await CardScene.OpenAsync();
        Job first = await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households));
        Job second = await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households, paper: CardPaper.A4));
        Assert.Equal((6, 6, 6, 0), (first.Progress.Counts["cards"], first.Progress.Counts["issued"], second.Progress.Counts["cards"], second.Progress.Counts["issued"]));
        Assert.Equal(CardScene.Codes((await scene.PagesAsync(first))[0]), CardScene.Codes((await scene.PagesAsync(second))[0]));
        Assert.All(await scene.CardsAsync(), c => Assert.NotNull(c.AreaPath));
    }

    [Fact]
    public async Task A_lost_or_withdrawn_card_is_made_anew_at_the_next_printing()
    {
        using CardScene scene = await CardScene.OpenAsync();
        await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households));
        ContactCard[] cards = [.. await scene.CardsAsync()];
        Stored<ContactCard> stored = (await scene.World.Engine.FindAsync(Kinds.ContactCard, "town", cards[0].Id, World.Ct))!;
        await scene.World.Engine.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.ContactCard, stored.Value with { State = CardState.Lost }, stored.ETag), World.Ct);
        Expect.Done(await scene.World.Beside.Staff.WithdrawCardAsync(new(Kinds.ContactCard, "town", cards[1].Id, _ => true, _ => null, Acting.Program), World.Ct));
        Job again = await scene.WorkAsync(scene.World.Beside, await scene.OrderAsync(PrintFor.Households));
        Assert.Equal(2, again.Progress.Counts["issued"]);
        string[] codes = CardScene.Codes((await scene.PagesAsync(again))[0]);
        Assert.Equal(6, codes.Length);
        Assert.DoesNotContain(cards[0].Code, codes);
        Assert.DoesNotContain(cards[1].Code, codes);

        // What was issued in place of the withdrawn one can be withdrawn in turn.
        ContactCard next = (await scene.CardsAsync()).Single(c => c.Household == cards[1].Household);
        Expect.Done(await scene.World.Beside.Staff.WithdrawCardAsync(new(Kinds.ContactCard, "town", next.Id, _ => true, _ => null, Acting.Program), World.Ct));
    }

    [Fact]
    public async Task Killed_before_and_after_every_write_in_turn_each_unit_gets_one_card()
    {
        int kills = 0;
        foreach (bool after in new[] { false, true })
        {
            for (int i = 0; ; i++)
            {
                using CardScene scene = await CardScene.OpenAsync();
                Job job = await scene.OrderAsync(PrintFor.Households);
                bool dead = false;
                int writes = 0;
                Task Write(bool isAfter)
                {
                    dead |= isAfter == after && writes++ == i;
                    return dead ? throw new KilledException() : Task.CompletedTask;
                }

                World world = scene.World;
                (world.Store.BeforeCommit, world.Store.AfterCommit) = (_ => Write(false), _ => Write(true));
                (world.Blobs.BeforeWrite, world.Blobs.AfterWrite) = (_ => Write(false), _ => Write(true));
                await Record.ExceptionAsync(() => scene.WorkAsync(world.Here, job));
                world.Clock.Now += JobRun.LeaseTime * 2;
                string page = Assert.Single(await scene.PagesAsync(await scene.WorkAsync(world.Beside, job)));
                string[] codes = CardScene.Codes(page);
                Assert.Equal(["2号楼 2-301", "2号楼 10-1", "10号楼 1-10", "10号楼 2-9", "10号楼 3-8", "平房3号"], CardScene.Labels(page));
                Assert.Equal(codes.Order(), (await scene.CardsAsync()).Select(c => c.Code).Order());
                Assert.All(await scene.CardsAsync(), c => Assert.NotNull(c.Household));
                foreach (string code in codes)
                {
                    Assert.NotNull(await world.Engine.FindAsync(Kinds.ContactCardEntry, ContactCardEntry.KeyOf(code), ContactCardEntry.OnlyId, World.Ct));
                }

                if (!dead)
                {
                    break;
                }

                kills++;
            }
        }

        Assert.InRange(kills, 20, 80);
    }

    [Fact]
    public async Task Two_printings_at_once_issue_each_card_once()
    {
        using CardScene scene = await CardScene.OpenAsync(unitsInBig: 70);
        Job[] jobs = [await scene.OrderAsync(PrintFor.Households), await scene.OrderAsync(PrintFor.Households)];
        for (int i = 0; i < 5 && (await Task.WhenAll(jobs.Select(async j => (await scene.World.Beside.Store.FindAsync(Kinds.Job, "town", j.Id, World.Ct))!.Value))).Any(j => j.State != JobState.Done); i++)
        {
            await Task.WhenAll(scene.WorkAsync(scene.World.Restarted(), jobs[0]), scene.WorkAsync(scene.World.Beside, jobs[1]));
            scene.World.Clock.Now += JobRun.LeaseTime * 2;
        }

        var cards = await scene.CardsAsync();
        Assert.Equal(73, cards.Count);
        Assert.Equal(73, cards.Select(c => c.Household).Distinct().Count());
    }

    [Fact]
    public async Task Many_cards_become_several_pages_in_slices_and_each_page_is_whole()
    {
        using CardScene scene = await CardScene.OpenAsync(unitsInBig: 500);
        Job job = await scene.OrderAsync(PrintFor.Households, paper: CardPaper.A4);
        var pages = await scene.PagesAsync(await scene.WorkAsync(scene.World.Beside, job));
        Assert.Equal([400, 103], pages.Select(p => CardScene.Codes(p).Length));
        Assert.All(pages, p =>
        {
            Assert.StartsWith("<!doctype html>", p, StringComparison.Ordinal);
            Assert.EndsWith("</body></html>\n", p, StringComparison.Ordinal);
            Assert.Equal(p.Split("<div class=\"sheet\">").Length - 1, (CardScene.Codes(p).Length + 3) / 4);
        });
        Assert.Equal(503, pages.SelectMany(CardScene.Codes).Distinct().Count());
    }

    [Fact]
    public async Task Units_need_the_right_to_see_households_and_an_area_must_be_there()
    {
        using CardScene scene = await CardScene.OpenAsync();
        var desk = new Acting(new Caller("desk", null, [new Grant(Node.OfJurisdiction("town"), Preset.DutyDesk)]), null);
        Assert.IsType<Outcome<Stored<Job>>.Forbidden>(await scene.Orders.OrderAsync(scene.Settings, new PrintRequest(PrintFor.Households, null, CardPaper.A6, "x"), null, desk, World.Ct));
        Assert.Equal(["$.area"], Expect.Faults(await scene.Orders.OrderAsync(scene.Settings, new PrintRequest(PrintFor.Areas, "none", CardPaper.A6, "x"), null, Acting.Program, World.Ct)));
    }

    [Fact]
    public async Task One_sheet_hides_the_door_and_the_origin_from_who_may_not_see_the_household()
    {
        using CardScene scene = await CardScene.OpenAsync();
        ContactCard card = Expect.Done(await scene.World.Beside.Staff.IssueCardAsync(scene.Settings, "u2-a", null, null, null, Acting.Program, World.Ct)).Value;
        Task<string?> SheetAsync(Preset preset)
            => scene.Orders.SheetAsync(scene.Settings, card, CardPaper.A6, "https://grid.example", new Caller("x", null, [new Grant(Node.OfJurisdiction("town"), preset)]), World.Ct);
        Assert.Contains("2-301", await SheetAsync(Preset.Manager), StringComparison.Ordinal);
        string hidden = (await SheetAsync(Preset.DutyDesk))!;
        Assert.DoesNotContain("2-301", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain("刘庄", hidden, StringComparison.Ordinal);
        Assert.Contains(card.Code, hidden, StringComparison.Ordinal);
    }
}
