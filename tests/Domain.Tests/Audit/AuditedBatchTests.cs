using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Health;
using GridSteward.Domain.Limits;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Operations;
using GridSteward.Domain.People;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Imports;
using GridSteward.Domain.Tests.Notifications;
using GridSteward.Domain.Tests.Photos;
using GridSteward.Domain.Tests.Privacy;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Audit;

/// <summary>Whatever changes a document says in the same batch who did it.</summary>
public sealed class AuditedBatchTests : IDisposable
{
    /// <summary>
    /// What is written without an audit entry, and why that is no change that somebody answers for. A batch is excused only when all it writes is.
    /// </summary>
    private static readonly Dictionary<string, string> Excused = new()
    {
        ["reservation"] = "an idempotency key; the creation it leads to is audited",
        ["agendaEntry"] = "when something is to be looked at",
        ["jobCheckpoint"] = "how far a job has come; what it writes beside it is audited",
        ["job"] = "leases, progress and tidying up of a job whose order and end are audited",
        ["upload"] = "blocks on their way into a job; beginning one is audited",
        ["jurisdictionEntry"] = "the list's copy of settings and outline, whose change is audited",
        ["jurisdictionListVersion"] = "that the list changed",
        ["contactCardEntry"] = "finds a card, whose issue and withdrawal are audited",
        ["firstAdministrator"] = "which first invitation is out",
        ["stagedRow"] = "rows of an import that nobody sees before it is published, which is audited",
        ["publication"] = "that rows are in their places; the batch that shows them is audited",
        ["settledAreas"] = "up to where jobs have looked; their order and what they change are audited",
        ["rateWindow"] = "how much was taken of a limit; it changes nothing that anybody reads",
        ["rateKey"] = "the key of those windows, made once by the program",
        ["outboxMessage"] = "how far a message has come; the step that wrote it is audited",
        ["delivery"] = "what became of a message on a channel; the step that it tells of is audited",
        ["channelState"] = "leases and failures of a channel, whose making and changes are audited",
        ["photoDraft"] = "blocks of a photo on their way; its beginning, and the seal that adds it to the report, are audited",
        ["coverageBook"] = "a copy of what coverage counts, made by the program; nobody reads it",
        ["timerDay"] = "what timers did; whatever they changed is audited",
        ["healthProbe"] = "that the store can be written",
        ["coverageTrend"] = "figures of a night whose making is audited",
        ["referralEntry"] = "finds a referral for those whom it is given to, whose making and answers are audited",
        ["campaignUnit"] = "the units of a campaign as its job writes them down; its beginning, its checks and its end are audited",
        ["visitsCounted"] = "that the visits of before are counted with their units",
        ["campaign"] = "how many units that job wrote down",
        ["regionMembership"] = "to which regions a jurisdiction belongs, whose settings are audited",
        ["regionHead"] = "a region's name, copied from the settings of its communities",
        ["regionMember"] = "a copy of a published night's totals, whose making is audited",
        ["regionTrend"] = "sums of published nights",
        ["regionCommunities"] = "the list of a region's communities, made from their settings",
        ["area"] = "versions that nobody sees before the generation that names them, which is audited",
    };

    private readonly PrivacyWorld town = new();
    private readonly List<Batch> changing = [];

    private World World => town.World;

    private static Acting Me { get; } = new(new Caller("me", null, [new(Node.Deployment, Preset.Administrator)]), "trace");

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task Every_batch_that_changes_something_holds_an_audit_entry_of_who_did_it()
    {
        await ScenarioAsync();
        changing.AddRange(World.Store.Committed);
        string[] silent =
        [
            .. changing.Where(b => !b.Operations.Any(o => o.Kind.Name == "audit") && !b.Operations.All(o => Excused.ContainsKey(o.Kind.Name)) && !PutsIntoPlaces(b))
                .Select(b => string.Join(", ", b.Operations.Select(o => $"{o.Verb} {o.Kind.Name}"))),
        ];
        Assert.Empty(silent);

        // The creation and the end of what is excused in between are not excused.
        Assert.DoesNotContain(changing, b => b.Operations.Any(o => o is { Verb: BatchVerb.Create, Kind.Name: "job" or "upload" }) && b.Operations.All(o => o.Kind.Name != "audit"));

        string[] begun = ["campaign", "photoDraft", "outboxMessage", "notificationChannel", "channelSecret", "reportOriginal", "resolution"];
        Assert.DoesNotContain(changing, b => b.Operations.Any(o => o.Verb == BatchVerb.Create && begun.Contains(o.Kind.Name)) && b.Operations.All(o => o.Kind.Name != "audit"));

        // Nor is the moment in which an import shows, with which its job goes on.
        Assert.Contains(changing, b => b.Operations.Any(o => o.Kind.Name == "publication") && b.Operations.Any(o => o.Kind.Name == "audit"));
        Assert.DoesNotContain(changing, b => b.Operations.Count > 1 && b.Operations.Any(o => o.Kind.Name == "publication") && b.Operations.All(o => o.Kind.Name != "audit"));

        // It is a full scenario: every kind is written in it.
        string[] written = [.. changing.SelectMany(b => b.Operations).Select(o => o.Kind.Name).Distinct()];
        Assert.Equal([], Kinds.All.Select(k => k.Name).Distinct().Except(written).Order());
    }

