using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>A town with something of every kind, and in it what is easily lost on the way: characters of four bytes, the last digits, old versions.</summary>
internal static class FullTown
{
    /// <summary>Rare characters of names, which take four bytes.</summary>
    public const string RareName = "𠮷田𫖯";

    /// <summary>A longitude that needs seventeen digits.</summary>
    public const double LongLongitude = 114.00070000000001;

    /// <summary>Where a channel leads, with its key.</summary>
    public const string SecretUrl = "https://robot.example/hook/0123456789";

    public static async Task<World> MakeAsync(int households = 3)
    {
        var world = new World();
        world.Clock.Now = world.Clock.Now.AddTicks(1234567);
        Instance at = world.Beside;
        Jurisdiction settings = await world.AddTownAsync(Town.Settings(), [.. Town.Squares(), new Square("c2", "community", null, 5, 0, Positions: 15_000)]);
        Expect.Done(await World.ImportAsync(at, settings, [new Square("g4", "grid", "c1", 1, 1, 0.5)]));
        var border = new LineString([Town.Point(1, 0).ToCoordinate(), Town.Point(1.1, 0.5).ToCoordinate(), Town.Point(1, 1).ToCoordinate()]);
        Expect.Done(await at.EditBorders.MoveBorderAsync(new BorderOrder([new("g1", 1), new("g2", 1)], border, 1), new EditManner(settings, Acting.Program), World.Ct));

        Steward steward = Expect.Done(await at.Staff.CreateAsync(
            Kinds.Steward, settings, id => new Steward { Id = id, Jurisdiction = "town", Name = RareName, Phone = "13800000001" }, _ => null, null, Acting.Program, World.Ct)).Value;
        await world.AddPostAsync("p1", "g1", p => p with { Steward = steward.Id });
        await world.WriteAsync(Kinds.Team, Town.Team("t1", "g2"));
        Expect.Done(await at.Staff.ReplaceAsync(
            new Changing<Team>(Kinds.Team, "town", "id-t1", _ => true, t => t.Code, Acting.Program), settings, _ => Town.Team("t1", "g2", "g3"), World.Ct));
        await world.Beside.Settled.RaiseAsync("town", 1, World.Ct);
        Expect.Done(await at.Staff.CreateAsync(
            Kinds.Building, settings, id => Town.Building(id, 0.5, 0.5) with { Point = new(LongLongitude, 22.500600000000002) }, b => b.Code, null, Acting.Program, World.Ct));
        string first = "";
        for (int i = 0; i < households; i++)
        {
            var sent = new HouseholdSubmission($"h{i}", $"{RareName}\u2028\"<{i}>", "13900000001", SentPosition.Of(Town.Point(0.3 + (i % 7 * 0.1), 0.7)), null, "2-301", i, "刘庄");
            Household household = Expect.Done(await at.Households.CreateAsync(settings, sent, null, Acting.Program, World.Ct)).Value;
            first = first.Length == 0 ? household.Id : first;
        }

        await world.WriteAsync(Kinds.Campaign, new Campaign
        {
            Id = "campaign", Jurisdiction = "town", Title = "复核", Criteria = new(null, [UnitKind.Household], [], null), Areas = [], From = new(2026, 3, 1), To = new(2026, 4, 1),
            State = CampaignState.Open, At = world.Clock.Now, FixedAt = world.Clock.Now,
        });
        await world.WriteAsync(Kinds.CampaignUnit, new CampaignUnit { Id = $"campaign.{first}", Jurisdiction = "town", Campaign = "campaign", Unit = first, Areas = ["c1"], Found = "confirmed" });
        await world.WriteAsync(Kinds.RegisterWords, new RegisterWords { Id = "words", Jurisdiction = "town", Of = "change.x", Household = first, Words = "搬来与女儿同住" });
        await at.Households.FindAsync("town", first, Acting.Program, World.Ct);
        Expect.Done(await at.Visits.RecordAsync(settings, first, new VisitSubmission(null, null, VisitReason.Routine, VisitOutcome.Done, null, "门铃坏了"), null, Acting.Program, World.Ct));
        var wanted = new VisitRequestSubmission(VisitRequestSource.Call, VisitReason.Care, null, null, null, null, null, "想换门铃");
        Expect.Done(await at.VisitRequests.CreateAsync(settings, first, wanted, null, Acting.Program, World.Ct));
        await world.WriteAsync(Kinds.VisitsCounted, new VisitsCounted { Id = VisitsCounted.OnlyId, Jurisdiction = "town", At = world.Clock.Now });
        Expect.Done(await at.Staff.IssueCardAsync(settings, first, null, null, null, Acting.Program, World.Ct));
        Expect.Done(await at.Staff.IssueCardAsync(settings, null, null, "g2", null, Acting.Program, World.Ct));
        SubmittedReport report = Expect.Done(await at.Submit.RunAsync(World.Hazard(0.5, 0.5) with { ContactName = RareName }, null, Acting.Program, World.Ct));
        Expect.Done(await at.Move.RunAsync(new WantedMove("town", report.Report.Value.Id, Move.Accept, "看过了", _ => true), null, Acting.Program, World.Ct));
        await Photos.PhotoSending.AddAsync(at, report.Report.Value);
        var redaction = new WantedModeration("town", report.Report.Value.Id, "号码", _ => true);
        Expect.Done(await new ModerateReport(at.Store, at.Steps).RedactAsync(redaction, 2, "去过了", null, Acting.Program, World.Ct));
        SubmittedReport solved = Expect.Done(await at.Submit.RunAsync(World.Hazard(0.6, 0.5), null, Acting.Program, World.Ct));
        foreach (Move move in new[] { Move.Accept, Move.Resolve })
        {
            Expect.Done(await at.Move.RunAsync(new WantedMove("town", solved.Report.Value.Id, move, null, _ => true), null, Acting.Program, World.Ct));
        }

        Expect.Done(await at.Submit.RunAsync(World.Hazard(5.5, 0.5), null, Acting.Program, World.Ct));
        await at.Coverage.RunAsync(settings, Acting.Program, World.Ct);

        await world.WriteAsync(Kinds.CardHandOut, new CardHandOut { Id = "handout", Jurisdiction = "town", Card = "card", Move = CardMove.HandOut, At = world.Clock.Now, By = "issuer|walker" });
        await world.WriteAsync(Kinds.ChannelConfirmation, new ChannelConfirmation
        {
            Id = "confirmation", Jurisdiction = "town", Steward = steward.Id, Channel = StewardChannel.Phone, At = world.Clock.Now, By = "issuer|walker", BySteward = false,
        });
        await world.WriteAsync(Kinds.Partner, new Partner { Id = "partner", Jurisdiction = "town", Code = "n1", Name = "供电所", Areas = ["g3"], Categories = [], Capacity = 5 });
        await AddNewsAsync(world, report.Report.Value);
        foreach (Container container in Container.All.Where(c => c != Container.Directory))
        {
            await world.WriteAsync(Kinds.Deletion(container), Deletion.Of("town", "gone", "thing", world.Clock.Now));
            await world.WriteAsync(Kinds.Audit(container), AuditEntry.Of("town", Acting.Program.Fact(world.Clock.Now, "delete", "thing/gone")));
        }

        // Of others, which stays where it is.
        await world.AddTownAsync(Town.Settings("town-2"), [.. Town.Squares().Select(s => s with { X = s.X + 20 })]);
        await at.Coverage.RunAsync(Town.Settings("town-2"), Acting.Program, World.Ct);
        Expect.Done(await at.Submit.RunAsync(World.Hazard(90, 50), null, Acting.Program, World.Ct));
        return world;
    }

