using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// Cosmos DB and Blob Storage: on loopback, started when first asked for and ended with the tests; or where GRIDSTEWARD_TEST_COSMOS and GRIDSTEWARD_TEST_BLOBS say
/// (<see cref="TestAccount"/>), in databases and containers of this run, which are removed at its end. Configuration for a whole program is
/// <see cref="Settings"/>, and <see cref="Connect"/> puts the handlers into the program's clients.
/// </summary>
public sealed class AzureEmulators : IAsyncDisposable
{
    private readonly IReadOnlyList<EmulatorProcess> processes;
    private readonly TestAccount cosmosAccount, blobAccount;
    private readonly HttpMessageHandler blobHandler = TestAccount.Handler();
    private readonly string cosmosPrefix = "", blobPrefix = "";
    private readonly HashSet<string> databases = [];

    private AzureEmulators(TestAccount cosmosAccount, TestAccount blobAccount, bool isOwn, IReadOnlyList<EmulatorProcess> processes)
    {
        (this.cosmosAccount, this.blobAccount, this.processes, IsOwn) = (cosmosAccount, blobAccount, processes, isOwn);
        string run = Guid.NewGuid().ToString("N")[..12];
        cosmosPrefix = TestAccount.Cosmos is null ? "" : $"gridsteward-test-{run}-";
        blobPrefix = TestAccount.Blobs is null ? "" : $"gs-test-{run}-";
        Queries = new QueryRecorder(isOwn ? new EmulatorHandler(TestAccount.Handler()) : TestAccount.Handler());
        Cosmos = CosmosThrough(null);
        Blobs = BlobsThrough(null);
    }

    /// <summary>Null when the tests of the Azure engine can be run, else why not.</summary>
    public static string? Unavailable => TestAccount.Cosmos is not null && TestAccount.Blobs is not null ? null : EmulatorPackages.Unavailable;

    /// <summary>Whether Cosmos DB is the emulator that the tests start themselves, with its gaps.</summary>
    public bool IsOwn { get; }

    /// <summary>A client with the emulator's handler.</summary>
    public CosmosClient Cosmos { get; }

    public BlobServiceClient Blobs { get; }

    /// <summary>The store of blobs in the containers of this run.</summary>
    public AzureBlobStore BlobStore => new(Blobs, blobPrefix);

    /// <summary>Every query that went through <see cref="Cosmos"/> or a client that <see cref="Connect"/> has seen.</summary>
    public QueryRecorder Queries { get; }

    public static async Task<AzureEmulators> StartAsync(CancellationToken cancellationToken)
    {
        TestAccount? cosmos = TestAccount.Cosmos, blobs = TestAccount.Blobs;
        if (cosmos is null || blobs is null)
        {
            await EmulatorPackages.InstallAsync(cancellationToken);
        }

        Task<EmulatorProcess>? ownCosmos = cosmos is null ? EmulatorProcess.StartAsync("start-cosmos.js", cancellationToken) : null;
        Task<EmulatorProcess>? ownBlobs = blobs is null ? EmulatorProcess.StartAsync("start-azurite.js", cancellationToken) : null;
        List<EmulatorProcess> processes = [.. ownCosmos is null ? [] : new[] { await ownCosmos }, .. ownBlobs is null ? [] : new[] { await ownBlobs }];
        bool isOwn = cosmos is null || await cosmos.NeedsHandlerAsync(cancellationToken);
        return new AzureEmulators(cosmos ?? TestAccount.OfCosmos((await ownCosmos!).Address), blobs ?? TestAccount.OfBlobs((await ownBlobs!).Address), isOwn, processes);
    }

    /// <summary>The name that a database of the tests has in this run.</summary>
    public string Name(string database) => cosmosPrefix + database;

    /// <summary>The settings by which a whole program uses the emulators.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string database) => new Dictionary<string, string?>
    {
        ["GridSteward:Stores:Engine"] = "azure",
        ["GridSteward:Stores:Database"] = Name(database),
        ["GridSteward:Cosmos:connectionString"] = cosmosAccount.ConnectionString,
        ["GridSteward:Cosmos:endpoint"] = cosmosAccount.Address?.ToString(),
        ["GridSteward:Cosmos:connectionMode"] = "Gateway",
        ["GridSteward:Cosmos:limitToEndpoint"] = cosmosAccount.Endpoint.IsLoopback ? "true" : "false",
        ["GridSteward:Blobs:connectionString"] = blobAccount.ConnectionString,
        ["GridSteward:Blobs:serviceUri"] = blobAccount.Address?.ToString(),
        ["GridSteward:Blobs:containerPrefix"] = blobPrefix,
    };