    [Fact]
    public void Each_excuse_is_of_a_kind_that_there_is() => Assert.Empty(Excused.Keys.Except(Kinds.All.Select(k => k.Name)));

    private async Task ScenarioAsync()
    {
        Instance here = World.Here;
        CancellationToken ct = World.Ct;
        Jurisdiction settings = Town.Settings() with { Retention = new Retention(1, 0, true, 3), Regions = [new("41", "Province")] };
        OnceKey Once(string key) => World.Key(key);

        var stored = Expect.Done(await here.Jurisdictions.CreateAsync(settings, Once("jurisdiction"), Me, ct));
        Expect.Done(await World.ImportAsync(here, settings, Town.Squares()));
        Expect.Done(await here.Jurisdictions.UpdateAsync(settings with { Name = "New" }, stored.ETag.Equals, Me, ct));
        ReadOnlyMemory<byte> feature = Encoding.UTF8.GetBytes(JsonNode.Parse(Town.File(Town.Squares()[4] with { Name = "Renamed" }))!["features"]![0]!.ToJsonString());
        Expect.Done(await here.EditAreas.ReplaceAsync(settings, "g4", feature, _ => true, Me, ct));
        Expect.Done(await here.EditAreas.EndAsync(settings, "g4", _ => true, Me, ct));
        Expect.Done(await here.EditBorders.MergeAsync(new([new("g2", 1), new("g3", 1)], "g2", null, null, true), new(settings, Me), ct));
        await new Invitations(here.Store, new PeopleDirectory(here.Store, World.Clock), here.Snapshots, here.Reservations, World.Clock).InviteFirstAdministratorAsync(false, ct);
        Invitations invitations = new(here.Store, new PeopleDirectory(here.Store, World.Clock), here.Snapshots, here.Reservations, World.Clock);
        string code = Expect.Done(await invitations.InviteAsync("Walker", [new(Node.OfJurisdiction("town"), Preset.Steward)], TimeSpan.FromDays(1), Once("invite"), Me, ct)).Code;
        Expect.Done(await invitations.UseAsync(code, "issuer", null, ct));

        Steward steward = Expect.Done(await here.Staff.CreateAsync(Kinds.Steward, settings, id => new Steward { Id = id, Jurisdiction = "town", Name = "S" }, _ => null, Once("steward"), Me, ct)).Value;
        Expect.Done(await here.Staff.CreateAsync(Kinds.Building, settings, id => Town.Building(id, 0.5, 0.5), b => b.Code, null, Me, ct));
        Expect.Done(await here.Staff.CreateAsync(Kinds.Team, settings, id => Town.Team("T", "g1") with { Id = id }, t => t.Code, null, Me, ct));
        Expect.Done(await here.Staff.CreateAsync(Kinds.Partner, settings, PartnerOf, p => p.Code, null, Me, ct));
        var post = Expect.Done(await here.Staff.CreateAsync(Kinds.Post, settings, id => Town.Post("P", "g1") with { Id = id, Steward = steward.Id }, p => p.Code, null, Me, ct));
        Expect.Done(await here.Staff.DeleteAsync(new Changing<Post>(Kinds.Post, "town", post.Value.Id, _ => true, p => p.Code, Me), ct));
        ContactCard card = Expect.Done(await here.Staff.IssueCardAsync(settings, null, null, "g1", null, Me, ct)).Value;
        Expect.Done(await here.Staff.WithdrawCardAsync(new Changing<ContactCard>(Kinds.ContactCard, "town", card.Id, _ => true, _ => null, Me), ct));

        var submission = new HouseholdSubmission("H", "N", "1", SentPosition.Of(Town.Point(0.5, 0.5)), null, null, 1, null);
        Household household = Expect.Done(await here.Households.CreateAsync(settings, submission, Once("household"), Me, ct)).Value;
        Expect.Done(await here.Households.FindAsync("town", household.Id, Me, ct));
        var visit = new VisitSubmission(null, null, VisitReason.Routine, VisitOutcome.Done, null, "note");
        Visit visited = Expect.Done(await here.Visits.RecordAsync(settings, household.Id, visit, Once("visit"), Me, ct)).Value;
        Expect.Done(await here.VisitReads.FindAsync("town", visited.Id, Me, ct));
        Expect.Done(await here.Households.ReplaceAsync(settings, submission with { MovedOn = new DateOnly(2026, 2, 1) }, household.Id, _ => true, Me, ct));
        await RegisterAsync(settings, steward.Id, Once);
        Household second = Expect.Done(await here.Households.CreateAsync(settings, submission with { Code = "H2" }, null, Me, ct)).Value;
        Expect.Done(await here.Households.DeleteAsync("town", second.Id, _ => true, Me, ct));

        Report report = Expect.Done(await here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { ContactName = "N" }, Once("report"), Me, ct)).Report.Value;
        foreach (Move move in new[] { Move.Accept, Move.Resolve, Move.Close })
        {
            Expect.Done(await here.Move.RunAsync(new WantedMove("town", report.Id, move, "note", _ => true), Once("move " + move), Me, ct));
        }

