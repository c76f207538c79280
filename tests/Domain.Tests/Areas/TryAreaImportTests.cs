using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Areas;

/// <summary>Imports tried out, and what they and real ones say of problems between areas.</summary>
public sealed class TryAreaImportTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_trial_says_what_the_import_then_does_and_writes_nothing()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Square[] file = [new("g1", "grid", "c1", 0, 0, 1.25), new("g9", "grid", "c1", 2, 0, 1)];
        int before = (await world.AllAsync(Kinds.Area, "town")).Count;
        AreaImportTrial trial = Expect.Done(await TryAsync(town, file));

        Assert.Equal((1, 1, 0, 0), (trial.Edition.Added, trial.Edition.Changed, trial.Edition.Unchanged, trial.Edition.Removed));
        Assert.Equal(["Overlap g1 g2", "OutsideParent g9"], trial.Problems.Problems.Select(Named));
        Assert.Equal(before, (await world.AllAsync(Kinds.Area, "town")).Count);
        Assert.Equal(1, await world.Here.Snapshots.CurrentNumberAsync("town", World.Ct));

        AreaImportResult real = Expect.Done(await World.ImportAsync(world.Here, town, file));
        Assert.Equal((1, 1, 0, 0), (real.Added, real.Changed, real.Unchanged, real.Removed));
        Assert.Equal(new AreaProblemCounts(1, 0, 1, 0), real.Problems);
    }

    [Fact]
    public async Task Only_what_the_file_would_make_wrong_is_named_not_what_is_wrong_already()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), [.. Town.Squares(), new("g5", "grid", "c1", 0.5, 0.5)]);
        AreaSnapshot now = await world.Here.Snapshots.GetAsync("town", town.Levels, World.Ct);
        Assert.Equal(4, (await now.ReportAsync(World.Ct)).Problems.Count);

        Assert.Empty(Expect.Done(await TryAsync(town, [new("g1", "grid", "c1", 0, 0, 1, 1, "Another name")])).Problems.Problems);
        AreaReport caused = Expect.Done(await TryAsync(town, [new("g5", "grid", "c1", 0, 0)], ImportMode.Replace)).Problems;
        Assert.Equal(["Gap g5"], caused.Problems.Select(Named));
    }

    [Fact]
    public async Task A_trial_refuses_what_the_import_would_refuse()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        Assert.IsType<Outcome<AreaImportTrial>.Invalid>(await TryAsync(town, [new("g9", "grid", "nowhere", 2, 0)]));
        Assert.IsType<Outcome<AreaImportTrial>.Invalid>(await TryAsync(town, [new("g9", "street", null, 2, 0)]));
        Assert.IsType<Outcome<AreaImportTrial>.Forbidden>(await world.Here.Trial.RunAsync(Request(town, [new("g9", "grid", "c1", 0, 0)], ImportMode.Merge), Caller.Nobody, World.Ct));
    }

    [Fact]
    public async Task A_report_is_filtered_by_level_box_and_size_and_says_it_in_two_languages()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), [.. Town.Squares(), new("g5", "grid", "c1", 0.5, 0.5, 0.25, 0.25)]);
        AreaReport report = await (await world.Here.Snapshots.GetAsync("town", town.Levels, World.Ct)).ReportAsync(World.Ct);

        AreaProblem overlap = Assert.Single(report.Problems);
        Assert.Equal("g1 and g5 overlap by 712 m², up to 25.7 m wide.", AreaProblemWords.En(overlap));
        Assert.Equal("g1与g5重叠 712 m²,最宽 25.7 m。", AreaProblemWords.Zh(overlap));
        Assert.Single(report.Where("grid", GeoBox.At(Town.Point(0.6, 0.6)), 700).Problems);
        Assert.Empty(report.Where("community", null, 0).Problems);
        Assert.Empty(report.Where(null, GeoBox.At(Town.Point(1.5, 0.6)), 0).Problems);
        Assert.Empty(report.Where(null, null, 720).Problems);
        Assert.Equal(new AreaProblemCounts(1, 0, 0, 0), report.Counts);
    }

    private Task<Outcome<AreaImportTrial>> TryAsync(Jurisdiction town, Square[] file, ImportMode mode = ImportMode.Merge)
        => world.Here.Trial.RunAsync(Request(town, file, mode), Acting.Program.Caller, World.Ct);

    private static AreaImportRequest Request(Jurisdiction town, Square[] file, ImportMode mode) => new(town, Town.File(file), Town.Mapping, mode);

    private static string Named(AreaProblem problem) => $"{problem.Kind} {string.Join(' ', problem.Codes)}";
}