    /// <summary>A channel with its secret, which does not move, and a delivery on it.</summary>
    private static async Task AddNewsAsync(World world, Report report)
    {
        Instance at = world.Beside;
        var keep = new KeepChannels(at.Store, at.Snapshots, at.Creator, at.Changer, new OutgoingPolicy(false, false));
        var wanted = new WantedChannel("n1", "值班群", ChannelKind.Feishu, ["all"], [], new QuietHours(new(22, 0), new(7, 0), true), 10, ChannelLanguage.Zh, true, SecretUrl, "robot's secret", []);
        NotificationChannel channel = Expect.Done(await keep.CreateAsync("town", wanted, null, Acting.Program, World.Ct)).Value;
        string message = OutboxMessage.IdOf(report.Id, 1);
        await world.WriteAsync(Kinds.Delivery, new Delivery
        {
            Id = Delivery.IdOf(message, channel.Id), Jurisdiction = "town", Message = message, Report = report.Id, Event = ReportEvent.IdOf(report.Id, 1), To = Recipients.All, Channel = channel.Id,
            State = DeliveryState.Pending, CreatedAt = world.Clock.Now, TriedFrom = world.Clock.Now, DueAt = world.Clock.Now,
        });
        await world.WriteAsync(Kinds.ChannelState, new ChannelState { Id = ChannelState.IdOf(channel.Id), Jurisdiction = "town", Failures = 3 });
    }

