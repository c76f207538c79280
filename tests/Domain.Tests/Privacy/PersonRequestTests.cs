using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Privacy;

public sealed class PersonRequestTests : IDisposable
{
    private const string Name = PrivacyWorld.Name, Phone = PrivacyWorld.Phone;

    private readonly PrivacyWorld town = new();

    private World World => town.World;

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task An_export_holds_everything_about_the_person_and_nothing_about_others()
    {
        await town.OpenAsync();
        Household household = await town.HouseholdAsync();
        Report own = await town.ClosedAsync();
        Report ofHousehold = await town.ReportAsync(null, null, household.Id, "our tap");
        Report aboutHousehold = await town.ReportAsync("Someone Else", "13900000000", household.Id, "they are loud");
        Report mention = await town.ReportAsync("Someone Else", "13900000000", null, $"ask {Name.ToUpperInvariant()}");
        await town.HouseholdAsync("Someone Else", "13900000000");
        await town.ReportAsync("Someone Else", "13900000000", null, "nothing to do with it");

        Job job = await DoneAsync(PersonRequests.Export, new PersonTerms { Name = Name, Phone = "+86 " + Phone });
        JsonNode[] lines = [.. (await town.FileAsync(job, "person.ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
        Assert.Equal(
            new[] { $"household {household.Id}", $"report {own.Id}", $"report {ofHousehold.Id}", $"toLookAt report/{aboutHousehold.Id}", $"toLookAt report/{mention.Id}" }.Order(StringComparer.Ordinal),
            lines.Select(l => $"{l["record"]} {l["id"]}").Order(StringComparer.Ordinal));
        string text = string.Join('\n', lines.Select(l => l.ToJsonString()));
        Assert.All([Name, Phone, "2-301", "Liuzhuang", "our tap"], held => Assert.Contains(held, text, StringComparison.Ordinal));
        Assert.All(["Someone Else", "13900000000", "nothing to do", "they are loud"], others => Assert.DoesNotContain(others, text, StringComparison.Ordinal));
        JsonNode report = lines.Single(l => (string?)l["id"] == own.Id);
        Assert.Equal(4, report["reportPersonal"]!.AsArray().Count);
        Assert.Equal(4, report["events"]!.AsArray().Count);
        Assert.Contains(report["audit"]!.AsArray(), f => (string?)f!["action"] == "moveReport.close");
        Assert.Equal(3, (await town.FactsAsync()).Count(f => f.Action == "exportPersonal"));
    }

    [Fact]
    public async Task An_erasure_takes_what_is_the_persons_and_says_what_stays_and_what_to_look_at()
    {
        await town.OpenAsync();
        Household household = await town.HouseholdAsync();
        Report own = await town.ClosedAsync();
        Report mention = await town.ReportAsync("Someone Else", "13900000000", null, $"ask {Name}");
        Household other = await town.HouseholdAsync("Someone Else", "13900000000");
        await DoneAsync(PersonRequests.Export, new PersonTerms { Phone = Phone });

        Job job = await DoneAsync(PersonRequests.Erase, new PersonTerms { Name = Name, Phone = Phone });
        JsonNode result = JsonNode.Parse(await town.FileAsync(job, "erasure.json"))!;
        Assert.Equal(new[] { $"household/{household.Id}", $"report/{own.Id}" }, result["erased"]!.AsArray().Select(e => (string?)e).Order(StringComparer.Ordinal));
        Assert.Equal([$"report/{mention.Id}"], result["toLookAt"]!.AsArray().Select(e => (string?)e));
        Assert.Equal(1, (int)result["jobFiles"]!);
        Assert.Contains(result["kept"]!.AsArray(), k => (string?)k!["what"] == "audit");

        Assert.True((await town.AgainAsync(household)).Erased);
        Assert.True((await town.AgainAsync(own)).Erased);
        Assert.False((await town.AgainAsync(other)).Erased);
        Assert.Equal(2, (await town.FactsAsync()).Count(f => f.Action == "erasePersonal"));
        string left = await town.EverythingAsync();
        Assert.DoesNotContain(Phone, left, StringComparison.Ordinal);
        Assert.DoesNotContain(PrivacyWorld.Note, left, StringComparison.Ordinal);
        Assert.Contains("Someone Else", left, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, job.Request.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_leaves_neither_name_nor_phone_in_any_document()
    {
        await town.OpenAsync();
        World.Store.Committed.Clear();
        await DoneAsync(PersonRequests.Erase, new PersonTerms { Name = Name, Phone = Phone }, new OnceKey("0123456789abcdef", "ErasePerson", "hash"));
        Assert.NotEmpty(World.Store.Committed);
        Assert.All(World.Store.Committed.SelectMany(b => b.Operations), o =>
        {
            string body = Encoding.UTF8.GetString(o.Body.Span);
            Assert.DoesNotContain("Ottoline", body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Phone, body, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(await World.Here.Blobs.ListAsync(BlobContainer.Jobs, "", World.Ct).ToListAsync(World.Ct), n => n.EndsWith("confidence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_confided_by_a_request_that_died_before_its_job_is_forgotten()
    {
        await town.OpenAsync();
        World.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.Job));
        await Assert.ThrowsAsync<KilledException>(() => World.Here.PersonRequests.OrderAsync(PersonRequests.Export, "town", new PersonTerms { Name = Name }, null, null, Acting.Program, World.Ct));
        Assert.Single(await World.Here.Blobs.ListAsync(BlobContainer.Jobs, "", World.Ct).ToListAsync(World.Ct));
        for (int i = 0; i < 3; i++)
        {
            await town.WorkAsync();
            World.Clock.Now += TimeSpan.FromHours(2);
        }

        Assert.Empty(await World.Here.Blobs.ListAsync(BlobContainer.Jobs, "", World.Ct).ToListAsync(World.Ct));
        Assert.DoesNotContain(await World.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey), e => e.Subject == AgendaSubject.Job);
    }

    [Fact]
    public async Task Ids_and_a_tracking_token_name_records_and_unknown_ones_are_named_as_faults()
    {
        await town.OpenAsync();
        var submission = new ReportSubmission("hazard", PrivacyWorld.Words, new(SentPosition.Of(Town.Point(0.5, 0.5))), ReportSource.Resident, null, null, null, null);
        SubmittedReport submitted = Expect.Done(await World.Here.Submit.RunAsync(submission, null, Acting.Program, World.Ct));
        await DoneAsync(PersonRequests.Erase, new PersonTerms(), tracking: submitted.Tracking.ToString());
        Assert.True((await town.AgainAsync(submitted.Report.Value)).Erased);

        Assert.Equal(
            ["$.trackingToken", "$.household", "$.steward"],
            Expect.Faults(await World.Here.PersonRequests.OrderAsync(
                PersonRequests.Erase, "town", new PersonTerms { Household = "none", Steward = "none" }, submitted.Tracking + "x", null, Acting.Program, World.Ct)));
    }

    [Fact]
    public async Task A_steward_in_service_stays_and_one_who_has_left_goes_with_the_account()
    {
        await town.OpenAsync();
        Steward steward = new() { Id = "steward", Jurisdiction = "town", Name = Name, Phone = Phone, Subject = "sub" };
        string key = Person.KeyOf("issuer", "sub");
        await World.WriteAsync(Kinds.Steward, steward);
        await World.WriteAsync(Kinds.Person, new Person { Id = Person.OnlyId, Key = key, Issuer = "issuer", Subject = "sub", Name = Name, Grants = [new(Node.OfArea("town", "g1"), Preset.Steward)] });
        Job kept = await DoneAsync(PersonRequests.Erase, new PersonTerms { Steward = "steward" });
        Assert.Contains("post P1", await town.FileAsync(kept, "erasure.json"), StringComparison.Ordinal);
        Assert.Equal(Name, Assert.Single(await World.AllAsync(Kinds.Steward, "town")).Name);

        var post = (await World.Here.Store.FindAsync(Kinds.Post, "town", "id-P1", World.Ct))!;
        await World.Here.Store.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Post, post.Value with { Steward = null }, post.ETag), World.Ct);
        await DoneAsync(PersonRequests.Erase, new PersonTerms { Name = Name, Phone = Phone });
        Steward erased = Assert.Single(await World.AllAsync(Kinds.Steward, "town"));
        Assert.Equal(("", null, null, World.Clock.Now), (erased.Name, erased.Phone, erased.Subject, erased.ErasedAt));
        Person account = Assert.Single(await World.AllAsync(Kinds.Person, key));
        Assert.Equal(("", 0), (account.Name, account.Grants.Count));
    }

    [Fact]
    public async Task An_account_with_grants_elsewhere_is_left_to_those_who_administer_them()
    {
        await town.OpenAsync();
        string key = Person.KeyOf("issuer", "sub");
        await World.WriteAsync(Kinds.Steward, new Steward { Id = "gone", Jurisdiction = "town", Name = Name, Subject = "sub" });
        await World.WriteAsync(Kinds.Person, new Person { Id = Person.OnlyId, Key = key, Issuer = "issuer", Subject = "sub", Name = Name, Grants = [new(Node.OfJurisdiction("elsewhere"), Preset.Steward)] });
        Job job = await DoneAsync(PersonRequests.Erase, new PersonTerms { Steward = "gone" });
        Assert.Contains("person/sub", await town.FileAsync(job, "erasure.json"), StringComparison.Ordinal);
        Assert.Equal(Name, Assert.Single(await World.AllAsync(Kinds.Person, key)).Name);
    }

    [Fact]
    public async Task Files_of_jobs_and_unused_uploads_go_and_those_in_use_are_named()
    {
        await town.OpenAsync();
        Acting me = new(new Caller("me", null, [new(Node.Deployment, Preset.Administrator)]), null);
        string unused = await UploadAsync(me, seal: true), sending = await UploadAsync(me, seal: false), inUse = await UploadAsync(me, seal: true);
        var order = new JobOrder("import", System.Text.Json.JsonSerializer.SerializeToElement("", DomainJson.Default.String), Capability.WriteHouseholds, inUse);
        Job waiting = Expect.Done(await World.Here.Jobs.CreateAsync("town", order, null, me, World.Ct)).Value;
        var stored = (await World.Here.Store.FindAsync(Kinds.Job, "town", waiting.Id, World.Ct))!;
        await World.Here.Store.CommitAsync(
            new Batch(Container.Outcomes, "town").Replace(Kinds.Job, stored.Value with { NotBefore = World.Clock.Now.AddDays(1) }, stored.ETag), World.Ct);
        await World.Here.Blobs.WriteAsync(BlobContainer.Jobs, "town/long-gone/file/000000", "x"u8.ToArray(), "text/plain", World.Ct);
        await World.Here.Blobs.WriteAsync(BlobContainer.Jobs, "elsewhere/a/file/000000", "x"u8.ToArray(), "text/plain", World.Ct);

        Job job = await DoneAsync(PersonRequests.Erase, new PersonTerms { Phone = Phone });
        string result = await town.FileAsync(job, "erasure.json");
        Assert.All([$"upload/{sending}", $"upload/{inUse}", $"job/{waiting.Id}"], kept => Assert.Contains(kept, result, StringComparison.Ordinal));
        Assert.Equal(new[] { sending, inUse }.Order(), (await World.AllAsync(Kinds.Upload, "unassigned")).Select(u => u.Id).Order());
        Assert.DoesNotContain(await World.Here.Blobs.ListAsync(BlobContainer.Uploads, "", World.Ct).ToListAsync(World.Ct), n => n.StartsWith(unused, StringComparison.Ordinal));
        Assert.Equal(
            ["elsewhere/a/file/000000", $"town/{job.Id}/erasure.json"],
            (await World.Here.Blobs.ListAsync(BlobContainer.Jobs, "", World.Ct).ToListAsync(World.Ct)).Select(n => n.StartsWith("town", StringComparison.Ordinal) ? n[..n.LastIndexOf('/')] : n));
    }

    [Fact]
    public async Task A_name_of_too_many_records_is_refused_before_anything_is_erased()
    {
        await town.OpenAsync();
        await World.WriteAsync(Kinds.HouseholdPersonalPart, [.. Enumerable.Range(0, 1200).Select(i => new HouseholdPersonalPart
        {
            Id = HouseholdPersonalPart.IdOf($"h{i}"), Jurisdiction = "town", Household = $"h{i}", Name = "Wang Wei",
        })]);
        Expect.Done(await World.Here.PersonRequests.OrderAsync(PersonRequests.Erase, "town", new PersonTerms { Name = "wang wei" }, null, null, Acting.Program, World.Ct));
        JobRound round = await World.Here.Runner(World.Clock, World.Here.PrivacyWorks).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Equal(JobState.Failed, Assert.Single(round.Ended).State);
        Assert.Equal(1200, (await World.AllAsync(Kinds.HouseholdPersonalPart, "town")).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_erasure_killed_anywhere_is_completed_by_the_next(bool afterTheCommit)
    {
        await town.OpenAsync();
        for (int i = 0; i < 3; i++)
        {
            await town.ClosedAsync();
            await town.HouseholdAsync();
        }

        Job ordered = Expect.Done(await World.Here.PersonRequests.OrderAsync(PersonRequests.Erase, "town", new PersonTerms { Phone = Phone }, null, null, Acting.Program, World.Ct)).Value;
        int kills = await town.WorkWithKillsAsync(
            b => b.Operations.Any(o => o.Kind == Kinds.Report || o.Kind == Kinds.Household || o.Kind == Kinds.JobCheckpoint(Container.Outcomes)), afterTheCommit);
        Assert.InRange(kills, 4, 60);
        Job job = (await World.AllAsync(Kinds.Job, "town"))[0];
        Assert.Equal((ordered.Id, JobState.Done, 6), (job.Id, job.State, job.Progress.Counts["erased"]));
        Assert.DoesNotContain(Phone, await town.EverythingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_an_import_shows_and_has_not_put_into_its_place_is_erased_too()
    {
        await town.OpenAsync();
        Household stays = await town.HouseholdAsync("Someone Else", null);
        Household imported = stays with { Id = "imported", Code = "I1" };
        Batch row = new Batch(Container.Households, "town").Create(Kinds.Household, imported).Create(Kinds.HouseholdPersonalPart, new HouseholdPersonalPart
        {
            Id = HouseholdPersonalPart.IdOf("imported"), Jurisdiction = "town", Household = "imported", Name = Name, Phone = Phone,
        });
        var publishing = new Publishing(World.Store, Kinds.Published);
        Batch shown = new Batch(Container.Households, "town").Create(Kinds.StagedRow(Container.Households), StagedRow.Of("town", "import", 1, row.Operations));
        Assert.True(Publishing.TryPublish(shown, null, "import", World.Clock.Now));
        Assert.True((await World.Store.CommitAsync(shown, World.Ct)).Committed);

        Instance program = new(new PublishedStore(World.Store, publishing, Kinds.Published), World.Here.Blobs, World.Clock);
        Expect.Done(await program.PersonRequests.OrderAsync(PersonRequests.Erase, "town", new PersonTerms { Phone = Phone }, null, null, Acting.Program, World.Ct));
        Assert.Empty((await program.Runner(World.Clock, program.PrivacyWorks).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct)).Broken);
        Assert.True((await town.AgainAsync(imported)).Erased);
        Assert.Equal([stays.Id], (await World.AllAsync(Kinds.HouseholdPersonalPart, "town")).Select(p => p.Household));
        Assert.Empty(await World.AllAsync(Kinds.StagedRow(Container.Households), "town"));
    }

    private async Task<Job> DoneAsync(string kind, PersonTerms terms, OnceKey? once = null, string? tracking = null)
    {
        Job ordered = Expect.Done(await World.Here.PersonRequests.OrderAsync(kind, "town", terms, tracking, once, Acting.Program, World.Ct)).Value;
        return Assert.Single(await town.WorkAsync(), j => j.Id == ordered.Id);
    }

    private async Task<string> UploadAsync(Acting who, bool seal)
    {
        string id = Expect.Done(await World.Here.Uploads.CreateAsync(null, who, World.Ct)).Value.Id;
        Expect.Done(await World.Here.Uploads.PutBlockAsync(id, 0, "rows"u8.ToArray(), who.Caller, World.Ct));
        if (seal)
        {
            Expect.Done(await World.Here.Uploads.SealAsync(id, 1, null, who.Caller, World.Ct));
        }

        return id;
    }
}
