using System.Text;
using System.Text.Json;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Worlds;

namespace GridSteward.Domain.Tests.Privacy;

/// <summary>A town with people in it.</summary>
internal sealed class PrivacyWorld : IDisposable
{
    public const string Name = "Ottoline Fairweather", Phone = "13512345678", Words = "the neighbour's cat again", Note = "she was told to wait";

    private int made;

    public World World { get; } = new();

    public Jurisdiction Settings { get; private set; } = null!;

    public async Task<PrivacyWorld> OpenAsync(Func<Jurisdiction, Jurisdiction>? change = null)
    {
        Settings = await World.AddTownAsync(change is null ? Town.Settings() : change(Town.Settings()), Town.Squares());
        await World.AddPostAsync("P1", "g1");
        return this;
    }

    public async Task<Report> ReportAsync(string? name = Name, string? phone = Phone, string? household = null, string words = Words)
    {
        Whereabouts where = household is null ? new(SentPosition.Of(Town.Point(0.5, 0.5))) : new(null, Household: $"town/{household}");
        var submission = new ReportSubmission("hazard", words, where, ReportSource.Resident, null, null, name, phone);
        return Expect.Done(await World.Here.Submit.RunAsync(submission, null, Acting.Program, World.Ct)).Report.Value;
    }

    public async Task<Report> ClosedAsync(string? name = Name, string? phone = Phone, string? household = null)
    {
        Report report = await ReportAsync(name, phone, household);
        foreach (Move move in new[] { Move.Accept, Move.Resolve, Move.Close })
        {
            report = Expect.Done(await World.Here.Move.RunAsync(new WantedMove("town", report.Id, move, Note, _ => true), null, Acting.Program, World.Ct)).Value;
        }

        return report;
    }

    public async Task<Household> HouseholdAsync(string? name = Name, string? phone = Phone, DateOnly? movedOn = null)
    {
        var submission = new HouseholdSubmission($"H{++made}", name, phone, SentPosition.Of(Town.Point(0.5, 0.5)), null, "2-301", 3, "Liuzhuang", movedOn);
        return Expect.Done(await World.Here.Households.CreateAsync(Settings, submission, null, Acting.Program, World.Ct)).Value;
    }

    public async Task<Report> AgainAsync(Report report) => (await World.Here.Store.FindAsync(Kinds.Report, report.Jurisdiction, report.Id, World.Ct))!.Value;

    public async Task<Household> AgainAsync(Household household) => (await World.Here.Store.FindAsync(Kinds.Household, "town", household.Id, World.Ct))!.Value;

    /// <summary>Works on whatever is due; all of it must go well.</summary>
    public async Task<IReadOnlyList<Job>> WorkAsync()
    {
        JobRound round = await World.Here.Runner(World.Clock, World.Here.PrivacyWorks).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Empty(round.Broken);
        Assert.All(round.Ended, job => Assert.Equal((JobState.Done, null), (job.State, job.Problem)));
        return round.Ended;
    }

    /// <summary>Works on the town's one job with a process that dies at each third batch that fits, until the job has ended; how often one died.</summary>
    public async Task<int> WorkWithKillsAsync(Func<Batch, bool> fits, bool afterTheCommit)
    {
        int kills = 0;
        while (!(await World.AllAsync(Kinds.Job, "town"))[0].HasEnded)
        {
            int seen = 0;
            bool Third(Batch b) => fits(b) && ++seen == 3;
            if (afterTheCommit)
            {
                World.Store.DieAfter(Third);
            }
            else
            {
                World.Store.DieBefore(Third);
            }

            try
            {
                await World.Here.Runner(World.Clock, World.Here.PrivacyWorks).RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
            }
            catch (KilledException)
            {
                kills++;
            }

            World.Store.BeforeCommit = _ => Task.CompletedTask;
            World.Store.AfterCommit = _ => Task.CompletedTask;
            World.Clock.Now += JobRun.LeaseTime + TimeSpan.FromSeconds(1);
        }

        return kills;
    }

    /// <summary>A file of an ended job, whole.</summary>
    public async Task<string> FileAsync(Job job, string name)
    {
        var (_, file) = Expect.Done(await World.Here.Jobs.OpenFileAsync(job.Jurisdiction, job.Id, name, Acting.Program, World.Ct));
        using StreamReader reader = new(World.Here.JobFiles.Open(job, file), Encoding.UTF8);
        return await reader.ReadToEndAsync(World.Ct);
    }

    public async Task<List<AuditFact>> FactsAsync(string partition = "town")
        => [.. (await World.AllAsync(Kinds.Audit(Container.Reports), partition)).Concat(await World.AllAsync(Kinds.Audit(Container.Households), partition))
            .Concat(await World.AllAsync(Kinds.Audit(Container.Areas), partition)).Concat(await World.AllAsync(Kinds.Audit(Container.Outcomes), partition)).Select(e => e.Fact)];

    /// <summary>Everything that is stored, as text.</summary>
    public async Task<string> EverythingAsync(params string[] partitions)
    {
        StringBuilder all = new();
        foreach (string partition in partitions.Length == 0 ? ["town", "unassigned"] : partitions)
        {
            foreach (Household h in await World.AllAsync(Kinds.Household, partition))
            {
                all.Append(JsonSerializer.Serialize(h, DomainJson.Default.Household));
            }

            foreach (HouseholdPersonalPart p in await World.AllAsync(Kinds.HouseholdPersonalPart, partition))
            {
                all.Append(JsonSerializer.Serialize(p, DomainJson.Default.HouseholdPersonalPart));
            }

            foreach (ReportPersonalPart p in await World.AllAsync(Kinds.ReportPersonalPart, partition))
            {
                all.Append(JsonSerializer.Serialize(p, DomainJson.Default.ReportPersonalPart));
            }

            foreach (Job job in await World.AllAsync(Kinds.Job, partition))
            {
                all.Append(JsonSerializer.Serialize(job, DomainJson.Default.Job));
            }
        }

        return all.ToString();
    }

    public void Dispose() => World.Dispose();
}
