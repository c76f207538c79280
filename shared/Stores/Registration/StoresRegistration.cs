using Azure.Storage.Blobs;
using GridSteward.Domain;
using GridSteward.Domain.History;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Embedded;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GridSteward.Stores;

/// <summary>Adds the stores.</summary>
public static class StoresRegistration
{
    /// <summary>The key of the engine itself, beneath what imports show (<see cref="PublishedStore"/>).</summary>
    public const string Engine = "engine";

    private const string Remembering = "remembering";

    /// <summary>
    /// Adds <see cref="IDocumentStore"/> and <see cref="IBlobStore"/> on the engine that the configuration names; nothing else of the
    /// program knows which. Settings that cannot work are refused here, at start-up, with the name of the setting to change.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configuration">Sections <c>GridSteward:Stores</c>, <c>:DataFolder</c>, <c>:Cosmos</c>, <c>:Blobs</c>.</param>
    /// <param name="kinds">Every kind of document.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddGridStewardStores(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<DocumentKind> kinds)
    {
        StoresOptions options = StoresOptions.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton<IDocumentStore>(Remembering, (p, _) => new RememberingStore(p.GetRequiredKeyedService<IDocumentStore>(Engine), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Hindsight(p.GetRequiredKeyedService<IDocumentStore>(Engine), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new Publishing(p.GetRequiredKeyedService<IDocumentStore>(Remembering), kinds));
        services.AddSingleton<IDocumentStore>(p => new PublishedStore(p.GetRequiredKeyedService<IDocumentStore>(Remembering), p.GetRequiredService<Publishing>(), Kinds.Published));
        return options.IsAzure ? services.AddAzure(configuration, options, kinds) : services.AddEmbedded(configuration, kinds);
    }

    private static IServiceCollection AddEmbedded(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<DocumentKind> kinds)
    {
        string folder = DataFolder.In(configuration);
        services.AddKeyedSingleton<IDocumentStore>(Engine, (p, _) => new SqliteDocumentStore(folder, kinds, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IStorageRoom>(_ => new EmbeddedRoom(folder));
        return services.AddSingleton<IBlobStore>(_ => new FileBlobStore(folder));
    }

    private static IServiceCollection AddAzure(
        this IServiceCollection services, IConfiguration configuration, StoresOptions options, IReadOnlyList<DocumentKind> kinds)
    {
        CosmosAccess cosmos = CosmosAccess.Read(configuration);
        BlobAccess blobs = BlobAccess.Read(configuration);
        services.AddAzureClients(clients =>
        {
            // these factories make the credential themselves, since AddClient reads no credential section of its own
            clients.AddClient<CosmosClient, CosmosClientOptions>((clientOptions, _, _) => cosmos.CreateClient(clientOptions)).ConfigureOptions(cosmos.Apply);
            clients.AddClient<BlobServiceClient, BlobClientOptions>((clientOptions, _, _) => blobs.CreateClient(clientOptions)).ConfigureOptions(BlobAccess.Apply);
        });
        services.AddKeyedSingleton<IDocumentStore>(Engine, (p, _) => new CosmosDocumentStore(p.GetRequiredService<CosmosClient>(), options.Database, kinds));
        services.AddSingleton<IStorageRoom, RoomElsewhere>();
        return services.AddSingleton<IBlobStore>(p => new AzureBlobStore(p.GetRequiredService<BlobServiceClient>(), blobs.ContainerPrefix));
    }
}
