using System.Text;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

public sealed class AreaImportJobTests : IDisposable
{
    private const string File = """
        编号,名称,层级,上级,几何
        c1,北门社区,community,,"POLYGON((114 22.5,114.002 22.5,114.002 22.502,114 22.502,114 22.5))"
        g1,第一网格,grid,c1,"POLYGON((114 22.5,114.001 22.5,114.001 22.501,114 22.501,114 22.5))"
        g2,,grid,c1,"{""type"":""Polygon"",""coordinates"":[[[114.001,22.5],[114.002,22.5],[114.002,22.501],[114.001,22.501],[114.001,22.5]]]}"

        """;

    private static readonly ImportRequest Areas = Csv(ImportSubject.Areas);

    private static readonly string Faulty = File
        + "g3,,street,c1,\"POLYGON((114 22.5,114.001 22.5,114.001 22.501,114 22.5))\"\n"
        + "g4,,grid,c9,\"POLYGON((114 22.5,114.001 22.5,114.001 22.501,114 22.5))\"\n"
        + "g5,,grid,c1,\"POLYGON((114 22.5,114.001 22.501,114.001 22.5,114 22.501,114 22.5))\"\n"
        + "g6,,grid,c1,POINT(114 22.5)\n"
        + "g1,,grid,c1,\"POLYGON((114 22.5,114.001 22.5,114.001 22.501,114 22.5))\"\n"
        + ",,grid,c1,nonsense\n";

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Areas_of_a_file_are_one_generation_and_the_same_file_again_is_none()
    {
        await world.AddTownAsync(Town.Settings());
        Imported done = await world.ImportAsync(Areas, File);
        Assert.Equal((JobState.Done, (3, 0, 0, 0)), (done.Job.State, done.Counts));
        AreaSnapshot snapshot = await SnapshotAsync();
        Assert.Equal(1, snapshot.Generation);
        Assert.Equal(["c1 北门社区", "g1 第一网格", "g2 g2"], snapshot.Areas.Select(a => $"{a.Code} {a.Name}"));
        Assert.Equal("g2", snapshot.Index.Locate(Town.Point(1.5, 0.5)).At(1).Owner!.Code);

        Assert.Equal((0, 0, 3, 0), (await world.ImportAsync(Areas, File)).Counts);
        Assert.Equal(1, (await SnapshotAsync()).Generation);
        Assert.Empty(await world.AllAsync(Kinds.JobCheckpoint(Container.Areas), "town"));
    }

    [Fact]
    public async Task Rows_with_faults_are_left_out_and_named_or_with_atomic_end_the_import()
    {
        await world.AddTownAsync(Town.Settings());
        Imported all = await world.ImportAsync(Areas with { Atomic = true }, Faulty);
        Assert.Equal((JobState.Failed, 6L), (all.Job.State, all.Counts.Rejected));
        Assert.Equal(0, (await SnapshotAsync()).Generation);

        Imported some = await world.ImportAsync(Areas, Faulty);
        Assert.Equal((JobState.Done, (3, 0, 0, 6)), (some.Job.State, some.Counts));
        Assert.Equal(["5 level", "7 geometry", "8 geometry", "9 code", "10 code", "10 geometry", "6 parent"], some.Faults);
        Assert.Equal(some.Rejected, all.Rejected);
        Assert.Equal(["c1", "g1", "g2"], (await SnapshotAsync()).Areas.Select(a => a.Code));
    }

    [Fact]
    public async Task A_dry_run_makes_no_generation_and_counts_as_the_run_after_it()
    {
        await world.AddTownAsync(Town.Settings());
        Imported dry = await world.ImportAsync(Areas with { DryRun = true }, Faulty);
        Assert.Equal(0, (await SnapshotAsync()).Generation);
        Imported real = await world.ImportAsync(Areas, Faulty);
        Assert.Equal((real.Counts, real.Rejected), (dry.Counts, dry.Rejected));
    }

    [Fact]
    public async Task Features_and_lines_of_json_are_areas_too_and_replacing_ends_what_is_not_named()
    {
        await world.AddTownAsync();
        Imported features = await world.ImportAsync(Areas with { Format = TableKind.Geojson, Mode = ImportMode.Replace }, Encoding.UTF8.GetString(Town.File(Town.Squares()[..3])));
        Assert.Equal((0, 0, 3, 0), features.Counts);
        Assert.Equal(2, features.Job.Progress.Counts["removed"]);
        Imported line = await world.ImportAsync(Areas with { Format = TableKind.Ndjson, Level = "grid", CodePrefix = "n" },
            """{"code":7,"geometry":{"type":"Polygon","coordinates":[[[114,22.501],[114.001,22.501],[114.001,22.502],[114,22.501]]]}}""");
        Assert.Equal((1, 0, 0, 0), line.Counts);
        Assert.Equal(["c1", "g1", "g2", "n7"], (await SnapshotAsync()).Areas.Select(a => a.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_import_killed_at_any_call_leaves_the_old_areas_or_the_new_and_its_successor_completes_it(bool afterwards)
    {
        int killed = 0;
        for (int at = 1; ; at++)
        {
            using World town = new();
            await town.AddTownAsync();
            Job job = await town.OrderAsync(Areas, Encoding.UTF8.GetBytes(File));
            town.KillAt(at, afterwards);
            bool died = await town.WorkUntilKilledAsync();
            Assert.True((await town.Beside.Snapshots.GetAsync("town", ["community", "grid"], Ct)).Find("g1")!.Name is "g1" or "第一网格");
            await town.RecoverAsync();
            Imported done = await town.ResultAsync(job);
            Assert.Equal((JobState.Done, (0, 2, 1, 0)), (done.Job.State, done.Counts));
            Assert.Equal(2, (await town.Beside.Snapshots.GetAsync("town", ["community", "grid"], Ct)).Generation);
            if (!died)
            {
                break;
            }

            killed++;
        }

        Assert.InRange(killed, 8, 80);
    }

    private Task<AreaSnapshot> SnapshotAsync() => world.Beside.Snapshots.GetAsync("town", ["community", "grid"], Ct);
}
