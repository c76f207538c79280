using System.Diagnostics;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Tests.Azure;

/// <summary>Faults beneath the SDKs, one by one. The whole contract in bad weather is in Contract/Concrete.cs.</summary>
public sealed class FaultTests(AzureFixture azure) : IDisposable
{
    internal static readonly CosmosPatience Quick = new(8, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(20));

    private readonly string partition = $"街道-{Guid.NewGuid():N}";
    private readonly List<CosmosClient> clients = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<CloudFault> Lasting => [CloudFault.Throttled, CloudFault.ThrottledSilently, CloudFault.Unavailable, CloudFault.TimedOut, CloudFault.Reset, CloudFault.NoFirstByte];

    public static TheoryData<CloudFault> Hidden => [CloudFault.AnswerLost, CloudFault.AnswerTimedOut];

    public void Dispose() => clients.ForEach(c => c.Dispose());

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_lasts_ends_within_its_bounds_as_a_store_that_is_unavailable(CloudFault fault)
    {
        FaultScript script = FaultScript.Always(fault);
        CosmosDocumentStore store = await OpenAsync(script, Quick with { Attempts = 4, Budget = TimeSpan.FromMilliseconds(fault is CloudFault.NoFirstByte or CloudFault.Reset ? 400 : 5000) });
        Func<Task>[] calls =
        [
            () => store.FindAsync(TestKinds.Thing, partition, "a", Ct),
            () => store.ListAsync(TestKinds.Thing.In(partition), new PageRequest(10), Ct),
            () => store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a")), Ct),
        ];
        foreach (Func<Task> call in calls)
        {
            int before = script.Asked;
            long began = Stopwatch.GetTimestamp();
            StoreUnavailableException e = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.True(e.RetryAfter > TimeSpan.Zero);
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));

