using Azure.Storage.Blobs;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// Cosmos DB and Blob Storage on loopback, started when first asked for and ended with the tests. Configuration for a whole program is
/// <see cref="Settings"/>, and <see cref="Connect"/> puts the emulator's handler into the program's Cosmos client.
/// </summary>
public sealed class AzureEmulators : IAsyncDisposable
{
    /// <summary>The emulator looks at no key; the SDK wants one of base64.</summary>
    private static readonly string CosmosKey = Convert.ToBase64String(new byte[64]);

    /// <summary>Azurite's published account; it has no other by default and no secret.</summary>
    private const string BlobAccount = "devstoreaccount1", BlobKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly EmulatorProcess cosmos;
    private readonly EmulatorProcess blobs;
    private readonly EmulatorHandler handler;

    private AzureEmulators(EmulatorProcess cosmos, EmulatorProcess blobs)
    {
        this.cosmos = cosmos;
        this.blobs = blobs;
        handler = new EmulatorHandler(new SocketsHttpHandler());
        Queries = new QueryRecorder(handler);
        Cosmos = new CosmosClient(CosmosConnectionString, WithHandler(new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, LimitToEndpoint = true, EnableContentResponseOnWrite = false }));
        Blobs = new BlobServiceClient(BlobConnectionString);
    }

    /// <summary>A client with the emulator's handler.</summary>
    public CosmosClient Cosmos { get; }

    public BlobServiceClient Blobs { get; }

    /// <summary>Every query that went through <see cref="Cosmos"/> or a client that <see cref="Connect"/> has seen.</summary>
    public QueryRecorder Queries { get; }

    private string CosmosConnectionString => $"AccountEndpoint={cosmos.Address};AccountKey={CosmosKey}";

    private string BlobConnectionString => $"DefaultEndpointsProtocol=http;AccountName={BlobAccount};AccountKey={BlobKey};BlobEndpoint={blobs.Address}{BlobAccount};";

    public static async Task<AzureEmulators> StartAsync(CancellationToken cancellationToken)
    {
        await EmulatorPackages.InstallAsync(cancellationToken);
        Task<EmulatorProcess> cosmos = EmulatorProcess.StartAsync("start-cosmos.js", cancellationToken);
        Task<EmulatorProcess> blobs = EmulatorProcess.StartAsync("start-azurite.js", cancellationToken);
        return new AzureEmulators(await cosmos, await blobs);
    }

    /// <summary>The settings by which a whole program uses the emulators.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string database) => new Dictionary<string, string?>
    {
        ["GridSteward:Stores:Engine"] = "azure",
        ["GridSteward:Stores:Database"] = database,
        ["GridSteward:Cosmos:connectionString"] = CosmosConnectionString,
        ["GridSteward:Cosmos:connectionMode"] = "Gateway",
        ["GridSteward:Cosmos:limitToEndpoint"] = "true",
        ["GridSteward:Blobs:connectionString"] = BlobConnectionString,
    };

    /// <summary>Puts the emulator's handler into the program's Cosmos client; call it after the stores were added.</summary>
    public void Connect(IServiceCollection services) => services.ConfigureAll<CosmosClientOptions>(options => WithHandler(options));

    /// <summary>Makes the containers of documents and of blobs.</summary>
    public async Task ProvisionAsync(string database, IReadOnlyList<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        Database made = await Cosmos.CreateDatabaseIfNotExistsAsync(database, cancellationToken: cancellationToken);
        while ((await made.ReadAsync(cancellationToken: cancellationToken)).Resource.SelfLink.Split('/', StringSplitOptions.RemoveEmptyEntries).Length > 2)
        {
            // Its own id has a slash, see EmulatorGaps; the next one has none.
            await made.DeleteAsync(cancellationToken: cancellationToken);
            made = await Cosmos.CreateDatabaseIfNotExistsAsync(database, cancellationToken: cancellationToken);
        }

        await CosmosProvisioning.CreateAsync(Cosmos, database, kinds, cancellationToken);
        foreach (BlobContainer container in Enum.GetValues<BlobContainer>())
        {
            await Blobs.GetBlobContainerClient(AzureBlobStore.NameOf(container)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Cosmos.Dispose();
        Queries.Dispose();
        cosmos.Dispose();
        blobs.Dispose();
        return ValueTask.CompletedTask;
    }

    private CosmosClientOptions WithHandler(CosmosClientOptions options)
    {
        options.HttpClientFactory = () => new HttpClient(Queries, disposeHandler: false);
        return options;
    }
}
