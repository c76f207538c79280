using System.Globalization;
using System.Text;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>Imports that are killed, and imports that meet others.</summary>
public class ImportFaultTests
{
    private static readonly ImportRequest Households = Csv(ImportSubject.Households);

    /// <summary>Three rows change, the others are new, and one stands twice.</summary>
    private static string File(int rows, bool faulty = true)
    {
        StringBuilder file = new("code,name,residents,longitude,latitude\n");
        for (int i = 0; i < rows; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"H{i:D3},户{i},2,{114 + (0.001 * (i % 2)) + 0.0005:F4},{22.5 + (0.001 * (i / 2 % 2)) + 0.0005:F4}\n");
        }

        return faulty ? file.Append("H001,,,,\nH999,,x,,\n").ToString() : file.ToString();
    }

    private static async Task<World> WorldAsync()
    {
        World world = new();
        await world.AddTownAsync();
        await world.ImportAsync(Households, "code,residents\nH000,1\nH001,1\nH002,1\n");
        return world;
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task An_import_killed_at_any_call_is_completed_with_exact_counts_and_an_atomic_one_is_never_half_visible(bool afterwards, bool atomic)
    {
        int killed = 0;
        for (int at = 1; ; at++)
        {
            using World world = await WorldAsync();
            Job job = await world.OrderAsync(Households with { Atomic = atomic }, Encoding.UTF8.GetBytes(File(70, faulty: !atomic)));
            world.KillAt(at, afterwards);
            bool died = await world.WorkUntilKilledAsync();
            if (atomic)
            {
                int[] residents = [.. (await world.HouseholdsAsync()).Values.Select(h => h.Household.Value.Residents)];
                Assert.True(residents is [1, 1, 1] || (residents.Length == 70 && residents.All(r => r == 2)), $"{residents.Length} households are seen.");
            }

            await world.RecoverAsync();
            Imported done = await world.ResultAsync(job);
            Assert.Equal((JobState.Done, (67, 3, 0, atomic ? 0 : 2)), (done.Job.State, done.Counts));
            Assert.Equal(atomic ? 0 : 2, done.RejectedLines.Count);
            var households = await world.HouseholdsAsync();
            Assert.Equal(70, households.Count);
            Assert.All(households.Values, h => Assert.Equal((2, 2), (h.Household.Value.Residents, h.Household.Value.Areas.Count)));
            Assert.All(households.Values, h => Assert.StartsWith("户", h.Who!.Name, StringComparison.Ordinal));
            Assert.Equal(70, (await world.AllAsync(Kinds.UniqueCode(Container.Households), "town")).Count);
            Assert.Equal(70, (await world.AllAsync(Kinds.HouseholdPersonalPart, "town")).Count);
            Assert.Empty(await world.AllAsync(Kinds.StagedRow(Container.Households), "town"));
            Assert.Empty(await world.AllAsync(Kinds.JobCheckpoint(Container.Households), "town"));
            if (!died)
            {
                break;
            }

            killed++;
        }

        Assert.InRange(killed, 10, 200);
    }

    /// <summary>The first worker is stopped for so long that its lease runs out; it awakes while the second is at work.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_two_workers_that_both_believe_the_import_is_theirs_each_row_is_done_by_one(bool atomic)
    {
        using World world = await WorldAsync();
        Job job = await world.OrderAsync(Households with { Atomic = atomic }, Encoding.UTF8.GetBytes(File(300, faulty: !atomic)));
        int batches = 0;
        world.Store.BeforeCommit = async batch =>
        {
            if (batch.Operations.Any(o => o.Kind == Kinds.Household || o.Kind.Name == "stagedRow") && ++batches == 4)
            {
                world.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
                Assert.Single((await world.WorkAsync(world.Beside)).Ended);
            }
        };
        Assert.Empty((await world.WorkAsync(world.Here)).Ended);
        await world.RecoverAsync();
        Assert.Equal((297, 3, 0, atomic ? 0 : 2), (await world.ResultAsync(job)).Counts);
        Assert.Equal(300, (await world.HouseholdsAsync()).Count);

        // What a worker left that awoke when all was tidied up goes when the job is forgotten.
        world.Clock.Now += Job.KeptFor;
        await world.WorkAsync(world.Beside);
        Assert.Empty(await world.AllAsync(Kinds.JobCheckpoint(Container.Households), "town"));
        Assert.Empty(await world.AllAsync(Kinds.StagedRow(Container.Households), "town"));
        Assert.Equal(300, (await world.HouseholdsAsync()).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_are_placed_by_the_areas_as_they_are_when_they_are_written(bool atomic)
    {
        using World world = await WorldAsync();
        int batches = 0;
        world.Store.BeforeCommit = async batch =>
        {
            if (batch.Operations.Any(o => o.Kind == Kinds.Household || o.Kind.Name == "stagedRow") && ++batches == 2)
            {
                // Between two stretches of rows that were opened together.
                Expect.Done(await World.ImportAsync(world.Beside, Town.Settings(), [new Square("g1", "grid", "c1", 0, 0, 0.2, 0.2), new Square("g7", "grid", "c1", 0.2, 0.2, 0.8, 0.8)]));
            }
        };
        Imported done = await world.ImportAsync(Households with { Atomic = atomic }, Encoding.UTF8.GetBytes(File(2000, faulty: false)));
        Assert.Equal((1997, 3, 0, 0), done.Counts);
        var households = (await world.HouseholdsAsync()).Values.Select(h => h.Household.Value).ToList();
        Assert.Equal(2000, households.Count);
        Assert.All(households, h => Assert.Equal(h.Generation == 1 ? "g1" : "g7", h.Areas[^1] is "g1" or "g7" ? h.Areas[^1] : h.Generation == 1 ? "g1" : "g7"));
        Assert.InRange(households.Count(h => h.Generation == 1), 0, atomic ? 0 : 600);
    }

    [Fact]
    public async Task A_cancelled_import_keeps_the_rows_that_were_counted()
    {
        using World world = await WorldAsync();
        Job job = await world.OrderAsync(Households, Encoding.UTF8.GetBytes(File(3000, faulty: false)));
        int batches = 0;
        world.Store.BeforeCommit = async batch =>
        {
            world.Clock.Now += TimeSpan.FromSeconds(1);
            if (batch.Operations.Any(o => o.Kind == Kinds.Household) && ++batches == 20)
            {
                Expect.Done(await world.Beside.Jobs.CancelAsync("town", job.Id, Acting.Program, Ct));
            }
        };
        await world.WorkAsync(world.Here);
        Imported cancelled = await world.ResultAsync(job);
        Assert.Equal(JobState.Cancelled, cancelled.Job.State);
        Assert.InRange((await world.HouseholdsAsync()).Count, 20 * 24 - 100, 2000);
        Assert.Equal((await world.HouseholdsAsync()).Count, (await world.AllAsync(Kinds.UniqueCode(Container.Households), "town")).Count);
    }

    [Fact]
    public async Task A_document_that_somebody_changes_in_mid_import_is_read_again()
    {
        using World world = await WorldAsync();
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind == Kinds.Household && o.Verb == BatchVerb.Replace), async () =>
        {
            var household = (await world.HouseholdsAsync())["H001"].Household;
            Assert.True((await world.Beside.Store.CommitAsync(
                new Batch(Container.Households, "town").Replace(Kinds.Household, household.Value with { Unit = "9-9" }, household.ETag), Ct)).Committed);
        });
        Imported done = await world.ImportAsync(Households, Encoding.UTF8.GetBytes(File(100)));
        Assert.Equal((97, 3, 0, 2), done.Counts);
        Assert.Equal(("9-9", 2), ((await world.HouseholdsAsync())["H001"].Household.Value.Unit, (await world.HouseholdsAsync())["H001"].Household.Value.Residents));
    }

    [Fact]
    public async Task An_atomic_import_with_a_rejected_row_changes_nothing_and_names_the_row()
    {
        using World world = await WorldAsync();
        string before = await world.FingerprintAsync();
        Imported failed = await world.ImportAsync(Households with { Atomic = true }, Encoding.UTF8.GetBytes(File(200)));
        Assert.Equal((JobState.Failed, 2L, 2), (failed.Job.State, failed.Counts.Rejected, failed.RejectedLines.Count));
        Assert.Equal(before, await world.FingerprintAsync());
        Assert.Empty(await world.AllAsync(Kinds.StagedRow(Container.Households), "town"));
    }

    [Fact]
    public async Task A_row_that_somebody_overtakes_between_staging_and_placing_is_named_and_theirs_stays()
    {
        using World world = await WorldAsync();
        world.Store.OnceBefore(b => b.Operations.Any(o => o.Kind.Name == "publication"), async () =>
        {
            var household = (await world.HouseholdsAsync())["H001"].Household;
            Assert.True((await world.Beside.Store.CommitAsync(
                new Batch(Container.Households, "town").Replace(Kinds.Household, household.Value with { Unit = "9-9" }, household.ETag), Ct)).Committed);
        });
        Imported done = await world.ImportAsync(Households with { Atomic = true }, Encoding.UTF8.GetBytes(File(100, faulty: false)));
        Assert.Equal((JobState.Done, 1L), (done.Job.State, done.Job.Progress.Counts["overtaken"]));
        Assert.Contains("\"code\":\"H001\"", await world.TextAsync(done.Job, done.Job.Files.Single(f => f.Name == "overtaken.ndjson")), StringComparison.Ordinal);
        Assert.Equal(("9-9", 1), ((await world.HouseholdsAsync())["H001"].Household.Value.Unit, (await world.HouseholdsAsync())["H001"].Household.Value.Residents));
    }

    [Fact]
    public async Task A_second_atomic_import_waits_until_the_first_is_in_its_places()
    {
        using World world = await WorldAsync();
        Job first = await world.OrderAsync(Households with { Atomic = true }, Encoding.UTF8.GetBytes(File(40, faulty: false)));
        world.Store.DieAfter(b => b.Operations.Any(o => o.Kind.Name == "publication"));
        await Assert.ThrowsAsync<KilledException>(() => world.WorkAsync(world.Here));
        Job second = await world.OrderAsync(Households with { Atomic = true }, "code,residents\nX1,1\n"u8.ToArray());
        Assert.Empty((await world.WorkAsync(world.Beside)).Ended);
        Assert.Equal(40, (await world.HouseholdsAsync()).Count);
        await world.RecoverAsync();
        Assert.Equal((37, 3, 0, 0), (await world.ResultAsync(first)).Counts);
        Assert.Equal((1, 0, 0, 0), (await world.ResultAsync(second)).Counts);
    }
}
