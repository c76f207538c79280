using GridSteward.Domain.Assists;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Loop;

/// <summary>
/// A town in which reports of g1 go to the post p, held by anna; ben holds q in g2. A team and a partner belong to no area, so that they get only what
/// they are asked for.
/// </summary>
internal sealed class LoopTown : IDisposable
{
    public static readonly Acting Steward = As("anna", Preset.Steward, Node.OfArea("town", "g1"));
    public static readonly Acting Neighbour = As("ben", Preset.Steward, Node.OfArea("town", "g2"));
    public static readonly Acting Manager = As("manager", Preset.Manager, Node.OfJurisdiction("town"));
    public static readonly Acting Team = As("team", Preset.Partner, Node.OfTeam("town", "id-t"));
    public static readonly Acting Partner = As("partner", Preset.Partner, Node.OfPartner("town", "id-pa"));
    public static readonly Acting Reporter = new(Caller.Nobody, null);

    public World World { get; } = new();

    public static Acting As(string subject, Preset preset, params Node[] nodes) => new(new Caller(subject, null, [.. nodes.Select(n => new Grant(n, preset))]), null);

    public static async Task<LoopTown> OpenAsync(Func<Jurisdiction, Jurisdiction>? settings = null)
    {
        var town = new LoopTown();
        await town.World.AddTownAsync((settings ?? (s => s))(Town.Settings()), Town.Squares());
        await town.World.WriteAsync(Kinds.Steward, Town.Steward("s1") with { Subject = "anna" }, Town.Steward("s2") with { Subject = "ben" });
        await town.World.AddPostAsync("p", "g1", p => p with { Steward = "s1" });
        await town.World.AddPostAsync("q", "g2", p => p with { Steward = "s2" });
        await town.World.WriteAsync(Kinds.Team, Town.Team("t"));
        await town.World.WriteAsync(Kinds.Partner, Town.Partner("pa") with { Duty = PartnerDuty.Assist });
        return town;
    }

    public void Dispose() => World.Dispose();

    public async Task<Stored<Report>> ReportAsync(double x = 0.5, string category = "hazard")
        => Expect.Fresh(await World.Beside.Submit.RunAsync(
            World.Hazard(x, 0.5) with { Category = category, ContactName = "钱", ContactPhone = "1" }, null, Acting.Program, World.Ct)).Report;

    /// <summary>A report that is accepted.</summary>
    public async Task<Stored<Report>> AcceptedAsync(double x = 0.5) => await MoveAsync(await ReportAsync(x), Move.Accept, x < 1 ? Steward : Neighbour);

    public async Task<Stored<Report>> ResolvedAsync(double x = 0.5)
        => await MoveAsync(await AcceptedAsync(x), Move.Resolve, x < 1 ? Steward : Neighbour);

    public async Task<Stored<Report>> MoveAsync(Stored<Report> seen, Move move, Acting acting) => Expect.Fresh(await TryMoveAsync(seen, move, acting));

    public Task<Outcome<Stored<Report>>> TryMoveAsync(Stored<Report> seen, Move move, Acting acting, string? note = "words")
        => World.Beside.Move.RunAsync(new WantedMove("town", seen.Value.Id, move, note, e => e == seen.ETag), null, acting, World.Ct);

    public async Task<Stored<Report>> AskAsync(Stored<Report> seen, string assignee, bool required = true, Acting? acting = null)
        => Expect.Fresh(await TryAskAsync(seen, assignee, required, acting));

    public Task<Outcome<Stored<Report>>> TryAskAsync(
        Stored<Report> seen, string assignee, bool required = true, Acting? acting = null, OnceKey? once = null, string? insteadOf = null, Instance? instance = null)
        => (instance ?? World.Beside).Assists.AskAsync(
            new WantedAssist("town", seen.Value.Id, assignee, required, "ASKED", insteadOf, e => e == seen.ETag), once, acting ?? Steward, World.Ct);

    public async Task<Stored<Report>> AssistAsync(Stored<Report> seen, AssistMove move, Acting acting, int assist = 0)
        => Expect.Fresh(await TryAssistAsync(seen, move, acting, assist));

    public Task<Outcome<Stored<Report>>> TryAssistAsync(
        Stored<Report> seen, AssistMove move, Acting acting, int assist = 0, string? note = "ANSWERED", OnceKey? once = null, Instance? instance = null)
        => (instance ?? World.Beside).Assists.MoveAsync(
            new WantedAssistMove("town", seen.Value.Id, seen.Value.Assists[assist].Id, move, note, e => e == seen.ETag), once, acting, World.Ct);

    public Task<Outcome<Stored<Report>>> SayAsync(
        Stored<Report> report, bool satisfied, string? words = "words", int? rating = null, OnceKey? once = null, Instance? instance = null)
        => (instance ?? World.Beside).Feedback.RunAsync("town", report.Value.Id, new GivenFeedback(satisfied, words, rating), once, Reporter, World.Ct);

    public async Task<Stored<Report>> NowAsync(Stored<Report> report) => (await World.Engine.FindAsync(Kinds.Report, "town", report.Value.Id, World.Ct))!;

    public async Task<ReportEvent[]> EventsAsync(Stored<Report> report)
        => [.. (await World.AllAsync(Kinds.ReportEvent, "town")).Where(e => e.Report == report.Value.Id).OrderBy(e => e.Sequence)];

    public async Task<string[]> ToldAsync(Stored<Report> report)
    {
        string happened = ReportEvent.IdOf(report.Value.Id, report.Value.Sequence);
        return [.. (await World.AllAsync(Kinds.OutboxMessage, "town")).Where(m => m.Event == happened).Select(m => m.To).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Does something that is killed at its n-th call of the store, before or after, for every n, and then again with the same key: it has always happened once.
    /// </summary>
    /// <param name="begin">Makes what it is done to, anew each time.</param>
    /// <param name="act">Does it on the instance that is killed, with the key.</param>
    /// <returns>How many places there were to die at.</returns>
    public async Task<int> KillEverywhereAsync(Func<Task<Stored<Report>>> begin, Func<Stored<Report>, Instance, OnceKey, Task<Outcome<Stored<Report>>>> act)
    {
        for (int place = 0; ; place++)
        {
            Stored<Report> report = await begin();
            int calls = 0;
            World.Store.BeforeRead = _ => Pass();
            World.Store.BeforeCommit = _ => Pass();
            World.Store.AfterCommit = _ => Pass();
            bool died = false;
            try
            {
                await act(report, World.Here, World.Key($"k{place}"));
            }
            catch (KilledException)
            {
                died = true;
            }

            World.Store.BeforeRead = _ => Task.CompletedTask;
            World.Store.BeforeCommit = _ => Task.CompletedTask;
            World.Store.AfterCommit = _ => Task.CompletedTask;
            if (!died)
            {
                return place;
            }

            Stored<Report> after = Expect.Done(await act(report, World.Here, World.Key($"k{place}")));
            Assert.Equal(report.Value.Sequence + 1, after.Value.Sequence);
            Assert.Equal(Enumerable.Range(1, after.Value.Sequence), (await EventsAsync(report)).Select(e => e.Sequence));
            Assert.Equal(after.Value.State, Lifecycle.Replay((await EventsAsync(report)).Select(e => e.Move).OfType<Move>()));

            Task Pass() => calls++ == place ? throw new KilledException() : Task.CompletedTask;
        }
    }
}
