using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Stores;

/// <summary>How Blob Storage is reached: <c>GridSteward:Blobs</c>.</summary>
public sealed partial class BlobAccess : ServiceAccess
{
    /// <summary>The section.</summary>
    public const string Section = "GridSteward:Blobs";

    /// <summary>The account's blob address, e.g. <c>https://name.blob.core.windows.net</c>.</summary>
    public string? ServiceUri { get; set; }

    /// <summary>What the containers' names begin with (lower-case letters, digits and hyphens), where the account is shared; empty for infra/'s own.</summary>
    public string ContainerPrefix { get; set; } = "";

    internal static BlobAccess Read(IConfiguration configuration)
    {
        BlobAccess access = configuration.GetSection(Section).Get<BlobAccess>() ?? new BlobAccess();
        access.Check(Section, "serviceUri", access.ServiceUri);
        Settings.Require(
            Prefix().IsMatch(access.ContainerPrefix),
            $"{Section}:containerPrefix is '{access.ContainerPrefix}': set it to lower-case letters, digits and single hyphens, at most 40, beginning with a letter or digit; or remove it.");
        return access;
    }

    internal static void Apply(BlobClientOptions options)
    {
        options.Diagnostics.ApplicationId = "GridSteward";
        options.Retry.MaxRetries = 3;
        options.Retry.MaxDelay = TimeSpan.FromSeconds(4);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
    }

    [GeneratedRegex(@"^(?!-)(?!.*--)[a-z0-9-]{0,40}\z")]
    private static partial Regex Prefix();

    internal BlobServiceClient CreateClient(BlobClientOptions options)
        => string.IsNullOrEmpty(ConnectionString) ? new BlobServiceClient(new Uri(ServiceUri!), CreateCredential(), options) : new BlobServiceClient(ConnectionString, options);
}