        await LoopAsync(report, Once);
        Expect.Done(await here.Read.FindAsync("town", report.Id, Me, ct));
        Expect.Done(await here.Read.EventsAsync("town", report.Id, Me, ct));
        Expect.Done(await here.Submit.RunAsync(World.Hazard(0.75, 0.5), null, Me, ct));
        Expect.Done(await World.ImportAsync(here, settings, [new("g1", "grid", "c1", 0, 0, 0.4), new("g2", "grid", "c1", 0.4, 0, 1.6)]));
        for (int i = 0; i < 20; i++)
        {
            World.Clock.Now += TimeSpan.FromMinutes(1);
            Assert.Empty((await here.Runner(World.Clock, here.Reassign).RunDueAsync(TimeSpan.FromMinutes(5), ct)).Broken);
        }

        Assert.Contains(await World.AllAsync(Kinds.ReportEvent, "town"), e => e.Kind == ReportEventKind.Reassigned);
        await here.Nightly.RunAsync(ct);
        await here.Audit.ListAsync("town", new AuditFilter(null, null, null, null, null), new PageRequest(10), Me, ct);

        string upload = Expect.Done(await here.Uploads.CreateAsync(null, Me, ct)).Value.Id;
        Expect.Done(await here.Uploads.PutBlockAsync(upload, 0, "x"u8.ToArray(), Me.Caller, ct));
        Expect.Done(await here.Uploads.SealAsync(upload, 1, null, Me.Caller, ct));
        var import = new ImportRequest { What = ImportSubject.Households, Format = TableKind.Csv, Atomic = true };
        Job imported = Expect.Done(await here.Orders.OrderAsync("town", import, "code,name\nH7,N\nH8,N\n"u8.ToArray(), Once("import"), Me, ct)).Value;
        await World.WorkAsync(here);
        Assert.Equal((2, 0, 0, 0), (await World.ResultAsync(imported)).Counts);
        World.Clock.Now += TimeSpan.FromDays(2);
        await here.NightlyRetention.RunAsync(ct);
        foreach (string kind in new[] { PersonRequests.Export, PersonRequests.Erase })
        {
            Expect.Done(await here.PersonRequests.OrderAsync(kind, "town", new PersonTerms { Name = "S" }, null, Once(kind), Me, ct));
            await town.WorkAsync();
        }

