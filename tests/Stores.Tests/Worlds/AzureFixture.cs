using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Tests.Azure;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;

[assembly: Xunit.AssemblyFixture(typeof(AzureFixture))]

namespace GridSteward.Stores.Tests.Worlds;

/// <summary>The emulators of the whole run, started by the first test that wants them.</summary>
public sealed class AzureFixture : IAsyncDisposable
{
    public const string Database = "contract";

    private readonly Lazy<Task<AzureEmulators>> emulators = new(async () =>
    {
        AzureEmulators started = await AzureEmulators.StartAsync(CancellationToken.None);
        await started.ProvisionAsync(Database, TestKinds.All, CancellationToken.None);
        return started;
    });

    public Task<AzureEmulators> StartAsync()
    {
        Assert.SkipWhen(AzureEmulators.Unavailable is not null, AzureEmulators.Unavailable ?? string.Empty);
        return emulators.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (emulators is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await emulators.Value).DisposeAsync();
        }
    }
}

/// <summary>The emulators; tests are kept apart by their partitions and blob names.</summary>
public class AzureWorld(AzureFixture fixture) : World
{
    private AzureEmulators? emulators;

    // what takes time is no gap of accounts, but no test can let it pass there
    public override string? Gap(string gap) => emulators!.IsOwn || gap == EmulatorGaps.Expiry ? gap : null;

    public override Task PassAsync(TimeSpan time) => throw new InvalidOperationException(EmulatorGaps.Expiry);

    public override ValueTask DisposeAsync()
    {
        // no test that used the emulator may have asked without a partition key
        Assert.DoesNotContain(emulators?.Queries.Queries ?? [], q => q.PartitionKey is null or "[]");
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override async Task<(IDocumentStore Documents, IBlobStore Blobs)> StartAsync()
    {
        emulators = await fixture.StartAsync();
        return Open(emulators);
    }

    protected virtual (IDocumentStore Documents, IBlobStore Blobs) Open(AzureEmulators started)
        => (new CosmosDocumentStore(started.Cosmos, started.Name(AzureFixture.Database), TestKinds.All), started.BlobStore);
}

/// <summary>The same in bad weather: one request in six meets a fault, by a seed, and nobody may notice.</summary>
public sealed class FaultyWorld(AzureFixture fixture, int seed) : AzureWorld(fixture)
{
    private const int OneIn = 6;

    private readonly FaultScript script = FaultScript.Seeded(seed, OneIn, FaultScript.Passing);
    private Microsoft.Azure.Cosmos.CosmosClient? client;

    public override async ValueTask DisposeAsync()
    {
        client?.Dispose();
        await base.DisposeAsync();
    }

    protected override (IDocumentStore Documents, IBlobStore Blobs) Open(AzureEmulators started)
    {
        client = started.CosmosThrough(script);
        return (new CosmosDocumentStore(client, started.Name(AzureFixture.Database), TestKinds.All, FaultTests.Quick), started.BlobStoreThrough(script));
    }
}
