using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>What the changed region leads to is what a full recount finds, and little more is read.</summary>
public class FullRecountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_edits_leave_nothing_for_a_full_recount(int seed)
    {
        using ReassignTown town = new();
        Random random = new(20260301 + seed);
        RandomAreas areas = new(random);
        await town.World.AddTownAsync(RandomAreas.Settings());
        await PublishAsync(town, areas);
        foreach (Area area in areas.Areas)
        {
            await town.World.AddPostAsync("P-" + area.Code, area.Code);
        }

        List<string> cards = [];
        foreach (Area area in areas.Areas.Where(a => a.Level != "district"))
        {
            cards.Add(Expect.Done(await town.World.Here.Staff.IssueCardAsync(RandomAreas.Settings(), null, null, area.Code, null, Acting.Program, ReassignTown.Ct)).Value.Code);
        }

        await town.SettleAsync();
        await FillAsync(town, areas, cards);
        long moved = 0, lookedAt = 0;
        int all = 0;
        for (int edit = 0; edit < 5; edit++)
        {
            areas.Edit();
            await PublishAsync(town, areas);
            Job job = await town.SettledByAsync();
            moved += job.Progress.Counts.GetValueOrDefault("households") + job.Progress.Counts.GetValueOrDefault("reports");
            lookedAt += job.Progress.Counts.GetValueOrDefault("lookedAt");
            ReassignmentSummary recount = await town.SummaryAsync(await town.OrderAsync(dryRun: true, full: true));
            Assert.Equal((0L, 0L), (recount.Households, recount.Reports));
            all += await CheckAsync(town, areas);
        }

        Assert.InRange(moved, 5, all);
        Assert.InRange(lookedAt, moved, all * 3 / 4);
    }

    [Fact]
    public async Task Only_what_lies_in_the_boxes_of_the_region_is_read()
    {
        using ReassignTown town = new();
        await town.OpenAsync();
        for (int i = 0; i < 400; i++)
        {
            await town.HouseholdAsync((i % 20 * 0.1) + 0.05, (i / 20 * 0.1) + 0.05);
        }

        for (int i = 0; i < 100; i++)
        {
            await town.ReportAsync((i % 10 * 0.2) + 0.1, (i / 10 * 0.2) + 0.1);
        }

        // 51 m of tolerance are half a step: with the strip of 0.05 to both sides, about one step of two in the width, and 1.5 of two in the height.
        await town.MoveBorderAsync(0.95);
        CountingStore counting = new(town.World.Engine);
        Instance counted = new(counting, town.World.Blobs, town.World.Clock);
        Job dry = Expect.Done(await counted.Reassignments.OrderAsync("town", new(true, false), null, Acting.Program, ReassignTown.Ct)).Value;
        Assert.Empty((await counted.Runner(town.World.Clock, counted.Reassign).RunDueAsync(TimeSpan.FromMinutes(5), ReassignTown.Ct)).Broken);
        int households = counting.Read(Kinds.Household), reports = counting.Read(Kinds.Report);
        Assert.InRange(households, 110, 180);
        Assert.InRange(reports, 20, 45);
        Job done = (await town.World.Beside.Store.FindAsync(Kinds.Job, "town", dry.Id, ReassignTown.Ct))!.Value;
        Assert.InRange(done.Progress.Counts["lookedAt"], 100, households + reports);
    }

    private static async Task FillAsync(ReassignTown town, RandomAreas areas, List<string> cards)
    {
        for (int i = 0; i < 60; i++)
        {
            var submission = new HouseholdSubmission($"H{i}", null, null, SentPosition.Of(areas.Point()), null, null, 1, null);
            Expect.Done(await town.World.Here.Households.CreateAsync(RandomAreas.Settings(), submission, null, Acting.Program, ReassignTown.Ct));
            await town.SubmitAsync(World.Hazard(areas.Point()) with { Where = new Whereabouts(SentPosition.Of(areas.Point()), Jurisdiction: "town") });
            await town.SubmitAsync(World.Hazard(0, 0) with { Where = new Whereabouts(null, Card: cards[i % cards.Count]) });
        }
    }

    private static async Task PublishAsync(ReassignTown town, RandomAreas areas)
        => Expect.Fresh(await town.World.Beside.Import.RunAsync(
            new AreaImportRequest(RandomAreas.Settings(), areas.File(), Town.Mapping, ImportMode.Replace), null, ReassignTown.Editor, ReassignTown.Ct));

    /// <summary>Every household and report lies where its point or its card's area does, by the one who is there; how many.</summary>
    private static async Task<int> CheckAsync(ReassignTown town, RandomAreas areas)
    {
        AreaSnapshot snapshot = areas.Snapshot();
        List<Household> households = await town.World.AllAsync(Kinds.Household, "town");
        Assert.All(households, h => Assert.Equal(AreaPlacing.Of(snapshot, h.Point!.Value, null, 50, Basis.Point).AreaPath, h.AreaPath));
        List<Report> reports = await town.World.AllAsync(Kinds.Report, "town");
        foreach (Report report in reports)
        {
            string? card = report.Card is null ? null : (await town.World.Beside.Store.FindAsync(Kinds.ContactCard, "town", report.Card, ReassignTown.Ct))!.Value.Area;
            Place place = card is null ? AreaPlacing.Of(snapshot, report.Point!.Value, null, 50, Basis.Point)
                : snapshot.Find(card) is { } area ? AreaPlacing.OfArea(snapshot, area, Basis.Card)
                : Place.Nowhere(Basis.Card);
            Assert.Equal(place.AreaPath, report.AreaPath);
            Assert.Equal(report.Areas.Count == 0 ? null : report.Assignee is null ? null : "post:id-P-" + report.Assignment.Assignee!.Area, report.Assignee);
        }

        return households.Count + reports.Count;
    }
}