            // four tries; of what no answer came for, the SDK repeats reads by itself, and a batch is looked for after each
            Assert.InRange(script.Asked - before, 1, 4 * 4);
        }

        script.IsOn = false;
        Assert.Null(await store.FindAsync(TestKinds.Thing, partition, "a", Ct));
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task A_batch_whose_answer_was_lost_is_committed_with_its_etags_and_not_sent_again(CloudFault fault)
    {
        FaultScript script = FaultScript.By((_, request) => request.Kind == FaultedKind.Batch ? fault : CloudFault.None);
        CosmosDocumentStore store = await OpenAsync(script, Quick);
        CommitOutcome outcome = await store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a")).Create(TestKinds.Thing, New("b")), Ct);
        Assert.True(outcome.Committed);
        Assert.Equal(1, script.Met[fault]);
        script.IsOn = false;
        Assert.Equal([(await FindAsync(store, "a"))!.ETag, (await FindAsync(store, "b"))!.ETag], outcome.ETags);
        Assert.Equal(CommitStatus.Exists, (await store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a")), Ct)).Status);
    }

    [Fact]
    public async Task Counts_that_many_write_in_the_worst_weather_lose_nothing_and_count_nothing_twice()
    {
        CloudFault[] weather = [CloudFault.AnswerLost, CloudFault.None, CloudFault.StaleETag, CloudFault.PartThrottled, CloudFault.None, CloudFault.AnswerTimedOut, CloudFault.Reset, CloudFault.None];
        int batches = 0, reads = 0;
        FaultScript script = FaultScript.By((_, request) => request.Kind == FaultedKind.Batch
            ? weather[(Interlocked.Increment(ref batches) - 1) % weather.Length]
            : Interlocked.Increment(ref reads) % 3 == 0 ? CloudFault.StaleRead : CloudFault.None);
        CosmosDocumentStore store = await OpenAsync(script, Quick with { Attempts = 20 });
        Assert.True((await store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a") with { Value = 0 }), Ct)).Committed);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
        {
            for (int done = 0; done < 8;)
            {
                Stored<Thing> now = (await FindAsync(store, "a"))!;
                Batch batch = NewBatch().Replace(TestKinds.Thing, now.Value with { Value = now.Value.Value + 1 }, now.ETag).Create(TestKinds.Thing, New($"event-{w}-{done}"));
                CommitOutcome outcome = await store.CommitAsync(batch, Ct);
                Assert.NotEqual(CommitStatus.Exists, outcome.Status);
                done += outcome.Committed ? 1 : 0;
            }
        })));
        script.IsOn = false;
        Assert.Equal(24, (await FindAsync(store, "a"))!.Value.Value);
        Assert.Equal(25, await store.CountAsync(TestKinds.Thing.In(partition), Ct));
        Assert.Superset(new HashSet<CloudFault> { CloudFault.AnswerLost, CloudFault.AnswerTimedOut, CloudFault.StaleETag, CloudFault.PartThrottled, CloudFault.Reset }, script.Met.Keys.ToHashSet());
    }

    [Fact]
    public async Task A_page_that_breaks_off_is_asked_for_again_and_gives_every_document_once()
    {
        FaultScript script = FaultScript.By((n, request) => request.Kind == FaultedKind.Query && n % 2 == 0 ? FaultScript.Passing[n / 2 % 7] : CloudFault.None);
        CosmosDocumentStore store = await OpenAsync(script, Quick);
        foreach (int[] some in Enumerable.Range(0, 350).Chunk(100))
        {
            Assert.True((await store.CommitAsync(some.Aggregate(NewBatch(), (b, i) => b.Create(TestKinds.Thing, New($"n{i:000}"))), Ct)).Committed);
        }

        Page<Thing> page = await store.ListAsync(TestKinds.Thing.In(partition), new PageRequest(1000), Ct);
        Assert.Equal(Enumerable.Range(0, 350).Select(i => $"n{i:000}"), page.Items.Select(i => i.Value.Id));
        Assert.Equal(350, await store.CountAsync(TestKinds.Thing.In(partition), Ct));
        Assert.Equal(350, (await store.FindManyAsync(TestKinds.Thing, partition, [.. Enumerable.Range(0, 400).Select(i => $"n{i:000}")], Ct)).Count);
        Assert.True(script.Met.Values.Sum() > 3);
    }

    [Fact]
    public async Task What_another_instance_has_just_written_is_found_though_the_replica_has_not_heard_of_it()
    {
        AzureEmulators emulators = await azure.StartAsync();
        Assert.SkipUnless(emulators.IsOwn, "It is told to be an account with Session consistency.");
        CosmosDocumentStore writer = await OpenAsync(FaultScript.Then(), Quick);
        Assert.True((await writer.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a")), Ct)).Committed);
        FaultScript script = FaultScript.Then(CloudFault.NotYetThere, CloudFault.None, CloudFault.NotYetThere, CloudFault.None, CloudFault.SessionNotThereYet);
        CosmosDocumentStore reader = await OpenAsync(script, Quick);
        Stored<Thing> found = (await FindAsync(reader, "a"))!;
        Assert.Equal((2, 1, 6), (script.Met[CloudFault.NotYetThere], script.Met[CloudFault.SessionNotThereYet], script.Asked));
        Assert.Equal((await FindAsync(writer, "a"))!.ETag, found.ETag);

        Assert.Null(await FindAsync(reader, "nowhere"));
        Assert.Equal(8, script.Asked);
        Assert.Null(await FindAsync(writer, "nowhere"));
    }

    [Fact]
    public async Task One_or_two_documents_are_read_and_more_are_asked_for()
    {
        List<FaultedKind> asked = [];
        FaultScript script = FaultScript.By((_, request) =>
        {
            lock (asked)
            {
                asked.Add(request.Kind);
            }

            return CloudFault.None;
        });
        CosmosDocumentStore store = await OpenAsync(script, Quick);
        Assert.True((await store.CommitAsync(NewBatch().Create(TestKinds.Thing, New("a")).Create(TestKinds.Region, new Region { Id = "r", Jurisdiction = partition }), Ct)).Committed);
        asked.Clear();
        Assert.Equal("a", Assert.Single(await store.FindManyAsync(TestKinds.Thing, partition, ["a", "a", "r"], Ct)).Value.Id);
        Assert.Equal([FaultedKind.Read, FaultedKind.Read], asked);
        asked.Clear();
        Assert.Single(await store.FindManyAsync(TestKinds.Thing, partition, ["a", "b", "c"], Ct));
        Assert.Equal([FaultedKind.Query], asked);
    }

    [Fact]
    public async Task A_question_after_health_is_asked_once_and_says_what_it_met()
    {
        FaultScript script = FaultScript.Always(CloudFault.Unavailable);
        CosmosDocumentStore store = await OpenAsync(script, Quick);
        Assert.Contains("503", await store.ProbeAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(1, script.Asked);
    }

    [Theory]
    [InlineData(CloudFault.Throttled)]
    [InlineData(CloudFault.Unavailable)]
    [InlineData(CloudFault.Reset)]
    public async Task Blobs_that_do_not_answer_are_unavailable_after_four_tries(CloudFault fault)
    {
        FaultScript script = FaultScript.Always(fault);
        AzureBlobStore blobs = (await azure.StartAsync()).BlobStoreThrough(script);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => blobs.WriteAsync(BlobContainer.Coverage, "faults/a", new byte[1], "a/b", Ct));
        Assert.Equal(4, script.Asked);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => blobs.OpenAsync(BlobContainer.Coverage, "faults/a", Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => blobs.DeleteAsync(BlobContainer.Coverage, "faults/a", Ct));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await blobs.ListAsync(BlobContainer.Coverage, "faults", Ct).ToListAsync(Ct));
        Assert.NotNull(await blobs.ProbeAsync(Ct));
    }

    private async Task<CosmosDocumentStore> OpenAsync(FaultScript script, CosmosPatience patience)
    {
        AzureEmulators emulators = await azure.StartAsync();
        clients.Add(emulators.CosmosThrough(script));
        return new CosmosDocumentStore(clients[^1], emulators.Name(AzureFixture.Database), TestKinds.All, patience);
    }

    private Task<Stored<Thing>?> FindAsync(CosmosDocumentStore store, string id) => store.FindAsync(TestKinds.Thing, partition, id, Ct);

    private Thing New(string id) => new() { Id = id, Jurisdiction = partition };

    private Batch NewBatch() => new(TestKinds.Things, partition);
}
