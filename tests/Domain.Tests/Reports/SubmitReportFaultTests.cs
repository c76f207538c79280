using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>Taking a report in while things break or change in between.</summary>
public sealed class SubmitReportFaultTests : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    private static bool IsReports(Batch batch) => batch.Container == Container.Reports;

    private static bool IsDirectory(Batch batch) => batch.Container == Container.Directory;

    private Task<Outcome<SubmittedReport>> SubmitAsync(ReportSubmission submission, OnceKey? once)
        => world.Here.Submit.RunAsync(submission, once, Acting.Program, World.Ct);

    [Fact]
    public async Task A_process_that_dies_after_the_reservation_is_completed_once_by_the_retry()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.KillBefore(IsReports);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));
        Assert.Empty(await world.ReportsAsync("town"));
        Reservation reservation = Assert.Single(await world.AllAsync(Kinds.Reservation, World.Key("k").DirectoryKey));

        SubmittedReport submitted = Expect.Done(await world.Restarted().Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Acting.Program, World.Ct));
        Expect.Replayed(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));
        Assert.Equal(reservation.CreatedId, Assert.Single(await world.ReportsAsync("town", Jurisdiction.Unassigned)).Id);
        Expect.Done(await world.Here.Read.TrackAsync(submitted.Tracking.ToString(), World.Ct));
        Assert.Equal(reservation, Assert.Single(await world.AllAsync(Kinds.Reservation, World.Key("k").DirectoryKey)));
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("reports")]
    public async Task A_write_that_happened_without_anyone_knowing_is_not_repeated(string container)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.KillAfter(b => b.Container.Name == container);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));
        string first = Expect.Done(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Tracking.ToString();
        Assert.Equal(first, Expect.Replayed(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Tracking.ToString());
        Assert.Single(await world.ReportsAsync("town", Jurisdiction.Unassigned));
        Assert.Single(await world.AllAsync(Kinds.ReportEvent, "town"));
        Assert.Single(await world.AllAsync(Kinds.OutboxMessage, "town"));
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("reports")]
    public async Task Two_requests_with_one_key_at_the_same_time_keep_one_report_and_get_one_link(string inBetween)
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        string? other = null;
        world.Store.OnceBefore(b => b.Container.Name == inBetween, async () => other = Expect.Done(
            await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Acting.Program, World.Ct)).Tracking.ToString());
        Assert.Equal(Expect.Replayed(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Tracking.ToString(), other);
        Assert.Single(await world.ReportsAsync("town", Jurisdiction.Unassigned));
    }

    [Fact]
    public async Task Many_requests_with_one_key_at_once_keep_one_report()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            () => world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Acting.Program, World.Ct))));
        Assert.Single(all.Select(o => Expect.Done(o).Tracking.ToString()).Distinct());
        Assert.Single(all, o => o is Outcome<SubmittedReport>.Done { Replayed: false });
        Assert.Single(await world.ReportsAsync("town", Jurisdiction.Unassigned));
    }

    [Fact]
    public async Task When_the_areas_change_between_placing_and_writing_it_is_assigned_again_by_the_new_ones()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddPostAsync("old", "g1");
        await world.AddPostAsync("new", "g0");
        world.Store.OnceBefore(IsDirectory, async () => Expect.Done(await World.ImportAsync(world.Beside, town, [new("g0", "grid", "c1", 0, 0)])));
        Report report = Expect.Fresh(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Report.Value;
        Assert.Equal((2, 2), (report.Generation, report.Assignment.Place.Generation));
        Assert.Equal(["c1", "g0"], report.Areas);
        Assert.Equal("post:id-new", report.Assignee);
        Expect.SameJson(report, Assert.Single(await world.ReportsAsync("town")), Kinds.Report.Json);
    }

    [Fact]
    public async Task When_the_areas_leave_the_place_between_placing_and_writing_it_stays_in_its_jurisdiction_and_is_flagged()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        world.Store.OnceBefore(IsDirectory, async () => Expect.Done(await World.ImportAsync(
            world.Beside, town, [new("c1", "community", null, 9, 9), new("g9", "grid", "c1", 9, 9)], ImportMode.Replace)));
        Report report = Expect.Fresh(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Report.Value;
        Assert.Equal(("town", 2), (report.Jurisdiction, report.Generation));
        Assert.Contains(PlaceFlag.OutsideAllAreas, report.Assignment.Flags);
    }

    [Fact]
    public async Task When_the_areas_never_stop_changing_the_report_is_kept_all_the_same_with_the_generation_it_was_placed_by()
    {
        Jurisdiction town = await world.AddTownAsync(Town.Settings(), Town.Squares());
        int imports = 0;
        world.Store.BeforeRead = async kind =>
        {
            if (kind == Kinds.Post)
            {
                imports++;
                Expect.Done(await World.ImportAsync(world.Beside, town, [new($"g0-{imports}", "grid", "c1", 0, 0)]));
            }
        };
        Report report = Expect.Fresh(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Report.Value;
        Assert.Equal(imports, report.Generation);
        Assert.InRange(imports, 2, 10);
        Assert.Equal(imports == 1 ? "g1" : "g0-1", report.Areas[^1]);
        Assert.Single(await world.ReportsAsync("town"));
    }

    [Fact]
    public async Task A_reserved_jurisdiction_stays_after_borders_have_moved()
    {
        Jurisdiction a = await world.AddTownAsync(Town.Settings("a"), new Square("g1", "grid", null, 0, 0));
        await world.AddTownAsync(Town.Settings("b"), new Square("g1", "grid", null, 1, 0));
        world.Store.KillBefore(IsReports);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));

        Expect.Done(await World.ImportAsync(world.Beside, a, [new("g9", "grid", null, 9, 9)], ImportMode.Replace));
        Expect.Done(await World.ImportAsync(world.Beside, Town.Settings("b"), [new("g0", "grid", null, 0, 0)]));
        SubmittedReport submitted = Expect.Done(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));
        Assert.Equal(("a", 2), (submitted.Report.Value.Jurisdiction, submitted.Report.Value.Generation));
        Assert.Empty(submitted.Report.Value.Areas);
        Assert.Single(await world.ReportsAsync("a", "b", Jurisdiction.Unassigned));
        Assert.Equal("a", submitted.Tracking.Jurisdiction);
        Assert.Equal(submitted.Tracking.ToString(), Expect.Replayed(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Tracking.ToString());
    }

    [Fact]
    public async Task What_was_reserved_as_unassigned_stays_so_when_a_jurisdiction_comes()
    {
        world.Store.KillBefore(IsReports);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k")));
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        Report report = Expect.Done(await SubmitAsync(World.Hazard(0.5, 0.5), World.Key("k"))).Report.Value;
        Assert.Equal((Jurisdiction.Unassigned, 0), (report.Jurisdiction, report.Generation));
        Assert.Equal(Town.Point(0.5, 0.5), report.Point);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retry_is_not_refused_for_the_categories_of_the_jurisdiction_in_which_its_place_lies_now(bool reservedInAJurisdiction)
    {
        Jurisdiction a = Town.Settings("a") with { Categories = [new("only-a", "a", null, ReportKind.Hazard, 1, 2)] };
        if (reservedInAJurisdiction)
        {
            await world.AddTownAsync(a, new Square("g1", "grid", null, 0, 0));
        }

        ReportSubmission submission = World.Hazard(0.5, 0.5) with { Category = "only-a" };
        world.Store.KillBefore(IsReports);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(submission, World.Key("k")));
        if (reservedInAJurisdiction)
        {
            Expect.Done(await World.ImportAsync(world.Beside, a, [new("g9", "grid", null, 9, 9)], ImportMode.Replace));
        }

        await world.AddTownAsync(Town.Settings("b"), new Square("g1", "grid", null, 0, 0));
        Report report = Expect.Done(await SubmitAsync(submission, World.Key("k"))).Report.Value;
        Assert.Equal(reservedInAJurisdiction ? "a" : Jurisdiction.Unassigned, report.Jurisdiction);
        Assert.Equal(reservedInAJurisdiction ? 2 : 168, (report.ResolveBy - report.ReceivedAt).TotalHours);
    }
}
