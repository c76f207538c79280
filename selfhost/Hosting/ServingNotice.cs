using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost;

/// <summary>Says where the app is served once it is: to the log, and as one plain line for whoever started it.</summary>
internal sealed class ServingNotice(IServer server, FunctionCatalogue functions, ILogger<ServingNotice> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        logger.LogInformation(
            "GridSteward is serving at {Addresses} ({HttpFunctions} HTTP functions, {TimerFunctions} timers)",
            addresses, functions.Http.Count, functions.Timers.Count);
        Console.WriteLine($"GridSteward is serving at {addresses}");
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
