using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.People;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Visits;

public class VisitRequestTests
{
    private static readonly VisitRequestSubmission Wanted = new(VisitRequestSource.Call, VisitReason.Care, null, null, null, null, null, null);

    [Fact]
    public async Task A_request_is_done_by_the_visit_that_names_it_and_meets_somebody()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1"), other = await scene.UnitAsync("h2");
        VisitRequest request = await CreateAsync(scene, unit, Wanted);
        Assert.Equal(["$.request"], Expect.Faults(await scene.RecordAsync(other.Id, VisitScene.Visit() with { Request = request.Id })));

        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.NobodyHome, scene.World.Clock.Now.AddHours(-2)) with { Request = request.Id }));
        VisitRequest tried = await FindAsync(scene, request.Id);
        Assert.Equal((VisitRequestState.Open, 1), (tried.State, tried.Failed));
        Visit visit = Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit() with { Request = request.Id })).Value;
        VisitRequest done = await FindAsync(scene, request.Id);
        Assert.Equal((VisitRequestState.Done, visit.Id, scene.World.Clock.Now), (done.State, done.Visit, done.EndedAt));

        // One that was made meanwhile, and came late, is a visit all the same.
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: scene.World.Clock.Now.AddHours(-1)) with { Request = request.Id, Offline = true }));
        Assert.Equal(visit.Id, (await FindAsync(scene, request.Id)).Visit);
    }

    [Fact]
    public async Task Two_visits_for_one_request_at_once_are_both_kept_and_one_of_them_answers_it()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        VisitRequest request = await CreateAsync(scene, unit, Wanted);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => scene.RecordAsync(unit.Id, VisitScene.Visit() with { Request = request.Id })));
        Assert.Equal(3, (await scene.VisitsAsync()).Count);
        Assert.Contains((await FindAsync(scene, request.Id)).Visit, (await scene.VisitsAsync()).Select(v => v.Id));
    }

    [Fact]
    public async Task Open_requests_come_first_by_the_day_for_which_they_are_wanted_and_then_ended_ones_the_latest_first()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        List<string> ids = [];
        foreach (int? days in new int?[] { 5, null, 0, 3, 9 })
        {
            ids.Add((await CreateAsync(scene, unit, Wanted with { WantedBy = days is { } d ? scene.Today.AddDays(d) : null })).Id);
            scene.World.Clock.Now += TimeSpan.FromMinutes(1);
        }

        Expect.Done(await scene.Here.VisitRequests.CancelAsync("town", ids[3], "WHY", _ => true, VisitScene.OfG1, World.Ct));
        scene.World.Clock.Now += TimeSpan.FromMinutes(1);
        Expect.Done(await scene.Here.VisitRequests.CancelAsync("town", ids[0], "WHY", _ => true, VisitScene.OfG1, World.Ct));
        Assert.Equal([ids[2], ids[4], ids[1], ids[0], ids[3]], await ListAsync(scene, new VisitRequestFilter(null, null, null, null, null), VisitScene.OfG1.Caller));
        Assert.Equal([ids[2], ids[4], ids[1]], await ListAsync(scene, new VisitRequestFilter(true, "g1", unit.Id, null, null), Caller.Program));
        Assert.Empty(await ListAsync(scene, new VisitRequestFilter(null, "g2", null, null, null), Caller.Program));
        Assert.IsType<Outcome<Stored<VisitRequest>>.Conflict>(await scene.Here.VisitRequests.CancelAsync("town", ids[0], "again", _ => true, VisitScene.OfG1, World.Ct));
        Assert.IsType<Outcome<Stored<VisitRequest>>.Stale>(await scene.Here.VisitRequests.CancelAsync("town", ids[1], "x", _ => false, VisitScene.OfG1, World.Ct));
    }

    [Fact]
    public async Task Words_of_a_request_lie_in_its_personal_part_are_read_audited_and_go_with_the_household()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        VisitRequest request = await CreateAsync(scene, unit, Wanted with { Note = "NOTESECRET" });
        Expect.Done(await scene.Here.VisitRequests.CancelAsync("town", request.Id, "WHYSECRET", _ => true, VisitScene.OfG1, World.Ct));
        VisitRequestPersonalPart words = Expect.Done(await scene.Here.VisitRequests.FindAsync("town", request.Id, VisitScene.OfG1, World.Ct)).Personal!;
        Assert.Equal(("NOTESECRET", "WHYSECRET"), (words.Note, words.CancelNote));
        Assert.Equal(
            ["create", "readPersonal", "replace"],
            (await scene.World.AllAsync(Kinds.Audit(Container.Households), "town")).Where(a => a.Fact.Subject == $"visitRequest/{request.Id}").Select(a => a.Fact.Action).Order());
        Expect.Done(await scene.Here.Households.DeleteAsync("town", unit.Id, _ => true, Acting.Program, World.Ct));
        Assert.Empty(await scene.World.AllAsync(Kinds.VisitRequestPersonalPart, "town"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_named_at_once_and_grants_end_where_the_unit_does()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1"), other = await scene.UnitAsync("h2", x: 1.5), gone = await scene.UnitAsync("h3", change: u => u with { MovedOn = scene.Today });
        VisitRequestSubmission wrong = Wanted with { WantedBy = scene.Today.AddDays(-1), Post = "x", Steward = "x", Report = "x", Companion = "x" };
        Assert.Equal(["$.wantedBy", "$.post", "$.steward", "$.report", "$.companion"], Expect.Faults(await AskAsync(scene, unit, wrong, VisitScene.OfG1)));
        Assert.IsType<Outcome<Stored<VisitRequest>>.NotFound>(await AskAsync(scene, other, Wanted, VisitScene.OfG1));
        Assert.IsType<Outcome<Stored<VisitRequest>>.Conflict>(await AskAsync(scene, gone, Wanted, VisitScene.OfG1));
        Acting auditor = new(new Caller("a", null, [new Grant(Node.OfJurisdiction("town"), Preset.Auditor)]), null);
        Assert.IsType<Outcome<Stored<VisitRequest>>.Forbidden>(await AskAsync(scene, unit, Wanted, auditor));
        VisitRequest theirs = Expect.Fresh(await AskAsync(scene, other, Wanted, Acting.Program)).Value;
        Assert.IsType<Outcome<VisitRequestInFull>.NotFound>(await scene.Here.VisitRequests.FindAsync("town", theirs.Id, VisitScene.OfG1, World.Ct));
        Assert.IsType<Outcome<Stored<VisitRequest>>.NotFound>(await scene.Here.VisitRequests.CancelAsync("town", theirs.Id, "x", _ => true, VisitScene.OfG1, World.Ct));
        Assert.IsType<Outcome<Page<VisitRequest>>.Forbidden>(await scene.Here.VisitRequestReads.ListAsync("town", new(null, null, null, null, null), new PageRequest(9), Caller.Nobody, World.Ct));
    }

    [Fact]
    public async Task Companions_are_those_who_met_them_before_and_those_who_know_their_village_only_where_they_asked_for_that()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household asks = await scene.UnitAsync("asks", change: u => u with { OriginVillage = "Liuzhuang", WantsAcquaintance = true });
        Household silent = await scene.UnitAsync("silent", change: u => u with { OriginVillage = "Liuzhuang" });
        foreach (string id in new[] { "knows", "met", "tried", "stranger" })
        {
            await scene.StewardAsync(id);
        }

        await scene.StewardAsync("away", null, new Leave(scene.Today, scene.Today.AddDays(5)));
        await scene.World.AddPostAsync("knows", "g3", p => p with { Steward = "knows", OriginVillages = ["Liuzhuang"] });
        await scene.World.AddPostAsync("away", "g1", p => p with { Steward = "away", OriginVillages = ["Liuzhuang"] });
        await scene.World.AddPostAsync("over", "g1", p => p with { Steward = "stranger", OriginVillages = ["Liuzhuang"], ValidTo = scene.Today });
        foreach (Household unit in new[] { asks, silent })
        {
            Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: scene.World.Clock.Now.AddDays(-1)) with { By = "met" }));
            Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.NobodyHome) with { By = "tried" }));
        }

        IReadOnlyList<Companion> found = await scene.Here.Companions.OfAsync(scene.Settings, await scene.FindAsync(asks.Id), World.Ct);
        Assert.Equal([("knows", "originVillage"), ("met", "visitedBefore")], found.Select(c => (c.Steward, string.Join(' ', c.Bases.Select(Wire.Name)))));
        Assert.Equal(["met"], (await scene.Here.Companions.OfAsync(scene.Settings, await scene.FindAsync(silent.Id), World.Ct)).Select(c => c.Steward));
    }

    [Fact]
    public async Task Whoever_is_asked_to_come_along_finds_it_answers_it_and_nobody_answers_for_them()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        await scene.StewardAsync("li", "li");
        await scene.StewardAsync("zhao");
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: scene.World.Clock.Now.AddDays(-40)) with { By = "li" }));
        Acting li = new(new Caller("li", null, [new Grant(Node.OfArea("town", "g2"), Preset.Steward)]), null);
        VisitRequest request = await CreateAsync(scene, unit, Wanted with { Companion = "li" });
        Assert.Equal([request.Id], (await scene.Here.VisitRequestReads.ListAskedAsync("town", new PageRequest(9), li.Caller, World.Ct)).Items.Select(r => r.Value.Id));
        Assert.Empty((await scene.Here.VisitRequestReads.ListAskedAsync("town", new PageRequest(9), VisitScene.OfG1.Caller, World.Ct)).Items);
        Assert.IsType<Outcome<Stored<VisitRequest>>.Forbidden>(await scene.Here.VisitRequests.AnswerAsync("town", request.Id, true, _ => true, VisitScene.OfG1, World.Ct));

        VisitRequest accepted = Expect.Done(await scene.Here.VisitRequests.AnswerAsync("town", request.Id, true, _ => true, li, World.Ct)).Value;
        Assert.Equal((CompanionState.Accepted, scene.World.Clock.Now), (accepted.Companion!.State, accepted.Companion.AnsweredAt));
        Assert.Equal(CompanionState.Declined, Expect.Done(await scene.Here.VisitRequests.AnswerAsync("town", request.Id, false, _ => true, li, World.Ct)).Value.Companion!.State);
        Assert.Empty((await scene.Here.VisitRequestReads.ListAskedAsync("town", new PageRequest(9), li.Caller, World.Ct)).Items);

        Assert.Equal(["$.steward"], Expect.Faults(await scene.Here.VisitRequests.AskCompanionAsync(scene.Settings, request.Id, "zhao", _ => true, VisitScene.OfG1, World.Ct)));
        Assert.Equal(CompanionState.Asked, Expect.Done(await scene.Here.VisitRequests.AskCompanionAsync(scene.Settings, request.Id, "li", _ => true, VisitScene.OfG1, World.Ct)).Value.Companion!.State);
        Visit visit = Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit() with { Request = request.Id, By = "zhao", Companion = "li" })).Value;
        Assert.Equal(("zhao", "li"), (visit.By, visit.Companion));
        Assert.Empty((await scene.Here.VisitRequestReads.ListAskedAsync("town", new PageRequest(9), li.Caller, World.Ct)).Items);
        Assert.IsType<Outcome<Stored<VisitRequest>>.Conflict>(await scene.Here.VisitRequests.AnswerAsync("town", request.Id, true, _ => true, li, World.Ct));
    }

    private static Task<Outcome<Stored<VisitRequest>>> AskAsync(VisitScene scene, Household unit, VisitRequestSubmission wanted, Acting by)
        => scene.Here.VisitRequests.CreateAsync(scene.Settings, unit.Id, wanted, null, by, World.Ct);

    private static async Task<VisitRequest> CreateAsync(VisitScene scene, Household unit, VisitRequestSubmission wanted)
        => Expect.Fresh(await AskAsync(scene, unit, wanted, VisitScene.OfG1)).Value;

    private static async Task<VisitRequest> FindAsync(VisitScene scene, string id) => (await scene.Here.Store.FindAsync(Kinds.VisitRequest, "town", id, World.Ct))!.Value;

    private static async Task<string[]> ListAsync(VisitScene scene, VisitRequestFilter filter, Caller caller)
    {
        List<string> ids = [];
        for (PageToken? after = null; ;)
        {
            Page<VisitRequest> page = Expect.Done(await scene.Here.VisitRequestReads.ListAsync("town", filter, new PageRequest(2, after), caller, World.Ct));
            ids.AddRange(page.Items.Select(r => r.Value.Id));
            if ((after = page.Next) is null)
            {
                return [.. ids];
            }
        }
    }
}
