using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Households;

/// <summary>What the register keeps, lists and writes into its ledger.</summary>
public sealed class RegisterTests
{
    [Fact]
    public async Task A_unit_keeps_what_was_sent_and_a_replacement_keeps_what_no_form_says()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        HouseholdSubmission sent = RegisterTown.Unit("c1") with
        {
            Name = "Water Ltd", Kind = UnitKind.Company, Floor = -1, Care = CareLevel.Attention, Needs = ["work.hiring"], Consent = new Consent(true, new DateOnly(2026, 1, 2)), Located = HowLocated.Gps,
        };
        Stored<Household> unit = await town.AddAsync(sent);
        Household h = unit.Value;
        Assert.Equal((UnitKind.Company, -1, CareLevel.Attention, sent.Consent, null), (h.Kind, h.Floor, h.Care, h.Consent, h.Located));
        Assert.Equal(["work.hiring"], (await town.PersonalAsync(h.Id))!.Needs);
        var summary = new VisitSummary(town.Today, town.World.Clock.Now, Domain.Visits.VisitOutcome.Done, 0);
        await town.World.Store.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, h with { Visits = summary }, unit.ETag), World.Ct);
        HouseholdInFull after = Expect.Done(await town.Here.Households.ReplaceAsync(town.Settings, sent with { Floor = 2 }, h.Id, _ => true, Acting.Program, World.Ct));
        Assert.Equal((2, summary), (after.Household.Value.Floor, after.Household.Value.Visits));
        Assert.IsType<Outcome<Stored<Household>>.Conflict>(await town.Here.Households.CreateAsync(
            town.Settings, RegisterTown.Unit("c1") with { Kind = UnitKind.Shop }, null, Acting.Program, World.Ct));
    }

    [Fact]
    public async Task Lists_show_the_units_that_count_unless_others_are_asked_for_and_narrow_by_kind_care_and_building()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Stored<Household> stays = await town.AddAsync(RegisterTown.Unit("u1") with { Care = CareLevel.Key }), shop = await town.AddAsync(RegisterTown.Unit("s1", "b2") with { Kind = UnitKind.Shop });
        Stored<Household> left = await town.AddAsync(), part = await town.AddAsync(), leaves = await town.AddAsync(RegisterTown.Unit("u9") with { MovedOn = town.Today.AddDays(9) });
        Expect.Done(await town.MoveAsync(left, null));
        Expect.Done(await town.MergeAsync(stays, others: part));
        string[] all = [stays.Value.Id, shop.Value.Id, left.Value.Id, part.Value.Id, leaves.Value.Id];
        await IsAsync(new(), stays, shop, leaves);
        await IsAsync(new(State: UnitStanding.Moved), left);
        await IsAsync(new(State: UnitStanding.Merged), part);
        Assert.Equal(all.Order(), await ListAsync(new(State: UnitStanding.All)));
        await IsAsync(new(Kind: UnitKind.Shop), shop);
        await IsAsync(new(Care: CareLevel.Key), stays);
        await IsAsync(new(Building: "b2"), shop);
        await IsAsync(new(Area: "g2"), shop);

        async Task IsAsync(HouseholdFilter filter, params Stored<Household>[] units) => Assert.Equal(units.Select(u => u.Value.Id).Order(), await ListAsync(filter));

        async Task<IEnumerable<string>> ListAsync(HouseholdFilter filter)
        {
            List<string> found = [];
            PageToken? after = null;
            do
            {
                HouseholdPage page = Expect.Done(await town.Here.Find.ListAsync("town", filter, new PageRequest(1, after), Acting.Program, World.Ct));
                found.AddRange(page.Items.Select(i => i.Unit.Id));
                after = page.Next;
            }
            while (after is not null);
            return found.Order();
        }
    }

    [Fact]
    public async Task A_list_by_need_shows_those_in_scope_page_by_page_and_is_audited()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        for (int i = 0; i < 9; i++)
        {
            await town.AddAsync(RegisterTown.Unit($"n{i}", i % 2 == 0 ? "b1" : "b4") with { Name = "secret", Needs = i < 6 ? ["oldAge.alone", "health.chronic"] : ["work.seeking"] });
        }

        List<UnitListed> found = [];
        PageToken? after = null;
        Acting steward = RegisterTown.Steward("g1");
        do
        {
            HouseholdPage page = Expect.Done(await town.Here.Find.ListAsync("town", new(Need: "oldAge.alone"), new PageRequest(2, after), steward, World.Ct));
            found.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["n0", "n2", "n4"], found.Select(f => f.Unit.Code).Order());
        Assert.All(found, f => Assert.Equal(["oldAge.alone", "health.chronic"], f.Needs));
        Assert.Contains(await town.World.AllAsync(Kinds.Audit(Container.Households), "town"), a => a.Fact is { Actor: "s", Action: "readPersonal", Subject: "household/list" });
        Assert.Equal(["query.need"], Expect.Faults(await town.Here.Find.ListAsync("town", new(Need: "none"), new PageRequest(2), steward, World.Ct)));
        var nobody = new Acting(new Caller("v", null, [new Grant(Node.OfJurisdiction("town"), Preset.Volunteer)]), null);
        Assert.IsType<Outcome<HouseholdPage>.Forbidden>(await town.Here.Find.ListAsync("town", new(), new PageRequest(2), nobody, World.Ct));
    }

    [Fact]
    public async Task The_ledger_says_who_did_what_and_why_in_codes_and_names_of_fields_and_words_lie_beside_it()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        HouseholdSubmission sent = RegisterTown.Unit("u1") with { Name = "Ottoline", Phone = "13512345678", OriginVillage = "柳庄", Unit = "2-301" };
        Household unit = (await town.AddAsync(sent)).Value;
        town.World.Clock.Now += TimeSpan.FromMinutes(1);
        HouseholdSubmission changed = sent with { Name = "Fairweather", Care = CareLevel.Key, Residents = 4, Needs = ["health.bedridden"], Unit = "2-302" };
        Expect.Done(await town.Here.Households.ReplaceAsync(
            town.Settings, changed, new Why(ChangeReason.Visit, "she fell on the stairs"), unit.Id, _ => true, RegisterTown.Steward("g1"), World.Ct));
        List<UnitChange> entries = await town.EntriesAsync(unit.Id);
        Assert.Equal([UnitChangeKind.Created, UnitChangeKind.Edited], entries.Select(e => e.Kind));
        UnitChange edit = entries[1];
        Assert.Equal(("s", ChangeReason.Visit, true), (edit.By, edit.Reason, edit.HasWords));
        Assert.Equal(["care", "name", "needs", "residents", "unit"], edit.Fields.Order());
        Assert.Equal([new CodedChange("care", "ordinary", "key"), new CodedChange("residents", "2", "4")], edit.Values);
        string written = string.Concat(entries.Select(e => System.Text.Json.JsonSerializer.Serialize(e, DomainJson.Default.UnitChange)));
        Assert.All(new[] { "Ottoline", "Fairweather", "13512345678", "柳庄", "2-30", "bedridden", "stairs" }, secret => Assert.DoesNotContain(secret, written, StringComparison.Ordinal));

        UnitChangePage page = Expect.Done(await town.Here.Changes.OfUnitAsync("town", unit.Id, new PageRequest(10), RegisterTown.Steward("g1"), World.Ct));
        Assert.Equal(["she fell on the stairs", null], page.Items.Select(i => i.Words));
        Assert.Contains(await town.World.AllAsync(Kinds.Audit(Container.Households), "town"), a => a.Fact is { Action: "readPersonal" } f && f.Subject == $"household/{unit.Id}");
        Assert.IsType<Outcome<UnitChangePage>.NotFound>(await town.Here.Changes.OfUnitAsync("town", unit.Id, new PageRequest(10), RegisterTown.Steward("g4"), World.Ct));
    }

    [Fact]
    public async Task The_ledger_of_all_units_comes_newest_first_in_pages_by_area_and_keeps_the_entries_of_what_was_deleted()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Household[] units = new Household[6];
        for (int i = 0; i < 6; i++)
        {
            town.World.Clock.Now += TimeSpan.FromMinutes(1);
            units[i] = (await town.AddAsync(RegisterTown.Unit($"u{i}", i % 2 == 0 ? "b1" : "b4"))).Value;
        }

        town.World.Clock.Now += TimeSpan.FromMinutes(1);
        Expect.Done(await town.Here.Households.DeleteAsync("town", ChangeReason.PersonRequest, units[0].Id, _ => true, Acting.Program, World.Ct));
        Caller g1 = RegisterTown.Steward("g1").Caller;
        UnitChangePage first = Expect.Done(await town.Here.Changes.ListAsync("town", new(), new PageRequest(2), g1, World.Ct));
        UnitChangePage rest = Expect.Done(await town.Here.Changes.ListAsync("town", new(), new PageRequest(9, first.Next), g1, World.Ct));
        Assert.Equal(
            [(units[0].Id, UnitChangeKind.Deleted), (units[4].Id, UnitChangeKind.Created), (units[2].Id, UnitChangeKind.Created), (units[0].Id, UnitChangeKind.Created)],
            first.Items.Concat(rest.Items).Select(i => (i.Change.Unit, i.Change.Kind)));
        Assert.Equal(3, Expect.Done(await town.Here.Changes.ListAsync("town", new(Area: "g4"), new PageRequest(9), Acting.Program.Caller, World.Ct)).Items.Count);
        Assert.Single(Expect.Done(await town.Here.Changes.ListAsync("town", new(Kind: UnitChangeKind.Deleted), new PageRequest(9), Acting.Program.Caller, World.Ct)).Items);
        Assert.Equal(2, Expect.Done(await town.Here.Changes.OfUnitAsync("town", units[0].Id, new PageRequest(9), RegisterTown.Steward("g1"), World.Ct)).Items.Count);
        Assert.IsType<Outcome<UnitChangePage>.NotFound>(await town.Here.Changes.OfUnitAsync("town", units[0].Id, new PageRequest(9), RegisterTown.Steward("g4"), World.Ct));
    }

    [Fact]
    public async Task Units_that_follow_their_building_say_so_in_the_ledger()
    {
        using RegisterTown town = await RegisterTown.OpenAsync();
        Household unit = (await town.AddAsync()).Value;
        var changing = new Changing<Building>(Kinds.Building, "town", "b1", _ => true, b => b.Code, Acting.Program);
        Building b1 = (await town.World.Store.FindAsync(Kinds.Building, "town", "b1", World.Ct))!.Value;
        Expect.Done(await town.Here.Staff.ReplaceAsync(changing, town.Settings, _ => b1 with { Point = Town.Point(1.5, 1.5), Expected = new ExpectedUnits(12, Shops: 2) }, World.Ct));
        UnitChange entry = (await town.EntriesAsync(unit.Id)).Single(e => e.Kind == UnitChangeKind.Followed);
        Assert.Equal((ChangeReason.BuildingMoved, "areas point"), (entry.Reason, string.Join(' ', entry.Fields.Order())));
    }

    [Fact]
    public void Needs_are_a_closed_list_in_five_fields_of_life_with_names_in_both_languages_that_files_may_write()
    {
        Assert.Equal(["disability", "health", "oldAge", "schooling", "work"], NeedCodes.All.Select(n => n.Code.Split('.')[0]).Distinct().Order());
        Assert.All(NeedCodes.All, n => Assert.Equal((n, n, n), (NeedCodes.Find(n.Code), NeedCodes.Find(n.Zh), NeedCodes.Find(n.En.ToUpperInvariant()))));
        Assert.Null(NeedCodes.Find("money"));
        Assert.Equal(["work.seeking", "health.chronic"], NeedCodes.Union(["health.chronic"], null, ["work.seeking", "health.chronic"]));
    }
}
