using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace GridSteward.SelfHost;

/// <summary>The first SIGTERM or SIGINT begins the orderly shutdown (the generic host's doing); the second ends the process at once.</summary>
internal sealed class SecondSignal : IHostedService, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Count(143)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Count(130)));
        return Task.CompletedTask;
    }

    /// <summary>Keeps listening: the wait for work in flight, when a second signal matters, is going on now.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Count(int exitCode)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Environment.Exit(exitCode);
        }
    }
}
