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

    public override Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change = null) => OpenAsync(change, null);

    /// <summary>Opens a town whose engine meets faults from the moment on when the script is on; the town is made in good weather.</summary>
    public Task<TestTown> OpenAsync(FaultScript script)
    {
        script.IsOn = false;
        return OpenAsync(null, script);
    }

    private async Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change, FaultScript? script)
    {
        Assert.SkipWhen(AzureEmulators.Unavailable is not null, AzureEmulators.Unavailable ?? "");
        AzureEmulators started = await emulators.Value;
        int number = Interlocked.Increment(ref towns);
        string database = $"town-{number.ToString(CultureInfo.InvariantCulture)}";
        await started.ProvisionAsync(database, Kinds.All, TestContext.Current.CancellationToken);
        var plan = new HostPlan(TempFolder.Create()) { Settings = started.Settings(database), Services = services => started.Connect(services, script) };
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
