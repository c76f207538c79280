using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.SelfHost;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Uploads in blocks, and jobs watched, cancelled and their files fetched in pieces.</summary>
public abstract class BulkWork(Engine engine)
{
    [Fact]
    public async Task A_file_is_sent_in_blocks_in_any_order_and_sealed_when_all_are_there()
    {
        await using TestTown town = await engine.OpenAsync();
        Client who = town.Administrator;
        Reply begun = (await who.PostAsync("/api/uploads", null, ("Idempotency-Key", "0123456789abcdef"))).Is(201);
        string path = begun.Header("Location")!;
        Assert.Equal(path, (await who.PostAsync("/api/uploads", null, ("Idempotency-Key", "0123456789abcdef"))).Is(201).Header("Location"));

        (await PutAsync(who, path, 2, "third")).Is(204);
        (await PutAsync(who, path, 0, "wrong")).Is(204);
        Assert.Equal([0, 2], (await who.GetAsync(path)).Is(200).Json["blocks"]!.AsArray().Select(b => (int)b!));
        Assert.Contains("Block 1", (await who.PostAsync($"{path}/seal", new { blocks = 3 })).IsFault(400, "$.blocks")["detail"], StringComparison.Ordinal);
        (await PutAsync(who, path, 1, "second")).Is(204);
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("firstsecondthird")));
        (await who.PostAsync($"{path}/seal", new { blocks = 3, sha256 })).IsFault(400, "$.sha256");
        (await PutAsync(who, path, 0, "first")).Is(204);
        Reply done = (await who.PostAsync($"{path}/seal", new { blocks = 3, sha256 })).Is(200);
        Assert.Equal(("true", "16", sha256), (done["sealed"], done["length"], done["sha256"]));

        (await who.PostAsync($"{path}/seal", new { blocks = 3, sha256 })).Is(200);
        (await PutAsync(who, path, 0, "first")).Is(204);
        (await PutAsync(who, path, 0, "other")).Is(409);
        (await PutAsync(who, path, 512, "x")).IsFault(400, "path.number");
        (await who.SendAsync("PUT", $"{path}/blocks/3", "{}")).Is(415);

        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        (await manager.GetAsync(path)).Is(404);
        (await PutAsync(manager, path, 1, "x")).Is(404);
        (await who.SendAsync("DELETE", path)).Is(204);
        (await who.GetAsync(path)).Is(404);
    }

    [Fact]
    public async Task An_upload_that_nobody_used_is_forgotten_after_a_day()
    {
        await using TestTown town = await engine.OpenAsync();
        string path = (await town.Administrator.PostAsync("/api/uploads", null)).Is(201).Header("Location")!;
        (await PutAsync(town.Administrator, path, 0, "first")).Is(204);
        await RunJobsAsync(town);
        (await town.Administrator.GetAsync(path)).Is(200);
        town.Clock.Advance(TimeSpan.FromHours(25));
        await RunJobsAsync(town);
        (await town.Administrator.GetAsync(path)).Is(404);
        Assert.Empty(await town.Host.Get<IBlobStore>().ListAsync(BlobContainer.Uploads, path.Split('/')[^1], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_is_worked_by_the_timer_and_its_file_is_fetched_whole_or_in_pieces()
    {
        await using TestTown town = await engine.OpenAsync(WithLetters);
        Client who = town.Administrator;
        string path = await OrderAsync(town, 3);
        Assert.Equal("waiting", (await who.GetAsync(path)).Is(200)["state"]);
        (await who.GetAsync($"{path}/files/letters")).Is(404);
        await RunJobsAsync(town);

        Reply job = (await who.GetAsync(path)).Is(200);
        Assert.Equal(("done", "3", "12"), (job["state"], job["done"], (string?)job.Json["files"]![0]!["length"]?.ToString()));
        Assert.Equal(path.Split('/')[^1], (string?)Assert.Single(await who.ListAsync(town.At("/jobs"), 1))["id"]);
        string file = (string)job.Json["files"]![0]!["url"]!;
        Reply whole = (await who.GetAsync(file)).Is(200);
        Assert.Equal(("aaaabbbbcccc", "bytes"), (whole.Text, whole.Header("Accept-Ranges")));
        Assert.Equal("aabbbb", (await who.GetAsync(file, ("Range", "bytes=2-7"))).Is(206).Text);
        Assert.Equal("cc", (await who.GetAsync(file, ("Range", "bytes=-2"), ("If-Range", whole.ETag!))).Is(206).Text);
        Assert.Equal("aaaabbbbcccc", (await who.GetAsync(file, ("Range", "bytes=2-7"), ("If-Range", "\"other\""))).Is(200).Text);
        Assert.Equal("bytes */12", (await who.GetAsync(file, ("Range", "bytes=12-"))).Is(416).Header("Content-Range"));
        (await who.GetAsync(file, ("If-None-Match", whole.ETag!))).Is(304);
        Assert.Equal(("12", ""), ((await who.SendAsync("HEAD", file)).Is(200).Header("Content-Length"), (await who.SendAsync("HEAD", file)).Text));
        (await who.PostAsync($"{path}/cancel", null)).Is(409);

        Client manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        (await manager.GetAsync(file)).Is(404);
        Assert.Empty(await manager.ListAsync(town.At("/jobs"), 10));
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled()
    {
        await using TestTown town = await engine.OpenAsync(WithLetters);
        string path = await OrderAsync(town, 3);
        Assert.Equal("cancelling", (await town.Administrator.PostAsync($"{path}/cancel", null)).Is(200)["state"]);
        await RunJobsAsync(town);
        Reply job = (await town.Administrator.GetAsync(path)).Is(200);
        Assert.Equal(("cancelled", 0), (job["state"], job.Json["files"]!.AsArray().Count));
    }

    internal static HostPlan WithLetters(HostPlan plan)
        => plan with { Services = services => { plan.Services(services); services.AddSingleton<IJobWork, Letters>(); } };

    internal static Task RunJobsAsync(TestTown town) => town.Host.Get<ISelfHostTimers>().RunAsync("RunJobs", TestContext.Current.CancellationToken);

    private static Task<Reply> PutAsync(Client who, string upload, int number, string content)
        => who.SendAsync("PUT", $"{upload}/blocks/{number}", content, ("Content-Type", "application/octet-stream"));

    internal static async Task<string> OrderAsync(TestTown town, int count)
    {
        var order = new JobOrder("letters", JsonSerializer.SerializeToElement(count), Capability.ManageAreas);
        var created = await town.Host.Get<KeepJobs>().CreateAsync(town.Code, order, null, Acting.Program, TestContext.Current.CancellationToken);
        return town.At($"/jobs/{((Outcome<Stored<Job>>.Done)created).Value.Value.Id}");
    }

    /// <summary>Writes a file of one part a letter, one letter a slice.</summary>
    private sealed class Letters(JobCheckpoints checkpoints, JobFiles files) : IJobWork
    {
        public IReadOnlyList<string> JobKinds => ["letters"];

        public async Task<JobSlice> RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            int total = run.Job.Request.GetInt32();
            var at = await checkpoints.ReadAsync(Container.Outcomes, run.Job, cancellationToken);
            if (at.Value.Taken < total)
            {
                JobFile file = at.Value.Files is [var begun] ? begun : new JobFile("letters", "text/plain", []);
                file = await files.AppendAsync(run.Job, file, Encoding.UTF8.GetBytes(new string((char)('a' + at.Value.Taken), 4)), cancellationToken);
                var batch = new Batch(Container.Outcomes, run.Job.Jurisdiction);
                at = await checkpoints.CommitAsync(batch, at, at.Value.With(file) with { Taken = at.Value.Taken + 1 }, cancellationToken);
            }

            var progress = new JobProgress(at.Value.Taken, total, at.Value.Counts);
            return at.Value.Taken < total ? JobSlice.More(progress) : JobSlice.Done(progress, at.Value.Files);
        }

        public Task TidyUpAsync(Job job, CancellationToken cancellationToken) => checkpoints.DropAsync(Container.Outcomes, job, cancellationToken);
    }
}
