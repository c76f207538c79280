using GridSteward.Domain.Operations;
using Microsoft.Extensions.Hosting;

namespace GridSteward.Functions.Operations;

/// <summary>Writes what was gathered of quiet runs when the program stops in order, after its timers have ended.</summary>
public sealed class RunsFlush(KeepRuns runs) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => runs.FlushAsync();
}
