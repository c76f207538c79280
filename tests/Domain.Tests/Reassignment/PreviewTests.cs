using GridSteward.Domain.Areas;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>What an edit would move, counted before it is made.</summary>
public sealed class PreviewTests : IDisposable
{
    private static readonly Square[] Moved = [new("g1", "grid", "c1", 0, 0, 0.5), new("g2", "grid", "c1", 0.5, 0, 1.5)];

    private readonly ReassignTown town = new();

    public void Dispose() => town.Dispose();

    [Fact]
    public async Task A_preview_says_what_the_job_does_then_and_changes_nothing()
    {
        await town.OpenAsync();
        for (int i = 0; i < 20; i++)
        {
            await town.HouseholdAsync(i * 0.1, 0.5);
            await town.ReportAsync(i * 0.1, 0.7);
        }

        string before = await town.FingerprintAsync();
        PreviewedReassignment preview = await PreviewAsync(ReassignTown.Editor.Caller);
        Assert.Equal(before, await town.FingerprintAsync());
        await town.ImportAsync(Moved);
        Job job = await town.SettledByAsync();
        Assert.True(preview.Complete);
        Assert.Equivalent(await town.SummaryAsync(job), preview.Moves, strict: true);
        Assert.Equal([("c1/g1", "c1/g2")], preview.Moves.Areas.Select(a => (a.From, a.To)));
        Assert.InRange(preview.Read, 10, 40);
    }

    [Fact]
    public async Task Who_may_not_see_households_gets_no_counts_of_them()
    {
        await town.OpenAsync();
        await town.HouseholdAsync(0.75, 0.5);
        PreviewedReassignment without = await PreviewAsync(new Caller("desk", null, [new(Node.OfJurisdiction("town"), Preset.DutyDesk)]));
        Assert.Equal((null, 0L), (without.Moves.Households, without.Moves.Reports));
        Assert.Empty(without.Moves.Areas);
        await town.ReportAsync(0.75, 0.5);
        without = await PreviewAsync(new Caller("desk", null, [new(Node.OfJurisdiction("town"), Preset.DutyDesk)]));
        Assert.Equal([new("c1/g1", "c1/g2", null, 1)], without.Moves.Areas);
    }

    [Fact]
    public async Task No_change_reads_nothing()
    {
        await town.OpenAsync();
        await town.ReportAsync(0.75, 0.5);
        AreaSnapshot now = await town.World.Here.Snapshots.GetAsync("town", town.Settings.Levels, ReassignTown.Ct);
        PreviewedReassignment preview = await town.World.Here.Preview.OfAsync(town.Settings, now.Areas, now.Areas, ReassignTown.Editor.Caller, ReassignTown.Ct);
        Assert.Equal((true, 0, 0L), (preview.Complete, preview.Read, preview.Moves.Reports));
    }

    [Fact]
    public async Task A_preview_that_would_read_too_much_says_that_it_is_not_complete()
    {
        await town.OpenAsync();
        Domain.Households.Household one = await town.HouseholdAsync(0.75, 0.5);
        Domain.Households.Household[] many = [.. Enumerable.Range(0, ReassignmentPreview.MostRead).Select(i => one with { Id = $"many-{i:D5}" })];
        await town.World.WriteAsync(Kinds.Household, many);
        PreviewedReassignment preview = await PreviewAsync(ReassignTown.Editor.Caller);
        Assert.Equal((false, ReassignmentPreview.MostRead), (preview.Complete, preview.Read));
    }

    private async Task<PreviewedReassignment> PreviewAsync(Caller caller)
    {
        AreaSnapshot before = await town.World.Here.Snapshots.GetAsync("town", town.Settings.Levels, ReassignTown.Ct);
        AreaSnapshot after = Town.Snapshot(Town.Squares().Select(s => Moved.FirstOrDefault(m => m.Code == s.Code) ?? s));
        return await town.World.Here.Preview.OfAsync(town.Settings, before.Areas, after.Areas, caller, ReassignTown.Ct);
    }
}
