using GridSteward.Domain.Audit;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

public sealed class SatisfactionTests
{
    [Fact]
    public async Task Counts_are_those_of_the_resolutions_looked_at_one_by_one()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        var random = new Random(7);
        for (int i = 0; i < 24; i++)
        {
            Stored<Report> report = await town.ResolvedAsync(random.Next(2) == 0 ? 0.5 : 1.5);
            if (random.Next(3) > 0)
            {
                report = Expect.Fresh(await town.SayAsync(report, random.Next(3) > 0));
                if (report.Value.State == ReportState.ReopenRequested)
                {
                    report = await town.MoveAsync(report, Move.Reopen, LoopTown.Manager);
                    report = await town.MoveAsync(await town.MoveAsync(report, Move.Accept, LoopTown.Manager), Move.Resolve, LoopTown.Manager);
                    Expect.Fresh(await town.SayAsync(report, true));
                }
            }

            town.World.Clock.Now += TimeSpan.FromDays(2);
        }

        List<Resolution> all = await town.World.AllAsync(Kinds.Resolution, "town");
        DateTimeOffset from = all.Min(r => r.At), to = town.World.Clock.Now;
        foreach (var (by, keys) in new (SatisfactionBy, Func<Resolution, IEnumerable<string?>>)[]
        {
            (SatisfactionBy.Assignee, r => [r.Assignee]), (SatisfactionBy.Steward, r => [r.Steward]), (SatisfactionBy.Area, r => r.Areas),
            (SatisfactionBy.Category, r => [r.Category]), (SatisfactionBy.Month, r => [r.Month]),
        })
        {
            Satisfaction counted = await CountAsync(town, by, LoopTown.Manager, from, to);
            Assert.Equal(Counts(all), counted.Total);
            Assert.Equal(
                all.SelectMany(r => keys(r).OfType<string>(), (r, key) => (r, key)).GroupBy(x => x.key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Counts(g.Select(x => x.r)))),
                counted.Rows.Select(r => (r.Key, r.Counts)));
        }

        Assert.Equal(["g1", "g2"], (await CountAsync(town, SatisfactionBy.Area, LoopTown.Manager, from, to, "grid")).Rows.Select(r => r.Key));

        // Half-open, so that months add up; and only what lies in scope.
        Satisfaction before = await CountAsync(town, SatisfactionBy.Month, LoopTown.Manager, from, from.AddDays(10));
        Satisfaction after = await CountAsync(town, SatisfactionBy.Month, LoopTown.Manager, from.AddDays(10), to);
        Assert.Equal(all.Count, before.Total.Asked + after.Total.Asked);
        Assert.Equal(Counts(all.Where(r => r.Areas.Contains("g2"))), (await CountAsync(town, SatisfactionBy.Category, LoopTown.Neighbour, from, to)).Total);
    }

    [Fact]
    public async Task Where_nobody_answered_there_is_no_share()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        await town.ResolvedAsync();
        town.World.Clock.Now += TimeSpan.FromSeconds(1);
        Satisfaction counted = Expect.Done(await town.World.Here.Satisfaction.RunAsync(new SatisfactionQuestion("town", SatisfactionBy.Steward, null, null, null), LoopTown.Manager.Caller, World.Ct));
        Assert.Equal(new SatisfactionRow("s1", new SatisfactionCounts(1, 0, 0)), Assert.Single(counted.Rows));
        Assert.Null(counted.Total.Share);
        Assert.Equal(2.0 / 3, new SatisfactionCounts(9, 3, 2).Share);
    }

    [Fact]
    public async Task A_window_is_bounded_and_a_level_goes_with_areas()
    {
        using LoopTown town = await LoopTown.OpenAsync();
        DateTimeOffset now = town.World.Clock.Now;
        Assert.Equal(["$.from"], Expect.Faults(await TryAsync(SatisfactionBy.Month, now.AddDays(-398), now, null)));
        Assert.Equal(["$.from"], Expect.Faults(await TryAsync(SatisfactionBy.Month, now, now, null)));
        Assert.Equal(["$.level"], Expect.Faults(await TryAsync(SatisfactionBy.Month, null, null, "grid")));
        Assert.Equal(["$.level"], Expect.Faults(await TryAsync(SatisfactionBy.Area, null, null, "street")));
        Assert.IsType<Outcome<Satisfaction>.Forbidden>(await town.World.Here.Satisfaction.RunAsync(new SatisfactionQuestion("town", SatisfactionBy.Month, null, null, null), LoopTown.Partner.Caller, World.Ct));

        Task<Outcome<Satisfaction>> TryAsync(SatisfactionBy by, DateTimeOffset? from, DateTimeOffset? to, string? level)
            => town.World.Here.Satisfaction.RunAsync(new SatisfactionQuestion("town", by, from, to, level), LoopTown.Manager.Caller, World.Ct);
    }

    [Fact]
    public void Whoever_may_see_counts_may_read_the_reports_they_count()
        => Assert.All(Enum.GetValues<Preset>(), p => Assert.True(!Presets.CapabilitiesOf(p).Contains(Capability.ReadCoverage) || Presets.CapabilitiesOf(p).Contains(Capability.ReadReports)));

    private static SatisfactionCounts Counts(IEnumerable<Resolution> all)
        => new(all.Count(), all.Count(r => r.Answered), all.Count(r => r is { Answered: true, Satisfied: true }));

    private static async Task<Satisfaction> CountAsync(LoopTown town, SatisfactionBy by, Acting who, DateTimeOffset from, DateTimeOffset to, string? level = null)
        => Expect.Done(await town.World.Here.Satisfaction.RunAsync(new SatisfactionQuestion("town", by, from, to, level), who.Caller, World.Ct));
}
