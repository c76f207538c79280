using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Duplicates;

/// <summary>A town with reports of one thing and another, and those who bring them together.</summary>
public sealed class DuplicateTown : IDisposable
{
    public static readonly Acting Manager = new(new Caller("manager", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]), "trace");

    public static readonly Acting Reporter = new(Caller.Nobody, null);

    public World World { get; } = new();

    public Task OpenAsync(Func<Jurisdiction, Jurisdiction>? change = null) => World.AddTownAsync((change ?? (s => s))(Town.Settings()), Town.Squares());

    public async Task<SubmittedReport> ReportAsync(
        double x = 0.5, double y = 0.5, string words = "路灯不亮了", string category = "hazard", string? sameAs = null, OnceKey? once = null, Instance? instance = null)
        => Expect.Done(await (instance ?? World.Here).Submit.RunAsync(
            World.Hazard(x, y) with { Category = category, Words = words, SameAs = sameAs }, once, Reporter, World.Ct));

    /// <summary>Some reports in one place, the first of which leads the others.</summary>
    public async Task<List<SubmittedReport>> GroupAsync(int count)
    {
        List<SubmittedReport> all = [];
        for (int i = 0; i < count; i++)
        {
            all.Add(await ReportAsync(sameAs: i == 0 ? null : ReportReference.Of(all[0].Report.Value)));
            World.Clock.Now += TimeSpan.FromMinutes(1);
        }

        return all;
    }

    public async Task<Stored<Report>> NowAsync(string id) => (await World.Engine.FindAsync(Kinds.Report, "town", id, World.Ct))!;

    public async Task<Stored<Report>> NowAsync(SubmittedReport report) => await NowAsync(report.Report.Value.Id);

    public async Task<Outcome<Stored<Report>>> MergeAsync(SubmittedReport report, SubmittedReport into, OnceKey? once = null, Instance? instance = null, Stored<Report>? seen = null)
    {
        Stored<Report> version = seen ?? await NowAsync(report);
        return await (instance ?? World.Here).Merge.MergeAsync(
            new WantedMerge("town", version.Value.Id, ReportReference.Of(into.Report.Value), "same", etag => etag == version.ETag), once, Manager, World.Ct);
    }

    public async Task<Outcome<Stored<Report>>> UnmergeAsync(SubmittedReport report, string? note = "not the same", Instance? instance = null)
    {
        Stored<Report> version = await NowAsync(report);
        return await (instance ?? World.Here).Merge.UnmergeAsync(new WantedMerge("town", version.Value.Id, null, note, etag => etag == version.ETag), null, Manager, World.Ct);
    }

    public async Task<Outcome<Stored<Report>>> MoveAsync(SubmittedReport report, Move move, string? note = "why", Instance? instance = null)
    {
        Stored<Report> version = await NowAsync(report);
        WantedMove wanted = new("town", version.Value.Id, move, note, etag => etag == version.ETag) { To = move == Move.Transfer ? Jurisdiction.Unassigned : null };
        return await (instance ?? World.Here).Move.RunAsync(wanted, null, new Acting(new Caller("desk", null, [new Grant(Node.Deployment, Preset.DutyDesk), new Grant(Node.Deployment, Preset.Manager)]), null), World.Ct);
    }

    public Task<Outcome<Stored<Report>>> WithdrawAsync(SubmittedReport report, Instance? instance = null)
        => (instance ?? World.Here).Move.RunForReporterAsync(new WantedMove("town", report.Report.Value.Id, Move.Withdraw, null, null), null, Reporter, World.Ct);

    /// <summary>Both sides name each other, one level deep, and every state is the replay of its report's events.</summary>
    public async Task HoldsTogetherAsync()
    {
        Dictionary<string, Report> reports = (await World.ReportsAsync("town")).ToDictionary(r => r.Id);
        var moves = (await World.AllAsync(Kinds.ReportEvent, "town")).GroupBy(e => e.Report).ToDictionary(g => g.Key, g => g.OrderBy(e => e.Sequence).ToList());
        foreach (Report report in reports.Values)
        {
            Assert.Equal(report.State, Lifecycle.Replay(moves[report.Id].Select(e => e.Move).OfType<Move>()));
            Assert.Equal(Enumerable.Range(1, report.Sequence), moves[report.Id].Select(e => e.Sequence));
            Assert.Equal(report.State == ReportState.Duplicate, report.DuplicateOf is not null);
            Assert.Equal(Lifecycle.IsOpen(report.State), report.Open);
            Assert.Equal(report.Followers.Count, report.Followers.Distinct().Count());
            Assert.InRange(report.Followers.Count, 0, Following.MaxFollowers);
            Assert.All(report.Followers, f => Assert.Equal(report.Id, reports[f].DuplicateOf));
            Assert.True(report.Followers.Count == 0 || (report.DuplicateOf is null && !Lifecycle.IsFinal(report.State)), "It leads although it follows, or has ended for good.");
            Assert.True(report.DuplicateOf is not { } leader || reports[leader].Followers.Contains(report.Id), "Its leader does not know of it.");
        }
    }

    public void Dispose() => World.Dispose();
}