    /// <summary>Orders the file and works until it is there.</summary>
    public static async Task<byte[]> ExportAsync(World world, string jurisdiction = "town")
        => await ReadAsync(world, await DoneAsync(world, await OrderExportAsync(world, jurisdiction)));

    public static async Task<Job> OrderExportAsync(World world, string jurisdiction = "town")
        => Expect.Done(await world.Beside.Transfers.ExportAsync(jurisdiction, null, Acting.Program, World.Ct)).Value;

    public static async Task<Outcome<Stored<Job>>> OrderImportAsync(World world, byte[] file, bool acceptChanged = false)
        => await world.Beside.Transfers.ImportAsync(await UploadAsync(world, file), acceptChanged, null, Acting.Program, World.Ct);

    public static async Task<Job> ImportAsync(World world, byte[] file, bool acceptChanged = false)
        => await WorkAsync(world, world.Beside, Expect.Done(await OrderImportAsync(world, file, acceptChanged)).Value);

    /// <summary>Sends a file in blocks of an odd length, so that lines lie across them.</summary>
    public static async Task<string> UploadAsync(World world, byte[] file, int blockBytes = 100_001)
    {
        string id = Expect.Done(await world.Beside.Uploads.CreateAsync(null, Acting.Program, World.Ct)).Value.Id;
        byte[][] blocks = [.. file.Chunk(blockBytes)];
        for (int i = 0; i < blocks.Length; i++)
        {
            Expect.Done(await world.Beside.Uploads.PutBlockAsync(id, i, blocks[i], Acting.Program.Caller, World.Ct));
        }

        Expect.Done(await world.Beside.Uploads.SealAsync(id, blocks.Length, null, Acting.Program.Caller, World.Ct));
        return id;
    }

    /// <summary>Works on what is due with an instance, and reads the job.</summary>
    public static async Task<Job> WorkAsync(World world, Instance instance, Job job)
    {
        JobRound round = await instance.Runner(world.Clock, instance.ExportWork, instance.ImportWork).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Empty(round.Broken.Where(b => b.Why is not KilledException).Select(b => b.Why));
        return (await world.Beside.Store.FindAsync(Kinds.Job, job.Jurisdiction, job.Id, World.Ct))!.Value;
    }

    public static async Task<Job> DoneAsync(World world, Job job)
    {
        Job done = await WorkAsync(world, world.Beside, job);
        Assert.True(done.State == JobState.Done, $"{done.State}: {done.Problem} {string.Join(' ', done.Faults)}");
        return done;
    }

    public static async Task<byte[]> ReadAsync(World world, Job job)
    {
        await using Stream stream = world.Beside.JobFiles.Open(job, Assert.Single(job.Files));
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, World.Ct);
        return all.ToArray();
    }

    public static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file).TrimEnd('\n').Split('\n');

    public static byte[] File(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    /// <summary>The same file with other lines, as if it had been written so.</summary>
    public static byte[] Rewritten(IEnumerable<string> lines)
    {
        List<string> body = [.. lines.SkipLast(1)];
        var chain = new Domain.Transfers.LineChain();
        body.ForEach(l => chain.Add(Encoding.UTF8.GetBytes(l)));
        Dictionary<string, long> documents = body.Select(l => JsonElement.Parse(l)).Where(l => l.TryGetProperty("document", out _))
            .GroupBy(l => l.GetProperty("container").GetString()!).ToDictionary(g => g.Key, g => (long)g.Count());
        var end = new Domain.Transfers.TransferEnd(documents, body.Count(l => l.StartsWith("{\"blob\"", StringComparison.Ordinal)), [], chain.Text);
        return File([.. body, $"{{\"end\":{Encoding.UTF8.GetString(Domain.Transfers.CanonicalJson.Of(end, DomainJson.Default.TransferEnd).Span)}}}"]);
    }
}