    /// <summary>Puts the handlers into the program's clients; call it after the stores were added.</summary>
    public void Connect(IServiceCollection services) => Connect(services, null);

    /// <summary>The same, with faults.</summary>
    public void Connect(IServiceCollection services, FaultScript? script) => services
        .ConfigureAll<CosmosClientOptions>(options => WithHandler(options, script))
        .ConfigureAll<BlobClientOptions>(options => WithHandler(options, script));

    /// <summary>A client whose requests meet faults.</summary>
    public CosmosClient CosmosThrough(FaultScript? script)
    {
        CosmosClientOptions options = WithHandler(
            new CosmosClientOptions
            {
                ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = cosmosAccount.Endpoint.IsLoopback, EnableContentResponseOnWrite = false, MaxRetryAttemptsOnRateLimitedRequests = 0,
            },
            script);
        return cosmosAccount.ConnectionString is { } text ? new CosmosClient(text, options) : new CosmosClient(cosmosAccount.Address!.ToString(), TestAccount.Credential, options);
    }

    /// <summary>A store of blobs whose requests meet faults.</summary>
    public AzureBlobStore BlobStoreThrough(FaultScript script) => new(BlobsThrough(script), blobPrefix);

    /// <summary>Makes the containers of documents and of blobs.</summary>
    public async Task ProvisionAsync(string database, IReadOnlyList<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        string name = Name(database);
        lock (databases)
        {
            databases.Add(name);
        }

        Database made = await Cosmos.CreateDatabaseIfNotExistsAsync(name, cancellationToken: cancellationToken);
        while (IsOwn && (await made.ReadAsync(cancellationToken: cancellationToken)).Resource.SelfLink.Split('/', StringSplitOptions.RemoveEmptyEntries).Length > 2)
        {
            // Its own id has a slash, see EmulatorGaps; the next one has none.
            await made.DeleteAsync(cancellationToken: cancellationToken);
            made = await Cosmos.CreateDatabaseIfNotExistsAsync(name, cancellationToken: cancellationToken);
        }

        await CosmosProvisioning.CreateAsync(Cosmos, name, kinds, cancellationToken);
        foreach (BlobContainer container in Enum.GetValues<BlobContainer>())
        {
            await Blobs.GetBlobContainerClient(blobPrefix + AzureBlobStore.NameOf(container)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        Cosmos.Dispose();
        Queries.Dispose();
        blobHandler.Dispose();
        foreach (EmulatorProcess process in processes)
        {
            process.Dispose();
        }
    }

    // what outlives the run where it is not the tests' own emulators
    private async Task CleanAsync()
    {
        foreach (string name in cosmosPrefix.Length == 0 ? [] : databases)
        {
            using ResponseMessage gone = await Cosmos.GetDatabase(name).DeleteStreamAsync();
        }

        foreach (BlobContainer container in blobPrefix.Length == 0 || databases.Count == 0 ? [] : Enum.GetValues<BlobContainer>())
        {
            await Blobs.GetBlobContainerClient(blobPrefix + AzureBlobStore.NameOf(container)).DeleteIfExistsAsync();
        }
    }

    private BlobServiceClient BlobsThrough(FaultScript? script)
    {
        BlobClientOptions options = WithHandler(new BlobClientOptions(), script);
        return blobAccount.ConnectionString is { } text ? new BlobServiceClient(text, options) : new BlobServiceClient(blobAccount.Address, TestAccount.Credential, options);
    }

    private CosmosClientOptions WithHandler(CosmosClientOptions options, FaultScript? script)
    {
        HttpMessageHandler handler = script is null ? Queries : new FaultHandler(Queries, script, isBlobs: false);
        options.HttpClientFactory = () => new HttpClient(handler, disposeHandler: false);
        return options;
    }

    private BlobClientOptions WithHandler(BlobClientOptions options, FaultScript? script)
    {
        options.Transport = new HttpClientTransport(new HttpClient(script is null ? blobHandler : new FaultHandler(blobHandler, script, isBlobs: true), disposeHandler: false));
        if (script is not null)
        {
            (options.Retry.Delay, options.Retry.MaxRetries) = (TimeSpan.FromMilliseconds(5), 3); // as often as the program, and sooner
        }

        return options;
    }
}
