using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>Units that move, split and merge.</summary>
public sealed class ReshapeUnitsTests
{
    private static readonly NewHome Elsewhere = new(null, null, "b4", "3-301", 3);

    [Fact]
    public async Task A_move_places_the_unit_anew_and_keeps_all_else_in_one_batch_with_its_entry()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> before = await town.AddAsync(RegisterTown.Unit("u1") with { Name = "Li", Care = CareLevel.Key, Floor = 1 });
        town.World.Store.Committed.Clear();
        Reshaped moved = Expect.Fresh(await town.MoveAsync(before, Elsewhere));
        Assert.Equal(["household", "unitChange", "audit"], Assert.Single(town.World.Store.Committed).Operations.Select(o => o.Kind.Name));
        Assert.Equal(("b4", "3-301", 3, CareLevel.Key), (moved.Unit.Value.Building, moved.Unit.Value.Unit, moved.Unit.Value.Floor, moved.Unit.Value.Care));
        Assert.Equal(["c1", "g4"], moved.Unit.Value.Areas);
        Assert.Equal((UnitChangeKind.Moved, ChangeReason.MoveWithin, town.Today), (moved.Change.Kind, moved.Change.Reason, moved.Change.On));
        Assert.Equal(["areas", "building", "floor", "point", "unit"], moved.Change.Fields.Order());
        Assert.Equal(["c1", "g1", "g4"], moved.Change.Areas.Order());
        Assert.Equal("Li", (await town.PersonalAsync(before.Value.Id))!.Name);
    }

    [Fact]
    public async Task A_unit_that_left_counts_no_longer_and_can_be_neither_moved_split_nor_merged()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> left = await town.AddAsync(), stays = await town.AddAsync();
        Reshaped moved = Expect.Fresh(await town.MoveAsync(left, null));
        Assert.Equal((town.Today, ChangeReason.MoveOut), (moved.Unit.Value.MovedOn, moved.Change.Reason));
        Assert.False(moved.Unit.Value.CountsOn(town.Today));
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.MoveAsync(moved.Unit, Elsewhere));
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.SplitAsync(moved.Unit, 1, RegisterTown.Part("p", 1)));
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.MergeAsync(stays, others: moved.Unit));
    }

    [Fact]
    public async Task A_move_needs_grants_at_both_places_and_the_version_that_was_seen()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync();
        Assert.IsType<Outcome<Reshaped>.NotFound>(await town.MoveAsync(unit, Elsewhere, RegisterTown.Steward("g4")));
        Assert.IsType<Outcome<Reshaped>.Forbidden>(await town.MoveAsync(unit, Elsewhere, RegisterTown.Steward("g1")));
        Assert.IsType<Outcome<Reshaped>.Stale>(await town.MoveAsync(unit with { ETag = "old" }, Elsewhere));
        Assert.Equal(["$.to.building"], Expect.Faults(await town.MoveAsync(unit, Elsewhere with { Building = "none" })));
        Assert.Equal(unit.ETag, (await town.AgainAsync(unit.Value.Id)).ETag);
        Expect.Fresh(await town.MoveAsync(unit, Elsewhere, RegisterTown.Steward("g1", "g4")));
    }

    [Fact]
    public async Task A_key_moves_once_and_answers_a_repetition_with_the_unit_as_it_is()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync();
        var key = World.Key("move", useCase: "MoveHousehold");
        Reshaped first = Expect.Fresh(await town.MoveAsync(unit, Elsewhere, key: key)), again = Expect.Replayed(await town.MoveAsync(unit, Elsewhere, key: key));
        Assert.Equal((first.Unit.ETag, first.Change.Id), (again.Unit.ETag, again.Change.Id));
        Assert.IsType<Outcome<Reshaped>.KeyReused>(await town.MoveAsync(unit, Elsewhere, key: key with { RequestHash = "another" }));
        Assert.Equal(2, (await town.EntriesAsync(unit.Value.Id)).Count);
    }

    [Fact]
    public async Task A_killed_split_is_whole_or_not_there_and_its_key_completes_it()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync(RegisterTown.Unit("u1", residents: 5));
        var key = World.Key("split", useCase: "SplitHousehold");
        town.World.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household));
        await Assert.ThrowsAsync<KilledException>(() => town.SplitAsync(unit, 2, key, RegisterTown.Part("p1", 3)));
        Assert.Single(await town.World.AllAsync(Kinds.Household, "town"));
        Reshaped split = Expect.Fresh(await town.SplitAsync(unit, 2, key, RegisterTown.Part("p1", 3)));
        Assert.Equal(split.Others.Single().Id, Expect.Replayed(await town.SplitAsync(unit, 2, key, RegisterTown.Part("p1", 3))).Others.Single().Id);
        Assert.Equal(2, (await town.World.AllAsync(Kinds.Household, "town")).Count);
    }

    [Fact]
    public async Task What_comes_out_of_a_unit_keeps_where_it_was_and_came_from_and_nobody_is_lost()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync(RegisterTown.Unit("u1", residents: 5) with { Name = "Li", OriginVillage = "柳庄", WantsAcquaintance = true });
        Reshaped split = Expect.Fresh(await town.SplitAsync(unit, 2, RegisterTown.Part("p1", 2, "Wang", "work.seeking"), RegisterTown.Part("p2", 1)));
        Assert.Equal([2, 2, 1], [split.Unit.Value.Residents, .. split.Others.Select(o => o.Residents)]);
        Assert.All(split.Others, o => Assert.Equal(("b1", "柳庄", true, null, unit.Value.AreaPath), (o.Building, o.OriginVillage, o.WantsAcquaintance, o.Visits, o.AreaPath)));
        HouseholdPersonalPart part = (await town.PersonalAsync(split.Others[0].Id))!;
        Assert.Equal(("Wang", "work.seeking"), (part.Name, part.Needs!.Single()));
        Assert.Null(await town.PersonalAsync(split.Others[1].Id));
        Assert.Equal("Li", (await town.PersonalAsync(unit.Value.Id))!.Name);
        UnitChange entry = (await town.EntriesAsync(split.Others[0].Id)).Single();
        Assert.Equal((UnitChangeKind.SplitOff, unit.Value.Id), (entry.Kind, entry.Others.Single()));
    }

    [Fact]
    public async Task A_split_names_every_fault_and_a_taken_code_is_a_conflict_that_writes_nothing()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> unit = await town.AddAsync(RegisterTown.Unit("u1", residents: 3)), other = await town.AddAsync(RegisterTown.Unit("taken"));
        Assert.Equal(["$.parts", "$.parts[1].code"], Expect.Faults(await town.SplitAsync(unit, 2, RegisterTown.Part("p", 1), RegisterTown.Part("p", 1))));
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.SplitAsync(unit, 2, RegisterTown.Part("taken", 1)));
        Assert.Equal((unit.ETag, other.ETag), ((await town.AgainAsync(unit.Value.Id)).ETag, (await town.AgainAsync(other.Value.Id)).ETag));
    }

    [Fact]
    public async Task A_merger_gives_the_survivor_everybody_every_need_and_the_highest_care_and_the_others_keep_their_history()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> into = await town.AddAsync(RegisterTown.Unit("u1", residents: 2) with { Name = "Li", Needs = ["work.seeking"] });
        Stored<Household> one = await town.AddAsync(RegisterTown.Unit("u2", "b4", 3) with { Care = CareLevel.Key, Needs = ["oldAge.alone"] }), two = await town.AddAsync();
        town.World.Clock.Now += TimeSpan.FromSeconds(1);
        Reshaped merged = Expect.Fresh(await town.MergeAsync(into, others: [one, two]));
        Assert.Equal((7, CareLevel.Key, null), (merged.Unit.Value.Residents, merged.Unit.Value.Care, merged.Unit.Value.MergedInto));
        HouseholdPersonalPart who = (await town.PersonalAsync(into.Value.Id))!;
        Assert.Equal("Li work.seeking oldAge.alone", $"{who.Name} {string.Join(' ', who.Needs!)}");
        Assert.All(merged.Others, o => Assert.Equal((into.Value.Id, false, true), (o.MergedInto, o.CountsOn(town.Today), o.Merged)));
        Assert.Equal([UnitChangeKind.Created, UnitChangeKind.MergedInto], (await town.EntriesAsync(one.Value.Id)).Select(e => e.Kind));
        Assert.Equal("they married", (await town.World.AllAsync(Kinds.RegisterWords, "town")).Single().Words);

        Stored<Household> part = await town.AgainAsync(one.Value.Id);
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.MoveAsync(part, null));
        Assert.IsType<Outcome<Reshaped>.Conflict>(await town.MergeAsync(await town.AddAsync(), others: part));
        Assert.IsType<Outcome<HouseholdInFull>.Conflict>(await town.Here.Households.ReplaceAsync(
            town.Settings, RegisterTown.Unit("u2"), part.Value.Id, _ => true, Acting.Program, World.Ct));
        Assert.IsType<Outcome<Stored<Household>>.Conflict>(await town.Here.Households.DeleteAsync("town", into.Value.Id, _ => true, Acting.Program, World.Ct));
    }

    [Fact]
    public async Task A_merger_names_every_unit_that_cannot_be_part_and_needs_grants_on_all()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> into = await town.AddAsync(), far = await town.AddAsync(RegisterTown.Unit("far", "b4")), shop = await town.AddAsync(RegisterTown.Unit("s") with { Kind = UnitKind.Shop });
        Stored<Household> none = new(into.Value with { Id = "none" }, "x");
        Assert.Equal(["$.units[0].id", "$.units[1].id", "$.units[2].id"], Expect.Faults(await town.MergeAsync(into, others: [into, none, shop])));
        Assert.Equal(["$.units[0].id"], Expect.Faults(await town.MergeAsync(into, RegisterTown.Steward("g1"), others: far)));
        var stale = Assert.IsType<Outcome<Reshaped>.Stale>(await town.MergeAsync(into, others: far with { ETag = "old" }));
        Assert.Equal("$.units[0].etag", stale.Faults!.Single().Path);
        Assert.Equal([], (await town.World.AllAsync(Kinds.Household, "town")).Where(h => h.Merged));
    }

    [Fact]
    public async Task A_contact_card_of_a_merged_unit_leads_to_the_one_that_it_is_part_of_through_every_merger()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> first = await town.AddAsync(RegisterTown.Unit("u1")), second = await town.AddAsync(RegisterTown.Unit("u2", "b2")), third = await town.AddAsync(RegisterTown.Unit("u3", "b4"));
        ContactCard card = Expect.Done(await town.Here.Staff.IssueCardAsync(town.Settings, first.Value.Id, null, null, null, Acting.Program, World.Ct)).Value;
        Stored<Household> merged = Expect.Fresh(await town.MergeAsync(second, others: first)).Unit;
        FoundPlace found = Expect.Done(await town.Here.Places.FindAsync(new Whereabouts(null, Card: card.Code), World.Ct));
        Assert.Equal(("b2", Town.Point(1.5, 0.5)), (found.BuildingId, found.Point));
        Expect.Fresh(await town.MergeAsync(third, others: merged));
        Assert.Equal("b4", Expect.Done(await town.Here.Places.FindAsync(new Whereabouts(null, Card: card.Code), World.Ct)).BuildingId);
    }

    /// <summary>Many hands change many units in every way: the ledger of each replays to what it is, and nobody is lost or counted twice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_is_moved_split_and_merged_the_residents_and_cards_add_up_and_the_ledger_replays(int seed)
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Random random = new(seed);
        List<string> ids = [];
        int residents = 0, cards = 0;
        for (int i = 0; i < 12; i++)
        {
            int size = random.Next(1, 9);
            Stored<Household> added = await town.AddAsync(RegisterTown.Unit($"u{i}", $"b{random.Next(1, 5)}", size) with
            {
                Care = (CareLevel)random.Next(3), Consent = random.Next(2) == 0 ? null : new Consent(true, new DateOnly(2026, 1, 1)),
            });
            ids.Add(added.Value.Id);
            residents += size;
            Expect.Done(await town.Here.Staff.IssueCardAsync(town.Settings, added.Value.Id, null, null, null, Acting.Program, World.Ct));
            cards++;
        }

        for (int step = 0; step < 60; step++)
        {
            town.World.Clock.Now += TimeSpan.FromSeconds(1);
            Stored<Household> unit = await town.AgainAsync(ids[random.Next(ids.Count)]);
            Outcome<Reshaped> outcome = random.Next(4) switch
            {
                0 => await town.MoveAsync(unit, Elsewhere with { Building = $"b{random.Next(1, 5)}" }),
                1 when unit.Value.Residents > 1 => await town.SplitAsync(unit, 1, RegisterTown.Part($"p{step}", unit.Value.Residents - 1)),
                2 => await town.MergeAsync(unit, others: await town.AgainAsync(ids[random.Next(ids.Count)])),
                _ => await EditAsync(unit),
            };
            if (outcome is Outcome<Reshaped>.Done { Value: var done })
            {
                ids.AddRange(done.Others.Select(o => o.Id).Except(ids));
            }

            List<Household> all = await town.World.AllAsync(Kinds.Household, "town");
            Assert.Equal(residents, all.Where(h => h.CountsOn(town.Today)).Sum(h => h.Residents));
            Assert.All(all.Where(h => h.Merged), h => Assert.Contains(all, s => s.Id == h.MergedInto));
        }

        foreach (string id in ids)
        {
            Assert.Equal(UnitLedger.CodedOf((await town.AgainAsync(id)).Value).OrderBy(f => f.Key), UnitLedger.Replay(await town.EntriesAsync(id)).OrderBy(f => f.Key));
        }

        List<ContactCard> issued = await town.World.AllAsync(Kinds.ContactCard, "town");
        Assert.Equal(cards, issued.Count);
        foreach (ContactCard card in issued)
        {
            Stored<Household> survivor = (await town.World.Store.FindSurvivorAsync("town", card.Household!, World.Ct))!;
            Assert.True(survivor.Value.CountsOn(town.Today));
        }

        async Task<Outcome<Reshaped>> EditAsync(Stored<Household> unit)
        {
            await town.Here.Households.ReplaceAsync(
                town.Settings,
                RegisterTown.Unit(unit.Value.Code, unit.Value.Building!, unit.Value.Residents) with { Care = (CareLevel)random.Next(3), Floor = random.Next(9), Consent = unit.Value.Consent },
                unit.Value.Id, e => e == unit.ETag, Acting.Program, World.Ct);
            return new Outcome<Reshaped>.Conflict("only edited");
        }
    }
}
