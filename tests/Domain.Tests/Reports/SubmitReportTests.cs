using System.Text;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>Taking a report in, over the real store.</summary>
public sealed class SubmitReportTests : IDisposable
{
    private static readonly Acting Resident = new(Caller.Nobody, "trace-1");
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_report_is_kept_with_its_event_message_personal_part_and_audit_entry_in_one_batch()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Post post = await world.AddPostAsync("p1", "g1");
        SubmittedReport submitted = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { ContactName = "Li" }, World.Key("k"), Resident, World.Ct));
        Report report = submitted.Report.Value;

        Batch batch = Assert.Single(world.Store.Committed, b => b.Container == Container.Reports);
        Assert.Equal(
            ["audit", "outboxMessage", "report", "reportEvent", "reportPersonalPart"], batch.Operations.Select(o => o.Kind.Name).Order());
        Expect.SameJson(report, Assert.Single(await world.AllAsync(Kinds.Report, "town")), Kinds.Report.Json);
        Assert.Equal("post:" + post.Id, report.Assignee);
        Assert.Equal((ReportState.Received, true, 1, 1), (report.State, report.Open, report.Generation, report.Sequence));
        Assert.Equal((world.Clock.Now.AddHours(24), world.Clock.Now.AddHours(72), world.Clock.Now.AddHours(24)), (report.AcceptBy, report.ResolveBy, report.DueAt));
        Assert.Equal(["area:c1", "area:g1", $"case:{report.Id}"], report.Nodes);

        ReportEvent received = Assert.Single(await world.AllAsync(Kinds.ReportEvent, "town"));
        Assert.Equal((report.Id, 1, ReportEventKind.Received, ReportState.Received, "reporter", report.Assignee), (received.Report, received.Sequence, received.Kind, received.State, received.Actor, received.Assignee));
        OutboxMessage message = Assert.Single(await world.AllAsync(Kinds.OutboxMessage, "town"));
        Assert.Equal((report.Id, received.Id, report.Assignee, OutboxState.Pending), (message.Report, message.Event, message.To, message.State));
        ReportPersonalPart personal = Assert.Single(await world.AllAsync(Kinds.ReportPersonalPart, "town"));
        Assert.Equal((report.Id, "A lamp is broken", "Li", null), (personal.Report, personal.Words, personal.ContactName, personal.ContactPhone));
        AuditEntry audit = Assert.Single(await world.AllAsync(Kinds.Audit(Container.Reports), "town"));
        Assert.Equal(new AuditFact(world.Clock.Now, "reporter", "submitReport", $"report/{report.Id}", "trace-1"), audit.Fact);
    }

    [Fact]
    public async Task Nothing_personal_and_no_secret_is_written_outside_the_personal_part()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("p1", "g1");
        OnceKey key = World.Key("KEYSECRET");
        ReportSubmission submission = World.Hazard(0.5, 0.5) with { Words = "WORDSECRET", ContactName = "NAMESECRET", ContactPhone = "PHONESECRET" };
        SubmittedReport submitted = Expect.Done(await world.Here.Submit.RunAsync(submission, key, Resident, World.Ct));

        string[] personal = ["WORDSECRET", "NAMESECRET", "PHONESECRET"];
        string[] secrets = ["KEYSECRET", submitted.Tracking.ToString().Split('.')[2], Convert.ToHexStringLower(submitted.Tracking.Secret)];
        int looked = 0;
        foreach (BatchOperation operation in world.Store.Committed.SelectMany(b => b.Operations))
        {
            string text = Encoding.UTF8.GetString(operation.Body.Span);
            Assert.All(secrets, s => Assert.DoesNotContain(s, text, StringComparison.OrdinalIgnoreCase));
            Assert.All(personal, s => Assert.Equal(operation.Kind == Kinds.ReportPersonalPart, text.Contains(s, StringComparison.Ordinal)));
            looked++;
        }

        Assert.Equal(6, looked);
    }

    [Fact]
    public async Task A_report_without_words_and_contact_has_no_personal_part()
    {
        Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0, 0) with { Words = "" }, null, Resident, World.Ct));
        Assert.Empty(await world.AllAsync(Kinds.ReportPersonalPart, Jurisdiction.Unassigned));
        Assert.Single(await world.ReportsAsync(Jurisdiction.Unassigned));
    }

    [Fact]
    public async Task A_report_outside_every_jurisdiction_is_kept_unassigned_for_the_duty_desk()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        ReportSubmission submission = World.Hazard(50, 50) with { Category = "anything" };
        Report report = Expect.Fresh(await world.Here.Submit.RunAsync(submission, World.Key("k"), Resident, World.Ct)).Report.Value;
        Assert.Equal((Jurisdiction.Unassigned, null, 0, ""), (report.Jurisdiction, report.Assignee, report.Generation, report.AreaPath));
        Assert.Equal([PlaceFlag.OutsideAllAreas, PlaceFlag.NoAssignee], report.Assignment.Flags);
        Assert.Equal(world.Clock.Now.AddHours(24), report.DueAt);
        Assert.Equal("dutyDesk", Assert.Single(await world.AllAsync(Kinds.OutboxMessage, Jurisdiction.Unassigned)).To);
        Assert.Empty(await world.ReportsAsync("town"));
    }

    [Fact]
    public async Task A_report_in_an_area_where_nobody_is_on_duty_goes_to_the_duty_desk()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Report report = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct)).Report.Value;
        Assert.Equal(("town", null), (report.Jurisdiction, report.Assignee));
        Assert.Contains(PlaceFlag.NoAssignee, report.Assignment.Flags);
        Assert.Equal("dutyDesk", Assert.Single(await world.AllAsync(Kinds.OutboxMessage, "town")).To);
    }

    [Fact]
    public async Task A_category_that_the_jurisdiction_does_not_have_is_refused_and_nothing_is_kept()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.Equal(["$.category"], Expect.Faults(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { Category = "noise" }, World.Key("k"), Resident, World.Ct)));
        Assert.Empty(world.Store.Committed);
    }

    [Theory]
    [InlineData("2026-03-01T15:59:59Z", false)]
    [InlineData("2026-03-01T16:00:00Z", true)]
    [InlineData("2026-03-02T15:59:59Z", true)]
    [InlineData("2026-03-02T16:00:00Z", false)]
    public async Task The_day_on_which_a_post_holds_is_that_of_the_jurisdictions_time_zone(string now, bool holds)
    {
        world.Clock.Now = DateTimeOffset.Parse(now, null);
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("p1", "g1", p => p with { ValidFrom = new(2026, 3, 2), ValidTo = new(2026, 3, 3) });
        Report report = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct)).Report.Value;
        Assert.Equal(holds, report.Assignee is not null);
    }

    [Fact]
    public async Task Reports_go_round_by_open_load_over_capacity()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1", p => p with { Capacity = 1 });
        await world.AddPostAsync("b", "g1", p => p with { Capacity = 2 });
        List<string> assignees = [];
        for (int i = 0; i < 6; i++)
        {
            assignees.Add(Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct)).Report.Value.Assignment.Assignee!.Code);
        }

        // Loads before each: 0/1 0/2, 1/1 0/2, 1/1 1/2, 1/1 2/2 (a tie), 2/1 2/2, 2/1 3/2.
        Assert.Equal(["a", "b", "b", "a", "b", "b"], assignees);
    }

    [Fact]
    public async Task A_report_is_seen_by_a_team_it_was_given_to()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Team team = Town.Team("t1", "g1");
        await world.WriteAsync(Kinds.Team, team);
        Report report = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct)).Report.Value;
        Assert.Contains($"team:{team.Id}", report.Nodes);
        var partner = new Caller("p", null, [new Grant(Node.OfTeam("town", team.Id), Preset.Partner)]);
        Page<Report> page = Expect.Done(await world.Here.Read.ListAsync("town", new ReportFilter(null, null, null), new PageRequest(10), new Acting(partner, null), World.Ct));
        Assert.Equal(report.Id, Assert.Single(page.Items).Value.Id);
    }

    [Fact]
    public async Task A_repeated_report_with_its_key_gets_the_same_answer_and_is_kept_once()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        SubmittedReport first = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Resident, World.Ct));
        world.Clock.Now += TimeSpan.FromDays(1);
        SubmittedReport second = Expect.Replayed(await world.Restarted().Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Resident, World.Ct));
        Assert.Equal(first.Tracking.ToString(), second.Tracking.ToString());
        Assert.Equal(first.Report.ETag, second.Report.ETag);
        Assert.Single(await world.ReportsAsync("town"));
        Assert.IsType<Outcome<SubmittedReport>.KeyReused>(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k", "other"), Resident, World.Ct));
        Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k", useCase: "Other"), Resident, World.Ct));
    }

    [Fact]
    public async Task Without_a_key_every_request_is_a_report()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct));
        Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Resident, World.Ct));
        Assert.Equal(2, (await world.ReportsAsync("town")).Count);
        Assert.DoesNotContain(world.Store.Committed, b => b.Container == Container.Directory);
    }

    [Fact]
    public async Task A_client_id_becomes_the_reports_id_and_serves_once()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Guid id = Guid.Parse("11111111-2222-4333-8444-555555555555");
        ReportSubmission submission = World.Hazard(0.5, 0.5) with { ClientId = id };
        SubmittedReport first = Expect.Fresh(await world.Here.Submit.RunAsync(submission, World.Key("k"), Resident, World.Ct));
        Assert.Equal(id.ToString(), first.Report.Value.Id);
        Assert.IsType<Outcome<SubmittedReport>.Conflict>(await world.Here.Submit.RunAsync(submission, World.Key("other"), Resident, World.Ct));
        Assert.IsType<Outcome<SubmittedReport>.Conflict>(await world.Here.Submit.RunAsync(submission, World.Key("other"), Resident, World.Ct));
        Assert.IsType<Outcome<SubmittedReport>.Conflict>(await world.Here.Submit.RunAsync(submission, null, Resident, World.Ct));
        Assert.Single(await world.ReportsAsync("town"));
        Assert.Equal(first.Tracking.ToString(), Expect.Replayed(await world.Here.Submit.RunAsync(submission, World.Key("k"), Resident, World.Ct)).Tracking.ToString());
    }

    [Fact]
    public async Task The_reporters_link_reads_that_report_and_no_other_text_does()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        TrackingToken token = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Resident, World.Ct)).Tracking;
        TrackingToken other = Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("l"), Resident, World.Ct)).Tracking;
        TrackedReport tracked = Expect.Done(await world.Here.Read.TrackAsync(token.ToString(), World.Ct));
        Assert.Equal((token.Id.ToString(), 1), (tracked.Report.Id, tracked.Events.Count));

        byte[] almost = [.. token.Secret];
        almost[31] ^= 1;
        TrackingToken[] wrong = [token with { Secret = almost }, token with { Secret = other.Secret }, token with { Id = other.Id }, token with { Jurisdiction = "unassigned" }, token with { Id = Guid.Empty }];
        foreach (string text in wrong.Select(w => w.ToString()).Append("").Append("town").Append(tracked.Report.TrackingHash))
        {
            Assert.IsType<Outcome<TrackedReport>.NotFound>(await world.Here.Read.TrackAsync(text, World.Ct));
        }
    }
}