        World.Clock.Now += TimeSpan.FromDays(8);
        await town.WorkAsync();
        await new KeepRuns(here.Store, World.Clock).RunAsync("RunJobs", _ => Task.CompletedTask, ct);
        await new StoreHealth(here.Store, here.Blobs, new RoomElsewhere(), World.Clock).ReadAsync(ct);
    }

    /// <summary>What else is done about a unit and its stewards: cards, referrals, campaigns, requests for visits, confirmations.</summary>
    private async Task RegisterAsync(Jurisdiction settings, string steward, Func<string, OnceKey> once)
    {
        Instance here = World.Here;
        CancellationToken ct = World.Ct;
        Expect.Done(await new ConfirmChannels(here.Store, here.Creator, World.Clock).ConfirmAsync("town", steward, StewardChannel.Phone, null, once("confirm"), Me, ct));
        ContactCard card = Expect.Done(await here.Staff.IssueCardAsync(settings, null, null, "g1", null, Me, ct)).Value;
        KeepCards cards = new(here.Store, here.Snapshots, here.Changer, World.Clock);
        Expect.Done(await cards.MoveAsync(settings, new WantedCardMove(card.Id, CardMove.HandOut, null, _ => true), Me, ct));
        DateOnly today = settings.DayOf(World.Clock.Now);
        var agreed = new HouseholdSubmission("H5", "N", "1", SentPosition.Of(Town.Point(0.5, 0.5)), null, null, 1, null) { Consent = new Consent(true, today) };
        Household unit = Expect.Done(await here.Households.CreateAsync(settings, agreed, null, Me, ct)).Value;
        var asked = new VisitRequestSubmission(VisitRequestSource.Manager, VisitReason.Care, null, null, null, null, null, "words");
        Expect.Done(await here.VisitRequests.CreateAsync(settings, unit.Id, asked, once("ask"), Me, ct));
        var referral = new WantedReferral(Node.OfJurisdiction("town"), [SharedField.Name], today.AddDays(9), "words");
        Expect.Done(await here.Referrals.CreateAsync(settings, unit.Id, referral, once("refer"), Me, ct));
        Expect.Done(await here.Campaigns.CreateAsync(settings, new WantedCampaign("Autumn", new CampaignCriteria(null, [], [], null), today, today.AddDays(9)), once("campaign"), Me, ct));
        Assert.Equal(1, (await new NightlyVisits(here.Store, here.Directory, here.Jobs, World.Clock).RunAsync(ct)).Ordered);
        Assert.Empty((await here.Runner(World.Clock, here.FixCampaigns, here.VisitCount).RunDueAsync(TimeSpan.FromMinutes(5), ct)).Broken);
    }

    /// <summary>What became of a closed report afterwards, a photo, a channel and what goes out over it, and a limit.</summary>
    private async Task LoopAsync(Report closed, Func<string, OnceKey> once)
    {
        Instance here = World.Here;
        CancellationToken ct = World.Ct;
        Expect.Done(await here.Feedback.RunAsync("town", closed.Id, new GivenFeedback(true, "words", 5), once("feedback"), Me, ct));
        var redaction = new WantedModeration("town", closed.Id, "reason", _ => true);
        Expect.Done(await new ModerateReport(here.Store, here.Steps).RedactAsync(redaction, null, "other", once("redact"), Me, ct));
        Report open = Expect.Done(await here.Submit.RunAsync(World.Hazard(0.5, 0.25), once("open"), Me, ct)).Report.Value;
        await PhotoSending.AddAsync(here, open);
        OutgoingPolicy policy = new(AllowPrivate: true, CanMail: true);
        KeepChannels channels = new(here.Store, here.Snapshots, here.Creator, here.Changer, policy);
        Expect.Done(await channels.CreateAsync("town", NotifyWorld.Wanted(), once("channel"), Me, ct));
        SendDeliveries send = new(here.Store, new FakeReceivers(), channels, new ReportLinks(r => $"https://town.example/{r.Id}"), World.Clock);
        await new DeliverMessages(here.Store, here.Directory, new RouteMessages(here.Store, policy, World.Clock), send, World.Clock).RunAsync(TimeSpan.FromMinutes(5), ct);
        await new RateLimiter(here.Store, World.Clock).TakeAsync([new RateQuota("reports", "somebody", 5)], ct);
    }

    /// <summary>Staged rows become what they showed as: nobody changes anything by it, and that they show is audited.</summary>
    private static bool PutsIntoPlaces(Batch batch) => batch.Operations.Any(o => o is { Verb: BatchVerb.Delete, Kind.Name: "stagedRow" });

    private static Partner PartnerOf(string id)
        => new() { Id = id, Jurisdiction = "town", Code = "PA", Name = "Partner", ContactName = "N", Areas = ["g1"], Categories = [], Capacity = 1 };
}
