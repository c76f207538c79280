using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.SignIn;

/// <summary>The address that links begin with: the setting; else where the server listens, which only suits one machine.</summary>
public sealed class PublicAddress(IOptions<ApiOptions> options, IServiceProvider services)
{
    /// <summary>Where `func start` serves unless told otherwise; behind a Functions host, this process's own address is of no use to anyone.</summary>
    private const string CoreToolsAddress = "http://localhost:7071";

    private static readonly bool IsBehindHost = Environment.GetEnvironmentVariable("FUNCTIONS_WORKER_RUNTIME") is not null;

    /// <summary>The address without a trailing slash; null while the server does not listen and none is set.</summary>
    public string? Find()
        => options.Value.PublicUrl?.TrimEnd('/')
            ?? (IsBehindHost ? CoreToolsAddress : null)
            ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');

    /// <summary>A link to a path of the web.</summary>
    public string Link(HttpRequest request, string path)
        => (options.Value.PublicUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}") + path;
}
