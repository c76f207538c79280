using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Deadlines;

public sealed class GradeReportTests : IDisposable
{
    private static readonly Acting Steward = new(new Caller("steward", null, [new Grant(Node.OfJurisdiction("town"), Preset.Steward)]), "trace");

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_grading_is_one_step_with_its_reason_and_keeps_the_state()
    {
        Stored<Report> report = await ReportAsync();
        world.Store.Committed.Clear();
        Stored<Report> graded = Expect.Fresh(await GradeAsync(report, Severity.Emergency, World.Key("g")));
        Assert.Equal(["audit", "outboxMessage", "report", "reportEvent", "reportPersonalPart"], Assert.Single(world.Store.Committed).Operations.Select(o => o.Kind.Name).Order());
        Assert.Equal((Severity.Emergency, ReportState.Received, world.Clock.Now.AddHours(1)), (graded.Value.Severity, graded.Value.State, graded.Value.AcceptBy));
        ReportEvent happened = (await world.AllAsync(Kinds.ReportEvent, "town"))[^1];
        Assert.Equal((ReportEventKind.Graded, Severity.Emergency, Severity.Normal, Preset.Steward, true), (happened.Kind, happened.Severity, happened.SeverityBefore, happened.ActorAs, happened.HasNote));
        Assert.Equal("dutyDesk", (await world.AllAsync(Kinds.OutboxMessage, "town"))[^1].To);

        Assert.Equal(graded.ETag, Expect.Replayed(await GradeAsync(report, Severity.Emergency, World.Key("g"))).ETag);
        Assert.IsType<Outcome<Stored<Report>>.KeyReused>(await world.Here.Grade.RunAsync(Wanted(report, Severity.Urgent), World.Key("g", "other"), Steward, World.Ct));
        Assert.IsType<Outcome<Stored<Report>>.Stale>(await GradeAsync(report, Severity.Urgent));
        Assert.IsType<Outcome<Stored<Report>>.Conflict>(await GradeAsync(graded, Severity.Emergency));
    }

    [Fact]
    public async Task Only_who_handles_reports_there_grades_them()
    {
        Stored<Report> report = await ReportAsync();
        Assert.IsType<Outcome<Stored<Report>>.Forbidden>(await GradeAsync(report, Severity.Urgent, by: Preset.Volunteer));
        Assert.IsType<Outcome<Stored<Report>>.NotFound>(await world.Here.Grade.RunAsync(Wanted(report, Severity.Urgent), null, new Acting(Caller.Nobody, null), World.Ct));
    }

    private static WantedSeverity Wanted(Stored<Report> report, Severity severity) => new("town", report.Value.Id, severity, "Smoke", etag => etag == report.ETag);

    private Task<Outcome<Stored<Report>>> GradeAsync(Stored<Report> report, Severity severity, OnceKey? once = null, Preset by = Preset.Steward)
        => world.Here.Grade.RunAsync(Wanted(report, severity), once, new Acting(new Caller("steward", null, [new Grant(Node.OfJurisdiction("town"), by)]), "trace"), World.Ct);

    private async Task<Stored<Report>> ReportAsync()
    {
        await world.AddTownAsync(Town.Settings() with { Categories = [Town.Settings().Categories[0] with { Severities = [new(Severity.Emergency, 1, 2)] }] }, Town.Squares());
        return Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), null, Acting.Program, World.Ct)).Report;
    }
}
