using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
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
        Assert.SkipWhen(EmulatorPackages.Unavailable is not null, EmulatorPackages.Unavailable ?? string.Empty);
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
public sealed class AzureWorld(AzureFixture fixture) : World
{
    private AzureEmulators? emulators;

    public override string? Gap(string gap) => gap;

    public override Task PassAsync(TimeSpan time) => throw new InvalidOperationException(EmulatorGaps.Expiry);

    public override ValueTask DisposeAsync()
    {
        // no test that used the emulator may have asked without a partition key
        Assert.DoesNotContain(emulators?.Queries.Queries ?? [], q => q.PartitionKey is null or "[]");
        return ValueTask.CompletedTask;
    }

    protected override async Task<(IDocumentStore Documents, IBlobStore Blobs)> StartAsync()
    {
        emulators = await fixture.StartAsync();
        return (new CosmosDocumentStore(emulators.Cosmos, AzureFixture.Database, TestKinds.All), new AzureBlobStore(emulators.Blobs));
    }
}
