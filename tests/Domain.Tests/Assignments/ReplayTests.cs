using System.Text;
using System.Text.Json;
using GridSteward.Demo;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Assignments;

/// <summary>Stored assignments are made again from what they keep.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task After_everything_has_changed_every_assignment_still_comes_out_as_it_was()
    {
        Jurisdiction town = await LivedInTownAsync();
        Expect.Done(await World.ImportAsync(world.Here, town, [new("c1", "community", null, 0, 0, 2, 2, "North Gate"), new("g1", "grid", "c1", 0, 0, 2, 0.4), new("g9", "grid", "c1", 0, 0.4, 2, 1.6)], ImportMode.Replace));
        foreach (Stored<Post> post in await world.Store.AllAsync(Kinds.Post.In("town"), World.Ct).ToListAsync(World.Ct))
        {
            await world.Store.CommitAsync(new Batch(Container.Areas, "town").Delete(Kinds.Post, post.Value.Id, post.ETag), World.Ct);
        }

        world.Clock.Now += TimeSpan.FromDays(400);
        await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct);
        List<ReplayedReport> replayed = await ReplayAsync("town");
        Assert.Equal(8, replayed.Count);
        Assert.All(replayed, r => Assert.Empty(r.Differences));
        Assert.All(replayed, r => Assert.True(r.PlaceReplayed));
        Assert.Equal(2, (await world.ReportsAsync("town")).Select(r => r.Generation).Distinct().Count());
        ReplayedReport outside = Assert.Single(await ReplayAsync(Jurisdiction.Unassigned));
        Assert.Empty(outside.Differences);
        Assert.False(outside.PlaceReplayed);
    }

    [Fact]
    public async Task What_is_not_what_its_inputs_give_is_named()
    {
        await LivedInTownAsync();
        Stored<Report> one = (await world.Store.AllAsync(Kinds.Report.In("town"), World.Ct).ToListAsync(World.Ct))[0];
        Assignment was = one.Value.Assignment;
        Report tampered = one.Value with
        {
            Assignment = was with
            {
                Assignee = was.RunnersUp[0],
                Place = was.Place with { Chain = [was.Place.Chain[0], was.Place.Chain[1] with { Code = "g2" }], DistanceToEdgeMetres = 1 },
            },
        };
        await world.Store.CommitAsync(new Batch(Container.Reports, "town").Replace(Kinds.Report, tampered, one.ETag), World.Ct);
        ReplayedReport found = Assert.Single(await ReplayAsync("town"), r => r.Differences.Count > 0);
        Assert.Equal((one.Value.Number, false), (found.Number, found.Erased));
        Assert.Equal(["chain", "assignee", "metres"], found.Differences.Select(d => d.What));
        Assert.Equal(("post:id-b", "post:id-a"), (found.Differences[1].Was, found.Differences[1].Is));
    }

    [Fact]
    public async Task What_was_erased_or_is_from_before_inputs_were_kept_is_told_apart_from_what_differs()
    {
        await LivedInTownAsync();
        foreach (Stored<Report> stored in await world.Store.AllAsync(Kinds.Report.In("town"), World.Ct).ToListAsync(World.Ct))
        {
            Assignment was = stored.Value.Assignment;
            Report changed = was.Place.Basis switch
            {
                Basis.Household => stored.Value with { ErasedAt = world.Clock.Now, Sent = null, Point = null, Assignment = was.WithoutPlace() },
                _ => stored.Value with { Assignment = was with { Placing = null, Surroundings = null, Candidates = [.. was.Candidates.Select(c => c with { Facts = null })], Reasons = [.. was.Reasons.Where(r => r.Code != "nearestChange")] } },
            };
            await world.Store.CommitAsync(new Batch(Container.Reports, "town").Replace(Kinds.Report, changed, stored.ETag), World.Ct);
        }

        ReplayTally tally = ReplayTally.Of(await ReplayAsync("town"));
        Assert.Equal(new ReplayTally(7, 6, 0, 1, 7), tally);
    }

    [Fact]
    public async Task A_load_that_changed_between_reading_and_writing_leaves_an_assignment_that_says_which_it_went_by()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("a", "g1");
        await world.AddPostAsync("b", "g1");

        // While the first report is between its reading and its writing, another is taken in whole.
        world.Store.OnceBefore(b => b.Container == Container.Reports, async () => Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.4, 0.5), null, Acting.Program, World.Ct)));
        Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct));
        Report third = Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0.6, 0.5), null, Acting.Program, World.Ct)).Report.Value;

        List<Report> reports = await world.ReportsAsync("town");
        Assert.Equal(["a", "a", "b"], reports.Select(r => r.Assignment.Assignee!.Code).Order(StringComparer.Ordinal));
        Assert.Equal([2L, 0L], third.Assignment.Candidates.Select(c => c.OpenLoad));
        Assert.Equal(2, reports.Count(r => r.Assignment.Candidates.All(c => c.OpenLoad == 0)));
        Assert.All(await ReplayAsync("town"), r => Assert.Empty(r.Differences));
    }

    [Fact]
    public async Task Reports_that_come_in_at_once_even_out_as_soon_as_they_see_one_another()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        foreach (string code in new[] { "a", "b", "c" })
        {
            await world.AddPostAsync(code, "g1");
        }

        const int AtOnce = 20;
        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)));
        }

        // As many as are under way at a time may all see the same loads, no more.
        long[] loads = [.. (await world.ReportsAsync("town")).GroupBy(r => r.Assignee).Select(g => g.LongCount())];
        Assert.Equal((3 * AtOnce, 3), (loads.Sum(), loads.Length));
        Assert.InRange(loads.Max() - loads.Min(), 0, AtOnce);
        Assert.All(await ReplayAsync("town"), r => Assert.Empty(r.Differences));
    }

    [Fact]
    public async Task The_demonstration_town_comes_out_as_it_was()
    {
        await new DemoFill(world.Here.Store, world.Blobs, world.Here.Directory, world.Clock).RunAsync(World.Ct);
        List<ReplayedReport> replayed = await ReplayAsync(DemoTown.Code);
        Assert.InRange(replayed.Count, 300, 900);
        Assert.All(replayed, r => Assert.True(r.Differences.Count == 0, $"{r.Number}: {string.Join(", ", r.Differences)}"));
        Assert.True(replayed.Count(r => r.PlaceReplayed) > replayed.Count * 9 / 10);
    }

    [Fact]
    public async Task A_job_counts_them_and_writes_down_those_that_differ_however_often_it_is_killed()
    {
        await LivedInTownAsync();
        Stored<Report> one = (await world.Store.AllAsync(Kinds.Report.In("town"), World.Ct).ToListAsync(World.Ct))[0];
        await world.Store.CommitAsync(
            new Batch(Container.Reports, "town").Replace(Kinds.Report, one.Value with { Assignment = one.Value.Assignment with { RunnersUp = [] } }, one.ETag), World.Ct);
        Job job = Expect.Done(await new OrderReplays(world.Here.Jobs).OrderAsync("town", null, Acting.Program, World.Ct)).Value;
        world.Store.KillBefore(b => b.Operations.Any(o => o.Kind == Kinds.JobCheckpoint(Container.Outcomes)));
        await world.Here.Runner(world.Clock, world.Here.ReplayWork).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        world.Clock.Now += TimeSpan.FromHours(1);
        Instance again = world.Restarted();
        await again.Runner(world.Clock, again.ReplayWork).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);

        Job done = (await world.Store.FindAsync(Kinds.Job, "town", job.Id, World.Ct))!.Value;
        Assert.Equal(JobState.Done, done.State);
        Assert.Equal((7L, 6L, 1L), (done.Progress.Counts["assignments"], done.Progress.Counts["same"], done.Progress.Counts["differ"]));
        JobFile file = Assert.Single(done.Files);
        using var reader = new StreamReader(world.Here.JobFiles.Open(done, file), Encoding.UTF8);
        ReplayedReport line = JsonSerializer.Deserialize(Assert.Single((await reader.ReadToEndAsync(World.Ct)).Trim().Split('\n')), DomainJson.Default.ReplayedReport)!;
        Assert.Equal((one.Value.Number, "runnersUp"), (line.Number, Assert.Single(line.Differences).What));
    }

    [Fact]
    public void An_assignment_from_before_facts_were_kept_reads_and_is_written_as_it_was()
    {
        const string Old = """
            {"place":{"basis":"point","jurisdiction":"town","generation":1,"chain":[{"level":"grid","code":"g1","name":"g1","version":1}],"otherOwners":[],"touched":[],"distanceToEdgeMetres":12.5,"flags":[]},"assignee":{"kind":"post","id":"b","code":"b","title":"B","area":"g1"},"runnersUp":[],"reasons":[{"code":"covers","en":"x","zh":"y"},{"code":"vacant","en":"x","zh":"y"},{"code":"onlyHandler","en":"x","zh":"y"}],"candidates":[{"assignee":{"kind":"post","id":"a","code":"a","title":"A","area":"g1"},"sameBuilding":false,"acquainted":false,"openLoad":0,"capacity":10,"excluded":"vacant"},{"assignee":{"kind":"post","id":"b","code":"b","title":"B","area":"g1"},"sameBuilding":false,"acquainted":false,"openLoad":0,"capacity":10}],"category":"hazard","day":"2026-03-01"}
            """;
        Assignment read = JsonSerializer.Deserialize(Old, DomainJson.Default.Assignment)!;
        Assert.Equal(Old, JsonSerializer.Serialize(read, DomainJson.Default.Assignment));
        Assert.Empty(ReplayDifference.Between(read, Assigner.Choose(read.Inputs)));
    }

    /// <summary>Seven reports in the town by point, household, building, card and nothing, and one outside it.</summary>
    private async Task<Jurisdiction> LivedInTownAsync()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.WriteAsync(Kinds.Steward, Town.Steward("steward"), Town.Steward("away", new Leave(new(2026, 2, 1), new(2026, 4, 1))));
        await world.WriteAsync(Kinds.Building, Town.Building("b1", 1.5, 0.5));
        await world.AddPostAsync("a", "g1");
        await world.AddPostAsync("b", "g1");
        await world.AddPostAsync("c", "g1", p => p with { Steward = "away" });
        await world.AddPostAsync("d", "g1", p => p with { OriginVillages = ["v1"], Categories = ["hazard"] });
        await world.AddPostAsync("e", "g2", p => p with { Building = "b1" });
        await world.AddPostAsync("f", "g2");
        await world.WriteAsync(Kinds.Team, Town.Team("t", "c1"));
        await world.WriteAsync(Kinds.Partner, Town.Partner("q", "g3"));
        Household household = Expect.Done(await world.Here.Households.CreateAsync(
            town, new HouseholdSubmission("h1", "Li", null, SentPosition.Of(Town.Point(0.25, 0.5), 15), null, null, 3, "v1", WantsAcquaintance: true), null, Acting.Program, World.Ct)).Value;
        ContactCard card = Expect.Done(await world.Here.Staff.IssueCardAsync(town, null, null, "g3", null, Acting.Program, World.Ct)).Value;
        Whereabouts[] places =
        [
            new(SentPosition.Of(Town.Point(0.5, 0.5), 80)), new(SentPosition.Of(Town.Point(2.2, 0.5))), new(null, Household: $"town/{household.Id}"), new(null, Building: "town/b1"),
            new(SentPosition.Of(Town.Point(1.5, 1.5)), Card: card.Code), new(null, Jurisdiction: "town"), new(SentPosition.Of(Town.Point(1, 1))), new(SentPosition.Of(Town.Point(50, 50))),
        ];
        foreach (Whereabouts where in places)
        {
            Expect.Done(await world.Here.Submit.RunAsync(World.Hazard(0, 0) with { Where = where }, null, Acting.Program, World.Ct));
            world.Clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal("id-d", Assert.Single(await world.ReportsAsync("town"), r => r.Household is not null).Assignment.Assignee!.Id);
        return town;
    }

    private async Task<List<ReplayedReport>> ReplayAsync(string jurisdiction)
    {
        List<ReplayedReport> all = [];
        string? after = null;
        do
        {
            ReplayedPage page = await world.Restarted().Replay.ReplayAsync(jurisdiction, after, World.Ct);
            all.AddRange(page.Reports);
            after = page.After;
        }
        while (after is not null);
        return all;
    }
}
