using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>What becomes of households and open reports when areas change.</summary>
public sealed class ReassignTests : IDisposable
{
    private readonly ReassignTown town = new();

    private World World => town.World;

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task A_report_that_lies_in_another_grid_goes_to_the_steward_there_and_keeps_its_state_and_deadlines()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5);
        Report accepted = Expect.Done(await World.Here.Move.RunAsync(new WantedMove("town", report.Id, Move.Accept, null, _ => true), null, Acting.Program, World.Ct)).Value;
        Report stays = await town.ReportAsync(0.25, 0.5);
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();

        Report moved = (await town.AgainAsync(report)).Value;
        Assert.Equal(("post:id-P-g1", "post:id-P-g2", ReportState.Accepted, 2), (report.Assignee, moved.Assignee, moved.State, moved.Generation));
        Assert.Equal((accepted.AcceptBy, accepted.ResolveBy, accepted.DueAt, 3), (moved.AcceptBy, moved.ResolveBy, moved.DueAt, moved.Sequence));
        Assert.Equal(["c1", "g2"], moved.Areas);
        Assert.Equal((moved.Assignment.Place.AreaPath, moved.Assignment.Assignee!.Key), (moved.AreaPath, moved.Assignee));
        Assert.Equal(["area:c1", "area:g2", $"case:{moved.Id}"], moved.Nodes);
        Expect.SameJson(stays, (await town.AgainAsync(stays)).Value, Kinds.Report.Json);

        ReportEvent[] events = [.. (await World.AllAsync(Kinds.ReportEvent, "town")).Where(e => e.Report == report.Id)];
        ReportEvent last = events[^1];
        Assert.Equal((3, ReportEventKind.Reassigned, ReportState.Accepted, "editor"), (last.Sequence, last.Kind, last.State, last.Actor));
        Assert.Equal(("post:id-P-g1", "post:id-P-g2", 2), (last.AssigneeBefore, last.Assignee, last.Generation));
        Assert.Equal(moved.State, Lifecycle.Replay(events.Select(e => e.Move).OfType<Move>()));
        Assert.Equal(["post:id-P-g2", "post:id-P-g1"], (await World.AllAsync(Kinds.OutboxMessage, "town")).Where(m => m.Event == last.Id).Select(m => m.To));
        Assert.Contains(await World.AllAsync(Kinds.Audit(Container.Reports), "town"), a => a.Fact is { Action: "reassign", Actor: "editor", TraceId: "trace" } && a.Fact.Subject == $"report/{report.Id}");
    }

    [Fact]
    public async Task A_household_that_lies_in_another_grid_is_written_there_and_one_in_a_building_with_it()
    {
        await town.OpenAsync();
        await World.WriteAsync(Kinds.Building, Town.Building("b1", 0.75, 0.75));
        Household own = await town.HouseholdAsync(0.75, 0.5), inBuilding = await town.HouseholdAsync(0, 0, "b1"), stays = await town.HouseholdAsync(0.25, 0.5);
        string before = (await town.AgainAsync(stays)).ETag;
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();
        Assert.Equal(("c1\u001fg2", 2, Basis.Point), ((await town.AgainAsync(own)).Value.AreaPath, (await town.AgainAsync(own)).Value.Generation, (await town.AgainAsync(own)).Value.Place.Basis));
        Assert.Equal(("c1\u001fg2", Basis.Building), ((await town.AgainAsync(inBuilding)).Value.AreaPath, (await town.AgainAsync(inBuilding)).Value.Place.Basis));
        Assert.Equal(before, (await town.AgainAsync(stays)).ETag);
        Assert.Equal(2, (await World.AllAsync(Kinds.Audit(Container.Households), "town")).Count(a => a.Fact.Action == "reassign"));
    }

    [Fact]
    public async Task The_job_counts_from_whom_to_whom_and_its_history_names_each()
    {
        await town.OpenAsync();
        Report report = await town.ReportAsync(0.75, 0.5);
        Household[] households = [await town.HouseholdAsync(0.75, 0.5), await town.HouseholdAsync(0.6, 0.5), await town.HouseholdAsync(1.5, 0.5)];
        await town.MoveBorderAsync();
        Job job = await town.SettledByAsync();
        Assert.Equal(("editor", "reassign", 2L, 1L), (job.Origin.Subject, job.Kind, job.Progress.Counts["households"], job.Progress.Counts["reports"]));
        ReassignmentSummary summary = await town.SummaryAsync(job);
        Assert.Equal((2L, 1L), (summary.Households, summary.Reports));
        Assert.Equal([new("c1/g1", "c1/g2", 2, 1)], summary.Areas);
        Assert.Equal([new("post:id-P-g1", "post:id-P-g2", 1)], summary.Assignees);
        Assert.Equal(
            new[] { households[0].Id, households[1].Id }.Order().Append(report.Id),
            (await town.ChangesAsync(job)).Select(c => c.Id));
    }

    [Fact]
    public async Task Reports_by_the_card_of_an_area_follow_its_parents_and_its_end_and_its_return()
    {
        await town.OpenAsync();
        Stored<ContactCard> card = Expect.Done(await World.Here.Staff.IssueCardAsync(town.Settings, null, null, "g4", null, Acting.Program, World.Ct));
        Report report = await town.SubmitAsync(World.Hazard(0, 0) with { Where = new Whereabouts(null, Card: card.Value.Code) });
        Assert.Equal(["c1", "g4"], report.Areas);

        // The geometry stays; only the parent is another.
        await town.ImportAsync(new("c2", "community", null, 5, 5), new("g4", "grid", "c2", 1, 1));
        await town.FirstRoundAsync();
        Assert.Equal(["c2", "g4"], (await town.AgainAsync(report)).Value.Areas);

        await World.Beside.Import.RunAsync(
            new AreaImportRequest(town.Settings, Town.File([new("g1", "grid", "c1", 0, 0)]), Town.Mapping, ImportMode.Replace), null, ReassignTown.Editor, World.Ct);
        await town.SettleAsync();
        Report ended = (await town.AgainAsync(report)).Value;
        Assert.Equal((0, null, Basis.Card), (ended.Areas.Count, ended.Assignee, ended.Assignment.Place.Basis));

        await town.ImportAsync(new Square("g4", "grid", "c1", 1, 1));
        await town.SettleAsync();
        Report back = (await town.AgainAsync(report)).Value;
        Assert.Equal(("c1\u001fg4", "post:id-P-g4"), (back.AreaPath, back.Assignee));
        Assert.Equal(4, back.Sequence);
        Assert.False(back.Assignment.Placing!.ByPoint);
    }

    [Fact]
    public async Task Reports_that_name_a_household_or_a_building_go_by_where_it_was()
    {
        await town.OpenAsync();
        await World.WriteAsync(Kinds.Building, Town.Building("b1", 0.75, 0.75));
        Household household = await town.HouseholdAsync(0.75, 0.5);
        Report byHousehold = await town.SubmitAsync(World.Hazard(1.5, 1.5) with { Where = new Whereabouts(null, Household: $"town/{household.Id}") });
        Report byBuilding = await town.SubmitAsync(World.Hazard(1.5, 1.5) with { Where = new Whereabouts(SentPosition.Of(Town.Point(1.5, 1.5)), Building: "town/b1") });
        await World.AddPostAsync("P-b1", "g2", p => p with { Building = "b1" });
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();
        Report one = (await town.AgainAsync(byHousehold)).Value, other = (await town.AgainAsync(byBuilding)).Value;
        Assert.Equal(("c1\u001fg2", Basis.Household), (one.AreaPath, one.Assignment.Place.Basis));
        Assert.Equal(("c1\u001fg2", Basis.Building, "post:id-P-b1"), (other.AreaPath, other.Assignment.Place.Basis, other.Assignee));
        Assert.Contains(other.Assignment.Reasons, r => r.Code == "sameBuilding");
    }

    [Theory]
    [InlineData(false, "post:id-P-g2")]
    [InlineData(true, "post:id-Q-g2")]
    public async Task Acquaintance_counts_in_the_new_grid_only_for_a_household_that_asked_for_it(bool wants, string expected)
    {
        await town.OpenAsync();
        await World.AddPostAsync("Q-g2", "g2", p => p with { OriginVillages = ["上村"] });
        var sent = new HouseholdSubmission("H", "Somebody", null, SentPosition.Of(Town.Point(0.75, 0.5)), null, null, 3, "上村", WantsAcquaintance: wants);
        Household household = Expect.Done(await World.Here.Households.CreateAsync(town.Settings, sent, null, Acting.Program, World.Ct)).Value;
        Report report = await town.SubmitAsync(World.Hazard(0, 0) with { Where = new Whereabouts(null, Household: $"town/{household.Id}") });
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();
        Assert.Equal(("c1\u001fg2", expected), ((await town.AgainAsync(report)).Value.AreaPath, (await town.AgainAsync(report)).Value.Assignee));
    }

    [Fact]
    public async Task A_report_about_a_household_that_is_not_located_stays_whatever_its_sender_said()
    {
        await town.OpenAsync();
        var submission = new HouseholdSubmission("H0", null, null, null, null, null, 1, null);
        Household nowhere = Expect.Done(await World.Here.Households.CreateAsync(town.Settings, submission, null, Acting.Program, World.Ct)).Value;
        Report report = await town.SubmitAsync(World.Hazard(0.75, 0.5) with { Where = new Whereabouts(SentPosition.Of(Town.Point(0.75, 0.5)), Household: $"town/{nowhere.Id}") });
        Assert.Empty(report.Areas);
        string before = await town.FingerprintAsync();
        await town.MoveBorderAsync();
        await town.SettleAsync();
        Assert.Equal(before, await town.FingerprintAsync());
    }

    [Fact]
    public async Task Closed_reports_and_those_that_lie_in_no_jurisdiction_keep_everything()
    {
        await town.OpenAsync();
        Report closed = await town.ReportAsync(0.75, 0.5), nowhere = await town.ReportAsync(20, 20);
        foreach (Move move in new[] { Move.Accept, Move.Resolve })
        {
            closed = Expect.Done(await World.Here.Move.RunAsync(new WantedMove("town", closed.Id, move, null, _ => true), null, Acting.Program, World.Ct)).Value;
        }

        Assert.Equal("unassigned", nowhere.Jurisdiction);
        await town.MoveBorderAsync();
        await town.ImportAsync(new Square("g9", "grid", "c1", 20, 20));
        await town.SettleAsync();
        Expect.SameJson(closed, (await town.AgainAsync(closed)).Value, Kinds.Report.Json);
        Expect.SameJson(nowhere, (await town.AgainAsync(nowhere)).Value, Kinds.Report.Json);
    }

    [Fact]
    public async Task Loads_are_counted_report_by_report_so_that_two_posts_share_what_comes()
    {
        await town.OpenAsync();
        await World.AddPostAsync("P-g2b", "g2");
        for (int i = 0; i < 6; i++)
        {
            await town.ReportAsync(0.6 + (i * 0.05), 0.5);
        }

        await town.MoveBorderAsync();
        Job dry = await town.OrderAsync(dryRun: true);
        await town.FirstRoundAsync();
        Dictionary<string, int> loads = (await World.AllAsync(Kinds.Report, "town")).GroupBy(r => r.Assignee!).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(new Dictionary<string, int> { ["post:id-P-g2"] = 3, ["post:id-P-g2b"] = 3 }, loads);
        Assert.Equal([("post:id-P-g2", 3L), ("post:id-P-g2b", 3L)], (await town.SummaryAsync(dry)).Assignees.Select(a => (a.To!, a.Reports)));
    }

    [Fact]
    public async Task A_report_is_no_load_to_whoever_has_it_already()
    {
        await town.OpenAsync();
        foreach (string post in new[] { "P-g1", "P-g2" })
        {
            Stored<Post> found = (await World.Beside.Store.FindAsync(Kinds.Post, "town", "id-" + post, World.Ct))!;
            await World.Beside.Store.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Post, found.Value with { Steward = null }, found.ETag), World.Ct);
        }

        await World.AddPostAsync("A", "c1");
        Report report = await town.ReportAsync(0.75, 0.5);
        await World.AddPostAsync("B", "c1");
        await town.MoveBorderAsync();
        await town.FirstRoundAsync();
        Report moved = (await town.AgainAsync(report)).Value;
        Assert.Equal(("post:id-A", "post:id-A", "c1\u001fg2"), (report.Assignee, moved.Assignee, moved.AreaPath));
        Assert.Single(await World.AllAsync(Kinds.OutboxMessage, "town"));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_as_the_run_and_changes_nothing()
    {
        await town.OpenAsync();
        for (int i = 0; i < 20; i++)
        {
            await town.HouseholdAsync(i * 0.1, 0.5);
            await town.ReportAsync(i * 0.1, 0.7);
        }

        await town.MoveBorderAsync();
        string before = await town.FingerprintAsync();
        Job dry = await town.OrderAsync(dryRun: true);
        Assert.Equal(before, await town.FingerprintAsync());
        Job real = await town.SettledByAsync();
        Assert.Equivalent(await town.SummaryAsync(real), await town.SummaryAsync(dry), strict: true);
        Assert.Equal(await town.ChangesAsync(real), await town.ChangesAsync(dry));
        Assert.InRange((await town.SummaryAsync(dry)).Households!.Value, 4, 6);
        Assert.Equal(0, (await town.SummaryAsync(await town.OrderAsync(dryRun: true))).Reports);
        Assert.Equal(0, (await town.SummaryAsync(await town.OrderAsync(dryRun: true, full: true))).Households);
    }

    [Fact]
    public async Task A_full_recount_finds_what_no_edit_leads_to()
    {
        await town.OpenAsync();
        Household household = await town.HouseholdAsync(0.75, 0.5);
        Stored<Household> stored = await town.AgainAsync(household);
        Household wrong = stored.Value with { Place = stored.Value.Place with { Chain = [stored.Value.Place.Chain[0]] }, Areas = ["c1"], AreaPath = "c1" };
        await World.Beside.Store.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, wrong, stored.ETag), World.Ct);
        Assert.Equal(0, (await town.SummaryAsync(await town.OrderAsync(dryRun: false))).Households);
        Assert.Equal(1, (await town.SummaryAsync(await town.OrderAsync(dryRun: true, full: true))).Households);
        Assert.Equal(1, (await town.SummaryAsync(await town.OrderAsync(dryRun: false, full: true))).Households);
        Assert.Equal("c1\u001fg1", (await town.AgainAsync(household)).Value.AreaPath);
    }

    [Fact]
    public async Task A_document_that_changes_meanwhile_is_placed_as_it_is_then()
    {
        await town.OpenAsync();
        Household household = await town.HouseholdAsync(0.75, 0.5);
        await town.MoveBorderAsync();
        World.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household), async () =>
        {
            var submission = new HouseholdSubmission(household.Code, "Another", null, SentPosition.Of(Town.Point(0.5, 1.5)), null, null, 4, null);
            Expect.Done(await World.Beside.Households.ReplaceAsync(town.Settings, submission, household.Id, _ => true, Acting.Program, World.Ct));
        });
        await town.SettleAsync();
        Household now = (await town.AgainAsync(household)).Value;
        Assert.Equal(("c1\u001fg3", 4), (now.AreaPath, now.Residents));
    }
}
