using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Duplicates;

public class DuplicateWalkTests
{
    [Fact]
    public async Task After_any_walk_of_several_callers_at_once_both_sides_name_each_other_and_states_are_their_events()
    {
        int merged = 0;
        foreach (int seed in Enumerable.Range(1, 6))
        {
            using var town = new DuplicateTown();
            await town.OpenAsync();
            List<SubmittedReport> reports = [];
            for (int i = 0; i < 7; i++)
            {
                reports.Add(await town.ReportAsync());
            }

            await Task.WhenAll(Enumerable.Range(0, 3).Select(caller => Task.Run(() => WalkAsync(town, reports, new Random((seed * 100) + caller)))));
            await town.HoldsTogetherAsync();
            merged += (await town.World.AllAsync(Kinds.ReportEvent, "town")).Count(e => e.Move == Move.Merge);
        }

        Assert.InRange(merged, 30, int.MaxValue);
    }

    private static async Task WalkAsync(DuplicateTown town, List<SubmittedReport> reports, Random random)
    {
        for (int i = 0; i < 25; i++)
        {
            SubmittedReport one = random.Pick(reports), other = random.Pick(reports);
            switch (random.Next(10))
            {
                case < 4:
                    await town.MergeAsync(one, other, instance: town.World.Beside);
                    break;
                case < 6:
                    await town.UnmergeAsync(one, instance: town.World.Beside);
                    break;
                case 6:
                    await town.World.Beside.Join.RunAsync(await town.NowAsync(one), ReportReference.Of(other.Report.Value), DuplicateTown.Reporter, World.Ct);
                    break;
                case 7 when random.Next(4) == 0:
                    await town.WithdrawAsync(one, town.World.Beside);
                    break;
                default:
                    await town.MoveAsync(one, random.Pick(Move.Accept, Move.Refuse, Move.Reopen, Move.Resolve, Move.Close, Move.Wait, Move.Resume), "why", town.World.Beside);
                    break;
            }
        }
    }
}
