using GridSteward.Domain.Publications;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;
using GridSteward.Tests.Emulators;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GridSteward.Stores.Tests.Registration;

public sealed class RegistrationTests(AzureFixture azure) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;

    [Fact]
    public async Task Without_settings_the_embedded_engine_is_used()
    {
        await using ServiceProvider services = Build(new() { ["GridSteward:DataFolder"] = folder });
        Assert.IsType<SqliteDocumentStore>(services.GetRequiredKeyedService<IDocumentStore>(StoresRegistration.Engine));
        Assert.IsType<PublishedStore>(services.GetRequiredService<IDocumentStore>());
        Assert.IsType<FileBlobStore>(services.GetRequiredService<IBlobStore>());
        Assert.True(File.Exists(Path.Combine(folder, SqliteDocumentStore.FileName)));
    }

    [Fact]
    public async Task The_azure_engine_is_made_for_a_managed_identity_without_any_key()
    {
        await using ServiceProvider services = Build(new()
        {
            ["GridSteward:Stores:Engine"] = "Azure",
            ["GridSteward:Cosmos:endpoint"] = "https://example.documents.azure.com:443/",
            ["GridSteward:Cosmos:credential"] = "managedidentity",
            ["GridSteward:Cosmos:clientId"] = "00000000-0000-0000-0000-000000000001",
            ["GridSteward:Cosmos:connectionMode"] = "Gateway",
            ["GridSteward:Blobs:serviceUri"] = "https://example.blob.core.windows.net",
        });
        Assert.IsType<CosmosDocumentStore>(services.GetRequiredKeyedService<IDocumentStore>(StoresRegistration.Engine));
        Assert.IsType<PublishedStore>(services.GetRequiredService<IDocumentStore>());
        Assert.IsType<AzureBlobStore>(services.GetRequiredService<IBlobStore>());
        CosmosClient client = services.GetRequiredService<CosmosClient>();
        Assert.Same(client, services.GetRequiredService<CosmosClient>());
        Assert.Equal((ConnectionMode.Gateway, "GridSteward", false), (client.ClientOptions.ConnectionMode, client.ClientOptions.ApplicationName, client.ClientOptions.EnableContentResponseOnWrite));
        Assert.Equal((0, TimeSpan.FromSeconds(10)), (client.ClientOptions.MaxRetryAttemptsOnRateLimitedRequests, client.ClientOptions.RequestTimeout));
    }

    [Theory]
    [InlineData("GridSteward:Stores:Engine", "mysql", "GridSteward:Stores:Engine")]
    [InlineData("GridSteward:Cosmos:endpoint", "", "GridSteward:Cosmos:endpoint")]
    [InlineData("GridSteward:Cosmos:endpoint", "not an address", "GridSteward:Cosmos:endpoint")]
    [InlineData("GridSteward:Cosmos:connectionString", "AccountEndpoint=x", "GridSteward:Cosmos")]
    [InlineData("GridSteward:Cosmos:credential", "password", "GridSteward:Cosmos:credential")]
    [InlineData("GridSteward:Cosmos:connectionMode", "Sideways", "connectionMode")]
    [InlineData("GridSteward:Blobs:serviceUri", "", "GridSteward:Blobs:serviceUri")]
    [InlineData("GridSteward:Blobs:containerPrefix", "My_", "GridSteward:Blobs:containerPrefix")]
    [InlineData("GridSteward:Blobs:containerPrefix", "a--b", "GridSteward:Blobs:containerPrefix")]
    public void A_wrong_setting_is_refused_at_start_up_by_its_name(string setting, string value, string named)
    {
        Dictionary<string, string?> settings = new()
        {
            ["GridSteward:Stores:Engine"] = "azure",
            ["GridSteward:Cosmos:endpoint"] = "https://example.documents.azure.com:443/",
            ["GridSteward:Blobs:serviceUri"] = "https://example.blob.core.windows.net",
            [setting] = value,
        };
        Assert.Contains(named, Assert.Throws<OptionsValidationException>(() => Build(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_program_runs_on_the_emulators_by_settings_alone()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        AzureEmulators emulators = await azure.StartAsync();
        await using ServiceProvider services = Build(new(emulators.Settings(AzureFixture.Database)), emulators.Connect);
        IDocumentStore documents = services.GetRequiredService<IDocumentStore>();
        string partition = Guid.NewGuid().ToString();
        Assert.True((await documents.CommitAsync(new Batch(TestKinds.Things, partition).Create(TestKinds.Thing, new Thing { Id = "a", Jurisdiction = partition }), ct)).Committed);
        Assert.Equal(1, await documents.CountAsync(TestKinds.Thing.In(partition), ct));
        Assert.Null(await documents.ProbeAsync(ct));
        Assert.Null(await services.GetRequiredService<IBlobStore>().ProbeAsync(ct));
        Assert.Contains(emulators.Queries.Queries, q => q.PartitionKey == $"[\"{partition}\"]");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<IServiceCollection>? more = null)
    {
        ServiceCollection services = new();
        services.AddGridStewardStores(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), TestKinds.All);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
