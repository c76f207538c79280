using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Reports;

/// <summary>Handing reports from one jurisdiction to another, killed wherever it can be.</summary>
public sealed class HandOverTests : IDisposable
{
    private static readonly Acting Manager = new(new Caller("manager", null, [new Grant(Node.Deployment, Preset.DutyDesk)]), null);
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_goes_on_there_with_its_words_and_the_reporters_link_follows_it_and_back()
    {
        SubmittedReport sent = await OpenAsync();
        Stored<Report> here = Expect.Fresh(await TransferAsync(sent.Report, "other", "街道边界那边"));
        Assert.Equal((ReportState.Transferred, false), (here.Value.State, here.Value.Open));
        Report there = Assert.Single(await world.AllAsync(Kinds.Report, "other"));
        Assert.Equal((here.Value.TransferredTo, $"town/{here.Value.Id}"), ($"other/{there.Id}", there.TransferredFrom));
        Assert.Equal(("post:id-q", ReportState.Received, "hazard"), (there.Assignee, there.State, there.Category));
        Assert.Equal("A lamp is broken", Assert.Single(await world.AllAsync(Kinds.ReportPersonalPart, "other")).Words);

        TrackedReport tracked = Expect.Done(await world.Here.Read.TrackAsync(sent.Tracking.ToString(), World.Ct));
        Assert.Equal((there.Number, sent.Report.Value.Number), (tracked.Report.Number, Assert.Single(tracked.FormerNumbers)));
        Assert.Equal([ReportEventKind.Received, ReportEventKind.Moved, ReportEventKind.Received], tracked.Events.Select(e => e.Event.Kind));
        Assert.Equal("街道边界那边", tracked.Events[1].Note);

        Stored<Report> now = (await world.Store.FindAsync(Kinds.Report, "other", there.Id, World.Ct))!;
        Expect.Fresh(await TransferAsync(now, "town", "是你们的"));
        tracked = Expect.Done(await world.Here.Read.TrackAsync(sent.Tracking.ToString(), World.Ct));
        Assert.Equal(("town", 2, 5), (tracked.Report.Jurisdiction, tracked.FormerNumbers.Count, tracked.Events.Count));
        Assert.NotEqual(here.Value.Id, tracked.Report.Id);
    }

    [Fact]
    public async Task What_lies_nowhere_goes_from_the_duty_desk_to_a_jurisdiction_and_a_category_it_does_not_have_is_asked_for()
    {
        await OpenAsync();
        Stored<Report> nowhere = Expect.Fresh(await world.Here.Submit.RunAsync(
            World.Hazard(50, 50) with { Category = "odd" }, null, Acting.Program, World.Ct)).Report;
        Assert.Equal(Jurisdiction.Unassigned, nowhere.Value.Jurisdiction);
        Assert.Equal(["$.category"], Expect.Faults(await TransferAsync(nowhere, "town", "看起来是那边的")));
        Expect.Fresh(await TransferAsync(nowhere, "town", "看起来是那边的", "trees"));
        Report there = Assert.Single(await world.AllAsync(Kinds.Report, "town"), r => r.TransferredFrom is not null);
        Assert.Equal(("trees", Town.Point(50, 50)), (there.Category, there.Point));
    }

    [Theory]
    [InlineData(true, "directory", false)]
    [InlineData(false, "directory", false)]
    [InlineData(true, "reports", false)]
    [InlineData(false, "reports", true)]
    public async Task Killed_at_any_write_it_is_in_one_place_in_the_end(bool before, string container, bool decided)
    {
        SubmittedReport sent = await OpenAsync();
        Action<Func<Batch, bool>> kill = before ? world.Store.DieBefore : world.Store.DieAfter;
        kill(b => b.Container.Name == container);
        await Assert.ThrowsAsync<KilledException>(() => TransferAsync(sent.Report, "other", "那边的"));
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        world.Store.AfterCommit = _ => Task.CompletedTask;
        await LookAsync();
        Assert.Equal(decided ? ReportState.Transferred : ReportState.Received, (await world.AllAsync(Kinds.Report, "town")).Single().State);
        Assert.Equal(decided ? 1 : 0, (await world.AllAsync(Kinds.Report, "other")).Count);
        Assert.Equal(decided ? "other" : "town", Expect.Done(await world.Here.Read.TrackAsync(sent.Tracking.ToString(), World.Ct)).Report.Jurisdiction);
        Assert.DoesNotContain(await world.AllAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey), e => e.Subject == AgendaSubject.HandOver);
    }

    [Fact]
    public async Task Killed_before_the_report_there_is_written_the_link_shows_it_here_until_it_is_completed_once()
    {
        SubmittedReport sent = await OpenAsync();
        world.Store.DieBefore(b => b.Partition == "other");
        await Assert.ThrowsAsync<KilledException>(() => TransferAsync(sent.Report, "other", "那边的"));
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        Assert.Equal(ReportState.Transferred, Expect.Done(await world.Here.Read.TrackAsync(sent.Tracking.ToString(), World.Ct)).Report.State);

        // The request sent again and the timer complete it at the same time.
        Stored<Report> here = (await world.Store.FindAsync(Kinds.Report, "town", sent.Report.Value.Id, World.Ct))!;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.Beside.HandOver.CompleteAsync(here.Value, Manager, World.Ct)));
        await LookAsync();
        Assert.Single(await world.AllAsync(Kinds.Report, "other"));
        Assert.Single(await world.AllAsync(Kinds.ReportEvent, "other"));
    }

    private async Task LookAsync()
    {
        for (int i = 0; i < 3; i++)
        {
            world.Clock.Now += Agenda.Patience;
            await world.Here.Runner(world.Clock).RunDueAsync(TimeSpan.FromMinutes(1), World.Ct);
        }
    }

    private async Task<SubmittedReport> OpenAsync()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        await world.AddTownAsync(Town.Settings("other"), Town.Squares());
        await world.AddPostAsync("q", "g1", jurisdiction: "other");
        return Expect.Fresh(await world.Here.Submit.RunAsync(World.Hazard(0.5, 0.5) with { Where = World.Hazard(0.5, 0.5).Where with { Jurisdiction = "town" } }, null, Acting.Program, World.Ct));
    }

    private Task<Outcome<Stored<Report>>> TransferAsync(Stored<Report> report, string to, string why, string? category = null)
        => world.Here.Move.RunAsync(
            new WantedMove(report.Value.Jurisdiction, report.Value.Id, Move.Transfer, why, etag => etag == report.ETag) { To = to, Category = category }, null, Manager, World.Ct);
}
