using System.Globalization;
using GridSteward.Domain;
using GridSteward.Functions.Tests.Town;
using GridSteward.Tests.Emulators;

namespace GridSteward.Functions.Tests.Engines;

/// <summary>Cosmos DB and Blob Storage on the emulators, which start with the first town and end with the run. Every town has a database of its own.</summary>
public sealed class AzureEngine : Engine, IAsyncDisposable
{
    private readonly Lazy<Task<AzureEmulators>> emulators = new(() => AzureEmulators.StartAsync(CancellationToken.None));
    private int towns;

    /// <summary>Every query that any town's program has sent.</summary>
    public async Task<IReadOnlyCollection<RecordedQuery>> QueriesAsync() => (await emulators.Value).Queries.Queries;

    public override async Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change = null)
    {
        Assert.SkipWhen(EmulatorPackages.Unavailable is not null, EmulatorPackages.Unavailable ?? "");
        AzureEmulators started = await emulators.Value;
        int number = Interlocked.Increment(ref towns);
        string database = $"town-{number.ToString(CultureInfo.InvariantCulture)}";
        await started.ProvisionAsync(database, Kinds.All, TestContext.Current.CancellationToken);
        var plan = new HostPlan(TempFolder.Create()) { Settings = started.Settings(database), Services = started.Connect };
        TownHost host = await TownHost.StartAsync(change?.Invoke(plan) ?? plan);

        // Blobs are shared between the towns, so each has codes of its own.
        return await TownBuilder.BuildAsync(host, await host.SignInAdministratorAsync(), $"xinjiayuan-{number}", $"yangliu-{number}");
    }

    public async ValueTask DisposeAsync()
    {
        if (emulators is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await emulators.Value).DisposeAsync();
        }
    }
}
