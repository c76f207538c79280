using System.Net;
using Azure.Core;
using Azure.Identity;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// Where Cosmos DB or Blob Storage is for the tests: an address that is asked with whatever identity DefaultAzureCredential finds, or a connection string. Emulators on this
/// machine (loopback) are asked with their published keys, and their certificates, which they sign themselves, are taken; nobody else's are.
/// </summary>
/// <param name="Address">The address; null where there is a connection string.</param>
/// <param name="ConnectionString">The connection string.</param>
public sealed record TestAccount(Uri? Address, string? ConnectionString)
{
    /// <summary>The variable that names an account of Cosmos DB, and the one that names one of Blob Storage.</summary>
    public const string CosmosVariable = "GRIDSTEWARD_TEST_COSMOS", BlobsVariable = "GRIDSTEWARD_TEST_BLOBS";

    // published, and the same on every machine
    private const string CosmosEmulatorKey = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";
    private const string Azurite = "devstoreaccount1", AzuriteKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TestAccount? Cosmos => Read(CosmosVariable, OfCosmos);

    public static TestAccount? Blobs => Read(BlobsVariable, OfBlobs);

    public static TestAccount OfCosmos(Uri address)
        => address.IsLoopback ? new(null, $"AccountEndpoint={address};AccountKey={CosmosEmulatorKey}") : new(address, null);

    public static TestAccount OfBlobs(Uri address) => address.IsLoopback
        ? new(null, $"DefaultEndpointsProtocol={address.Scheme};AccountName={Azurite};AccountKey={AzuriteKey};BlobEndpoint={new Uri(address, "/" + Azurite)};")
        : new(address, null);

    /// <summary>Where an account of Cosmos DB is.</summary>
    public Uri Endpoint => Address ?? new Uri(ConnectionString!.Split(';').Select(p => p.Split('=', 2)).First(p => p[0].Trim().Equals("AccountEndpoint", StringComparison.OrdinalIgnoreCase))[1]);

    internal static TokenCredential Credential => new DefaultAzureCredential();

    /// <summary>Reads what a variable holds.</summary>
    public static TestAccount Parse(string text, Func<Uri, TestAccount> at)
        => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? at(address) : new(null, text);

    /// <summary>A handler that takes the certificate of an emulator on this machine.</summary>
    public static HttpMessageHandler Handler()
        => new HttpClientHandler { MaxConnectionsPerServer = 1000, ServerCertificateCustomValidationCallback = (request, _, _, errors) => errors == System.Net.Security.SslPolicyErrors.None || request.RequestUri?.IsLoopback == true };

    /// <summary>Whether it is the emulator that the tests start themselves, which EmulatorHandler speaks for: the only one that tells about its account without being asked by whom.</summary>
    public async Task<bool> NeedsHandlerAsync(CancellationToken cancellationToken)
    {
        using HttpClient client = new(Handler());
        using HttpResponseMessage response = await client.GetAsync(Endpoint, cancellationToken);
        return Endpoint.IsLoopback && response.StatusCode == HttpStatusCode.OK;
    }

    private static TestAccount? Read(string variable, Func<Uri, TestAccount> at)
        => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? Parse(text, at) : null;
}
