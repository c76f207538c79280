using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>Reports of a private category, outside and inside the case.</summary>
public sealed class PrivateCaseTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_known_by_its_post_not_by_its_areas_and_no_count_holds_it()
    {
        Jurisdiction settings = await OpenAsync();
        Report report = await CaseAsync();
        Assert.True(report.Private);
        Assert.Equal([$"case:{report.Id}", "post:id-P1"], report.Nodes.Order(StringComparer.Ordinal));
        Assert.Equal(0, await world.Here.Store.CountAsync(OpenReports.In("town"), World.Ct));
        Assert.Equal(0, await world.Here.Store.CountAsync(OpenReports.Of("town", "post:id-P1"), World.Ct));
        Assert.Equal(1, await world.Here.Store.CountAsync(OpenReports.WithCasesIn("town"), World.Ct));
        Assert.Equal(0, (await world.Here.Coverage.RunAsync(settings, Acting.Program, World.Ct)).Total.Loop.Open);
        Assert.Empty((await world.Here.Replay.ReplayAsync("town", null, World.Ct)).Reports);
    }

    [Fact]
    public async Task What_the_category_says_later_changes_no_report_that_came_before()
    {
        Jurisdiction settings = await OpenAsync();
        Report report = await CaseAsync();
        var stored = (await world.Here.Store.FindAsync(Kinds.Jurisdiction, "town", Jurisdiction.OnlyId, World.Ct))!;
        await world.Here.Store.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Jurisdiction, settings with { Categories = [.. settings.Categories.Select(c => c with { Private = false })] }, stored.ETag), World.Ct);
        Assert.False((await CaseAsync()).Private);
        Assert.True((await world.Here.Store.FindAsync(Kinds.Report, "town", report.Id, World.Ct))!.Value.Private);
    }

    [Fact]
    public async Task It_is_listed_only_when_it_is_asked_for_and_each_such_listing_is_audited()
    {
        await OpenAsync();
        Report report = await CaseAsync();
        Caller manager = new("manager", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]), steward = new("steward", null, [new Grant(Node.OfArea("town", "g1"), Preset.Steward)]);
        Assert.Empty(await ListAsync(manager, isPrivate: false));
        Assert.Equal([report.Id], await ListAsync(manager, isPrivate: true));
        Assert.Empty(await ListAsync(steward, isPrivate: true));
        Assert.Equal(["manager", "steward"], (await world.AllAsync(Kinds.Audit(Container.Reports), "town")).Where(a => a.Fact.Action == "listPrivate").Select(a => a.Fact.Actor).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_holder_of_the_post_is_found_by_their_subject_and_loses_it_with_the_post()
    {
        await OpenAsync();
        Report report = await CaseAsync();
        Caller holder = new("sub-1", null, [new Grant(Node.OfArea("town", "g1"), Preset.Steward)]), neighbour = holder with { Subject = "sub-2" };
        HeldPosts held = new(world.Here.Store, world.Clock);
        Assert.False(holder.Can(Capability.ReadReports, report.Target));
        holder = await held.AddAsync(holder, "town", World.Ct);
        Assert.Equal(["town/id-P1"], holder.Posts);
        Assert.True(holder.Can(Capability.HandleReports, report.Target));
        Assert.Equal([report.Id], await ListAsync(holder, isPrivate: true));
        Assert.Empty((await held.AddAsync(neighbour, "town", World.Ct)).Posts);
        Assert.Empty((await held.AddAsync(holder with { Grants = [], Posts = [] }, "town", World.Ct)).Posts);

        var post = (await world.Here.Store.FindAsync(Kinds.Post, "town", "id-P1", World.Ct))!;
        await world.Here.Store.CommitAsync(new Batch(Container.Areas, "town").Replace(Kinds.Post, post.Value with { Steward = "other" }, post.ETag), World.Ct);
        Assert.False((await held.AddAsync(holder with { Posts = [] }, "town", World.Ct)).Can(Capability.ReadReports, report.Target));
    }

    [Fact]
    public async Task It_stays_private_and_hidden_when_it_is_handed_to_where_its_category_is_not()
    {
        await OpenAsync();
        await world.AddTownAsync(Town.Settings("other"), new Square("g1", "grid", null, 9, 9));
        Report report = await CaseAsync();
        Acting manager = new(new Caller("manager", null, [new Grant(Node.Deployment, Preset.Manager)]), null);
        Expect.Done(await new ModerateReport(world.Here.Store, world.Here.Steps).HideAsync(new("town", report.Id, "abuse", _ => true), null, manager, World.Ct));
        Expect.Done(await world.Here.Move.RunAsync(new WantedMove("town", report.Id, Move.Transfer, "theirs", _ => true) { To = "other", Category = "hazard" }, null, manager, World.Ct));
        Report there = Assert.Single(await world.ReportsAsync("other"));
        Assert.Equal((true, "manager"), (there.Private, there.HiddenBy));
        Assert.DoesNotContain(there.Nodes, n => n.StartsWith("area:", StringComparison.Ordinal));
    }

    private async Task<Jurisdiction> OpenAsync()
    {
        Jurisdiction settings = Town.Settings();
        settings = await world.AddTownAsync(settings with { Categories = [.. settings.Categories, new("family", "家庭纠纷", "Family", ReportKind.Dispute, 24, 72) { Private = true }] }, Town.Squares());
        await world.AddPostAsync("P1", "g1", p => p with { Steward = "s1" });
        await world.WriteAsync(Kinds.Steward, new Steward { Id = "s1", Jurisdiction = "town", Name = "One", Subject = "sub-1" }, new Steward { Id = "s2", Jurisdiction = "town", Name = "Two", Subject = "sub-2" });
        return settings;
    }

    private async Task<Report> CaseAsync()
        => Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { Category = "family" }, null, Acting.Program, World.Ct)).Report.Value;

    private async Task<IEnumerable<string>> ListAsync(Caller caller, bool isPrivate)
        => Expect.Done(await world.Here.Read.ListAsync("town", new ReportFilter(null, null, null) { Private = isPrivate }, new PageRequest(10), new Acting(caller, null), World.Ct)).Items.Select(i => i.Value.Id);
}
