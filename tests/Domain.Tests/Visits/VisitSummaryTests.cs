using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Imports;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain.Tests.Visits;

public class VisitSummaryTests
{
    [Fact]
    public async Task Whatever_order_visits_arrive_in_the_summary_is_that_of_all_of_them_in_their_own_order()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        for (int seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            Household unit = await scene.UnitAsync($"h{seed}");
            for (int i = 0; i < 12; i++)
            {
                // Few moments, so that some are the same.
                DateTimeOffset at = scene.World.Clock.Now.AddHours(-8 * random.Next(10));
                Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(random.Pick(Enum.GetValues<VisitOutcome>()), at)));
                VisitSummary expected = Slowly([.. (await scene.VisitsAsync()).Where(v => v.Household == unit.Id)], scene.Settings);
                Assert.Equal(expected, (await scene.FindAsync(unit.Id)).Visits);
            }
        }
    }

    [Fact]
    public async Task A_visit_that_arrives_late_counts_when_it_was_and_does_not_turn_the_summary_back()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        DateTimeOffset now = scene.World.Clock.Now;
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.NobodyHome, now.AddHours(-1))));
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.Refused, now.AddDays(-9))));
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.Done, now.AddDays(-5))));
        VisitSummary summary = (await scene.FindAsync(unit.Id)).Visits!;
        Assert.Equal((scene.Today.AddDays(-5), now.AddHours(-1), VisitOutcome.NobodyHome, 1), (summary.DoneOn, summary.TriedAt, summary.Outcome, summary.Failed));
        Assert.Equal(VisitKey.Of(CareLevel.Ordinary, scene.Today.AddDays(-5)), (await scene.FindAsync(unit.Id)).ListedBy);
    }

    [Fact]
    public async Task A_day_is_that_of_the_jurisdiction_s_zone()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(at: new DateTimeOffset(2026, 2, 27, 16, 30, 0, TimeSpan.Zero))));
        Assert.Equal(new DateOnly(2026, 2, 28), (await scene.FindAsync(unit.Id)).Visits!.DoneOn);
    }

    [Fact]
    public async Task Whoever_edits_the_unit_in_the_same_moment_does_not_fail_the_visit_and_keeps_their_edit()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        scene.World.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Visit), async () =>
        {
            Stored<Household> now = (await scene.World.Beside.Store.FindAsync(Kinds.Household, "town", unit.Id, World.Ct))!;
            await scene.World.Beside.Store.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, now.Value with { Residents = 7 }, now.ETag), World.Ct);
        });
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit()));
        Household after = await scene.FindAsync(unit.Id);
        Assert.Equal((7, scene.Today), (after.Residents, after.Visits!.DoneOn));
        Assert.Single(await scene.VisitsAsync());
    }

    [Fact]
    public async Task A_unit_that_never_stands_still_ends_the_visit_after_some_tries_and_writes_nothing_of_it()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        int edits = 0;
        scene.World.Store.BeforeCommit = async batch =>
        {
            if (batch.Operations.Any(o => o.Kind == Kinds.Visit))
            {
                edits++;
                Stored<Household> now = (await scene.World.Beside.Store.FindAsync(Kinds.Household, "town", unit.Id, World.Ct))!;
                await scene.World.Beside.Store.CommitAsync(new Batch(Container.Households, "town").Replace(Kinds.Household, now.Value with { Residents = edits }, now.ETag), World.Ct);
            }
        };
        await Assert.ThrowsAsync<StoreUnavailableException>(() => scene.RecordAsync(unit.Id, VisitScene.Visit()));
        Assert.Equal(8, edits);
        Assert.Empty(await scene.VisitsAsync());
    }

    [Fact]
    public async Task Visits_to_one_unit_at_the_same_time_are_all_counted()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.NobodyHome, scene.World.Clock.Now.AddMinutes(-i)))));
        Assert.Equal(4, (await scene.FindAsync(unit.Id)).Visits!.Failed);
    }

    [Fact]
    public async Task Replacing_and_importing_a_unit_keep_what_came_of_visits()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household unit = await scene.UnitAsync("h1");
        Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit()));
        VisitSummary before = (await scene.FindAsync(unit.Id)).Visits!;
        var again = new HouseholdSubmission("h1", "Other", null, SentPosition.Of(Town.Point(0.6, 0.5)), null, null, 3, null);
        Expect.Done(await scene.Here.Households.ReplaceAsync(scene.Settings, again, unit.Id, _ => true, Acting.Program, World.Ct));
        Household replaced = await scene.FindAsync(unit.Id);
        Assert.Equal((3, before, true), (replaced.Residents, replaced.Visits, replaced.VisitsCounted));

        Assert.Equal((0, 1, 0, 0), (await scene.World.ImportAsync(ImportRig.Csv(ImportSubject.Households), "code,residents\nh1,5\n")).Counts);
        Household imported = await scene.FindAsync(unit.Id);
        Assert.Equal((5, before, true), (imported.Residents, imported.Visits, imported.VisitsCounted));
    }

    [Fact]
    public async Task A_unit_found_moved_is_marked_until_it_is_confirmed_denied_or_met_and_is_not_offered_meanwhile()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        Household gone = await scene.UnitAsync("gone"), wrong = await scene.UnitAsync("wrong"), met = await scene.UnitAsync("met");
        foreach (Household unit in new[] { gone, wrong, met })
        {
            Expect.Fresh(await scene.RecordAsync(unit.Id, VisitScene.Visit(VisitOutcome.Moved)));
            Assert.Null((await scene.FindAsync(unit.Id)).MovedOn);
        }

        Assert.Equal(["gone", "met", "wrong"], await MarksAsync(scene));
        Assert.Empty(await scene.DueAsync(new DueFilter()));

        var moved = new HouseholdSubmission("gone", null, null, SentPosition.Of(Town.Point(0.5, 0.5)), null, null, 2, null, MovedOn: scene.Today);
        Expect.Done(await scene.Here.Households.ReplaceAsync(scene.Settings, moved, gone.Id, _ => true, Acting.Program, World.Ct));
        Expect.Done(await scene.Here.MoveMarks.DenyAsync(scene.Settings, wrong.Id, _ => true, VisitScene.OfG1, World.Ct));
        Assert.IsType<Outcome<Stored<Household>>.Conflict>(await scene.Here.MoveMarks.DenyAsync(scene.Settings, wrong.Id, _ => true, VisitScene.OfG1, World.Ct));
        Expect.Fresh(await scene.RecordAsync(met.Id, VisitScene.Visit(at: scene.World.Clock.Now.AddMinutes(5))));
        Assert.Empty(await MarksAsync(scene));
        Assert.Equal(["wrong"], await scene.DueAsync(new DueFilter()));

        scene.World.Clock.Now += TimeSpan.FromDays(1);
        Expect.Fresh(await scene.RecordAsync(wrong.Id, VisitScene.Visit(VisitOutcome.Moved)));
        Assert.Equal(["wrong"], await MarksAsync(scene));
    }

    [Fact]
    public async Task Visits_from_before_they_were_counted_are_counted_once_by_a_job_that_says_when_it_is_done()
    {
        using VisitScene scene = await VisitScene.OpenAsync();
        List<Household> old = [];
        for (int i = 0; i < 100; i++)
        {
            old.Add(await scene.UnitAsync($"old{i:D3}", change: u => u with { VisitsCounted = false }));
        }

        Household fresh = await scene.UnitAsync("fresh", metDaysAgo: 2);
        DateTimeOffset at = scene.World.Clock.Now.AddDays(-3);
        await scene.World.WriteAsync(Kinds.Visit, [.. old.Take(40).Select((u, i) => NewVisit.Make(u, VisitScene.Visit(i % 2 == 0 ? VisitOutcome.Done : VisitOutcome.Refused), scene.Settings.Coverage, $"v{i}", at).Visit)]);

        // One is visited before the job comes by: its old visit counts too.
        Expect.Fresh(await scene.RecordAsync(old[1].Id, VisitScene.Visit(VisitOutcome.NobodyHome)));
        Assert.Equal(2, (await scene.FindAsync(old[1].Id)).Visits!.Failed);

        Assert.Equal(1, (await scene.Here.NightlyVisits.RunAsync(World.Ct)).Ordered);
        Assert.Equal(0, (await scene.Here.NightlyVisits.RunAsync(World.Ct)).Ordered);
        scene.World.Store.KillAfter(b => b.Operations.Any(o => o.Kind == Kinds.JobCheckpoint(Container.Households)));
        JobRunner runner = scene.Here.Runner(scene.World.Clock, scene.Here.VisitCount);
        for (int i = 0; i < 4; i++)
        {
            await runner.RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
            scene.World.Clock.Now += TimeSpan.FromMinutes(10);
        }

        Job job = Assert.Single(await scene.World.AllAsync(Kinds.Job, "town"), j => j.Kind == CountVisits.Kind);
        Assert.Equal((JobState.Done, null), (job.State, job.Problem));
        foreach (Household unit in await scene.World.AllAsync(Kinds.Household, "town"))
        {
            Visit[] visits = [.. (await scene.VisitsAsync()).Where(v => v.Household == unit.Id)];
            Assert.True(unit.VisitsCounted);
            Assert.Equal(unit.Id == fresh.Id ? fresh.Visits : visits.Length == 0 ? null : Slowly(visits, scene.Settings), unit.Visits);
        }

        Assert.Single(await scene.World.AllAsync(Kinds.VisitsCounted, "town"));
        scene.World.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(0, (await scene.Here.NightlyVisits.RunAsync(World.Ct)).Ordered);
    }

    private static async Task<string[]> MarksAsync(VisitScene scene)
        => [.. Expect.Done(await scene.Here.MoveMarks.ListAsync("town", "g1", new PageRequest(10), VisitScene.OfG1.Caller, World.Ct)).Items.Select(u => u.Value.Code).Order(StringComparer.Ordinal)];

    /// <summary>The summary said slowly, from all visits.</summary>
    private static VisitSummary Slowly(IReadOnlyList<Visit> visits, Jurisdiction settings)
    {
        List<Visit> latestFirst = [.. visits.OrderByDescending(v => v.At).ThenByDescending(v => v.Id, StringComparer.Ordinal)];
        List<Visit> since = [.. latestFirst.TakeWhile(v => v.Outcome != VisitOutcome.Done)];
        Visit? done = latestFirst.Find(v => v.Outcome == VisitOutcome.Done), moved = since.Find(v => v.Outcome == VisitOutcome.Moved);
        return new VisitSummary(done is null ? null : settings.DayOf(done.At), latestFirst[0].At, latestFirst[0].Outcome, since.Count)
        {
            TriedOn = settings.DayOf(latestFirst[0].At),
            MovedSeenOn = moved is null ? null : settings.DayOf(moved.At),
        };
    }
}
