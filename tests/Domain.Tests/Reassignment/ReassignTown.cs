using System.Text;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Reassignment;

/// <summary>A town whose areas change.</summary>
internal sealed class ReassignTown : IDisposable
{
    private int made;

    public World World { get; } = new();

    public Jurisdiction Settings { get; private set; } = null!;

    public static CancellationToken Ct => World.Ct;

    public static Acting Editor { get; } = new(new Caller("editor", null, [new(Node.Deployment, Preset.Administrator)]), "trace");

    /// <summary>A community of four grids, each with a post; everything is settled.</summary>
    public async Task<ReassignTown> OpenAsync()
    {
        Settings = await World.AddTownAsync(Town.Settings(), Town.Squares());
        foreach (string area in new[] { "g1", "g2", "g3", "g4" })
        {
            await World.AddPostAsync("P-" + area, area);
        }

        await SettleAsync();
        return this;
    }

    /// <summary>g1 gives its eastern half to g2.</summary>
    public Task MoveBorderAsync(double to = 0.5) => ImportAsync(new("g1", "grid", "c1", 0, 0, to), new("g2", "grid", "c1", to, 0, 2 - to));

    public async Task ImportAsync(params Square[] squares)
        => Expect.Fresh(await World.Beside.Import.RunAsync(new AreaImportRequest(Settings, Town.File(squares), Town.Mapping, ImportMode.Merge), null, Editor, Ct));

    public async Task<Report> ReportAsync(double x, double y) => await SubmitAsync(World.Hazard(x, y));

    public async Task<Report> SubmitAsync(ReportSubmission submission)
        => Expect.Done(await World.Here.Submit.RunAsync(submission, null, Acting.Program, Ct)).Report.Value;

    public async Task<Household> HouseholdAsync(double x, double y, string? building = null)
    {
        var submission = new HouseholdSubmission($"H{++made}", "Somebody", null, building is null ? SentPosition.Of(Town.Point(x, y)) : null, building, null, 3, null);
        return Expect.Done(await World.Here.Households.CreateAsync(Settings, submission, null, Acting.Program, Ct)).Value;
    }

    public async Task<Stored<Report>> AgainAsync(Report report) => (await World.Beside.Store.FindAsync(Kinds.Report, report.Jurisdiction, report.Id, Ct))!;

    public async Task<Stored<Household>> AgainAsync(Household household) => (await World.Beside.Store.FindAsync(Kinds.Household, "town", household.Id, Ct))!;

    public Task<JobRound> WorkAsync(Instance? instance = null)
        => (instance ?? World.Here).Runner(World.Clock, (instance ?? World.Here).Reassign).RunDueAsync(TimeSpan.FromMinutes(5), Ct);

    /// <summary>The timer looks, orders what is to be ordered, and works on it.</summary>
    public async Task FirstRoundAsync()
    {
        World.Clock.Now += WatchAreas.Delay;
        Assert.Empty((await WorkAsync()).Broken);
        Assert.Empty((await WorkAsync()).Broken);
    }

    /// <summary>Time passes and the timer works until everything is settled; the jobs that ended.</summary>
    public async Task<IReadOnlyList<Job>> SettleAsync()
    {
        List<Job> ended = [];
        for (int i = 0; i < 8; i++)
        {
            World.Clock.Now += TimeSpan.FromMinutes(4);
            JobRound round = await WorkAsync();
            Assert.Empty(round.Broken);
            ended.AddRange(round.Ended);
        }

        Assert.Equal(await World.Beside.Snapshots.CurrentNumberAsync("town", Ct), (await World.Beside.Settled.ReadAsync("town", Ct))!.Value.Generation);
        return ended;
    }

    /// <summary>Settles everything; the job that looked first, when the late one has moved nothing.</summary>
    public async Task<Job> SettledByAsync()
    {
        await SettleAsync();
        List<Job> jobs = await JobsAsync();
        Assert.All(jobs, j => Assert.Equal(JobState.Done, j.State));
        Assert.True(jobs[^1].CreatedAt - jobs[^2].CreatedAt >= WatchAreas.Grace);
        Assert.Equal((0L, 0L), (jobs[^1].Progress.Counts.GetValueOrDefault("households"), jobs[^1].Progress.Counts.GetValueOrDefault("reports")));
        return jobs[^2];
    }

    public async Task<Job> OrderAsync(bool dryRun, bool full = false)
    {
        Job job = Expect.Done(await World.Here.Reassignments.OrderAsync("town", new(dryRun, full), null, Editor, Ct)).Value;
        Assert.Empty((await WorkAsync()).Broken);
        return (await World.Beside.Store.FindAsync(Kinds.Job, "town", job.Id, Ct))!.Value;
    }

    public async Task<ReassignmentSummary> SummaryAsync(Job job)
    {
        Assert.Equal((JobState.Done, null), (job.State, job.Problem));
        return JsonSerializer.Deserialize(await TextAsync(job, ReassignmentSummary.FileName), DomainJson.Default.ReassignmentSummary)!;
    }

    public async Task<List<PlaceChange>> ChangesAsync(Job job) => job.Files.All(f => f.Name != PlaceChange.FileName)
        ? []
        : [.. (await TextAsync(job, PlaceChange.FileName)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonSerializer.Deserialize(l, DomainJson.Default.PlaceChange)!)];

    /// <summary>Every household, report and what hangs on it, with ETags.</summary>
    public async Task<string> FingerprintAsync()
    {
        StringBuilder text = new();
        await AddAsync(Kinds.Household);
        await AddAsync(Kinds.Report);
        await AddAsync(Kinds.ReportEvent);
        await AddAsync(Kinds.OutboxMessage);
        return text.ToString();

        async Task AddAsync<T>(DocumentKind<T> kind)
            where T : Document
        {
            await foreach (Stored<T> item in World.Beside.Store.AllAsync(kind.In("town"), Ct))
            {
                text.Append(item.ETag).AppendLine(JsonSerializer.Serialize(item.Value, kind.Json));
            }
        }
    }

    /// <summary>The jobs that looked or look, in the order in which they were made.</summary>
    public async Task<List<Job>> JobsAsync() => [.. (await World.AllAsync(Kinds.Job, "town")).Where(j => j.Kind == ReassignWork.Kind)];

    public async Task<string> TextAsync(Job job, string name)
    {
        await using Stream stream = World.Beside.JobFiles.Open(job, Assert.Single(job.Files, f => f.Name == name));
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Ct);
    }

    public void Dispose() => World.Dispose();
}
