using GridSteward.Stores.Azure;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Stores;

/// <summary>How Cosmos DB is reached: <c>GridSteward:Cosmos</c>.</summary>
public sealed class CosmosAccess : ServiceAccess
{
    /// <summary>The section.</summary>
    public const string Section = "GridSteward:Cosmos";

    /// <summary>The account's address, e.g. <c>https://name.documents.azure.com:443/</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>Direct</c> (TCP, the faster) or <c>Gateway</c> (HTTPS only, where outgoing ports are few).</summary>
    public ConnectionMode ConnectionMode { get; set; } = ConnectionMode.Direct;

    /// <summary>Whether to stay at the given address rather than follow the account's regions; for emulators.</summary>
    public bool LimitToEndpoint { get; set; }

    internal static CosmosAccess Read(IConfiguration configuration)
    {
        CosmosAccess access;
        try
        {
            access = configuration.GetSection(Section).Get<CosmosAccess>() ?? new CosmosAccess();
        }
        catch (InvalidOperationException e)
        {
            throw new Microsoft.Extensions.Options.OptionsValidationException(Section, typeof(CosmosAccess), [$"{Section} cannot be read ({e.Message}): set connectionMode to Direct or Gateway, limitToEndpoint to true or false."]);
        }

        access.Check(Section, "endpoint", access.Endpoint);
        return access;
    }

    // what is throttled is tried again by CosmosPatience, with everything else that passes, within one bound
    internal void Apply(CosmosClientOptions options)
    {
        options.ApplicationName = "GridSteward";
        options.ConnectionMode = ConnectionMode;
        options.LimitToEndpoint = LimitToEndpoint;
        options.MaxRetryAttemptsOnRateLimitedRequests = 0;
        options.RequestTimeout = TimeSpan.FromSeconds(10);
        options.EnableContentResponseOnWrite = false;
        options.CustomHandlers.Add(new CosmosCharges());
    }

    internal CosmosClient CreateClient(CosmosClientOptions options)
        => string.IsNullOrEmpty(ConnectionString) ? new CosmosClient(Endpoint, CreateCredential(), options) : new CosmosClient(ConnectionString, options);
}
