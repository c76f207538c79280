using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Sweeps;

/// <summary>After a program was taken back: one document of the newer one lies in a town, and the other towns' work goes on.</summary>
public sealed class NewerDocumentTests : IDisposable
{
    private static readonly string[] Codes = ["a", "b", "c", "d"];

    private readonly World world = new();

    private JobRunner Runner => world.Here.Runner(world.Clock, new Reading(world.Engine));

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task The_night_leaves_the_town_whose_settings_are_newer_and_does_the_others()
    {
        foreach (string code in Codes)
        {
            await world.AddTownAsync(Town.Settings(code));
        }

        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T06:00:00Z", null);
        await MakeNewerAsync(Kinds.Jurisdiction, "c", (await world.Engine.SettingsOfAsync("c", World.Ct))!.Id);

        NightlyOutcome night = await world.Here.Nightly.RunAsync(World.Ct);
        Assert.Equal(["a", "b", "d"], night.Made);
        Assert.IsType<NewerDocumentException>(Assert.Single(night.Failed, f => f.Key == "c").Value);
        NightlyRetentionOutcome retention = await world.Here.NightlyRetention.RunAsync(World.Ct);
        Assert.Equal(("c", Codes.Length), (Assert.Single(retention.Failed).Key, retention.Ordered));
    }

    [Fact]
    public async Task Jobs_and_agenda_entries_that_are_newer_wait_for_their_program_and_the_others_are_worked()
    {
        await world.AddTownAsync(Town.Settings("a"));
        await world.AddTownAsync(Town.Settings("b"));
        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T06:00:00Z", null);
        Agenda agenda = new(world.Store, world.Clock);
        await world.Here.NightlyRetention.RunAsync(World.Ct);
        AgendaEntry[] due = [.. (await agenda.DueAsync(World.Ct)).Select(e => e.Value).Where(e => e.Subject == AgendaSubject.Job).OrderBy(e => e.Jurisdiction)];
        Assert.Equal(3, due.Length);
        await MakeNewerAsync(Kinds.Job, due[0].Jurisdiction, due[0].SubjectId);
        await MakeNewerAsync(Kinds.AgendaEntry, AgendaEntry.OnlyKey, due[1].Id);

        Assert.Equal([due[0].Id, due[2].Id], (await agenda.DueAsync(World.Ct)).Select(e => e.Value).Where(e => e.Subject == AgendaSubject.Job).OrderBy(e => e.Jurisdiction).Select(e => e.Id));
        JobRound round = await Runner.RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
        Assert.Equal(due[2].SubjectId, Assert.Single(round.Ended).Id);
        Assert.Empty(round.Broken);
        Assert.IsType<NewerDocumentException>(Assert.Single(round.Unanswered).Why);

        // not again at once, and again later
        Assert.Empty((await Runner.RunDueAsync(TimeSpan.FromMinutes(5), World.Ct)).Unanswered);
        world.Clock.Now += NewerDocumentException.RetryAfter;
        Assert.Single((await Runner.RunDueAsync(TimeSpan.FromMinutes(5), World.Ct)).Unanswered);
    }

    [Fact]
    public async Task A_job_that_meets_a_newer_document_has_not_failed()
    {
        await world.AddTownAsync(Town.Settings("a"));
        world.Clock.Now = DateTimeOffset.Parse("2026-03-02T06:00:00Z", null);
        await world.Here.NightlyRetention.RunAsync(World.Ct);
        await MakeNewerAsync(Kinds.Jurisdiction, "a", (await world.Engine.SettingsOfAsync("a", World.Ct))!.Id);
        for (int run = 0; run <= JobRunner.MaxAttempts; run++)
        {
            JobRound round = await Runner.RunDueAsync(TimeSpan.FromMinutes(5), World.Ct);
            Assert.Equal("a", Assert.Single(round.Unanswered).Job?.Jurisdiction);
            Assert.Empty(round.Broken);
            world.Clock.Now += NewerDocumentException.RetryAfter;
        }
    }

    private async Task MakeNewerAsync<T>(DocumentKind<T> kind, string partition, string id)
        where T : Document
    {
        Stored<T> there = (await world.Engine.FindAsync(kind, partition, id, World.Ct))!;
        JsonNode json = System.Text.Json.JsonSerializer.SerializeToNode(there.Value, kind.Json)!;
        json["schemaVersion"] = kind.SchemaVersion + 1;
        Batch batch = new Batch(kind.Container, partition).Add(new BatchOperation(BatchVerb.Replace, kind, id, Encoding.UTF8.GetBytes(json.ToJsonString()), there.ETag));
        Assert.True((await world.Engine.CommitAsync(batch, World.Ct)).Committed);
        await Assert.ThrowsAsync<NewerDocumentException>(() => world.Engine.FindAsync(kind, partition, id, World.Ct));
    }

    /// <summary>The nightly job, which reads a jurisdiction's settings and no more.</summary>
    private sealed class Reading(IDocumentStore store) : IJobWork
    {
        public IReadOnlyList<string> JobKinds => [RetentionWork.Kind];

        public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            await store.SettingsOfAsync(run.Job.Jurisdiction, cancellationToken);
            return JobSlice.Done(run.Job.Progress);
        }

        public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
