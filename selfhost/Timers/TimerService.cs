using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost;

/// <summary>Starts every timer once the app is served, and at shutdown waits for those that run.</summary>
internal sealed class TimerService : IHostedLifecycleService, ISelfHostTimers, IDisposable
{
    private readonly SelfHostOptions _options;
    private readonly InvocationLifetime _lifetime;
    private readonly ILogger<TimerService> _logger;
    private readonly TimerFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, (TimerFunction Timer, TimerRun Run, TimerLock Right)> _timers;
    private readonly List<Task> _loops = [];

    public TimerService(
        FunctionCatalogue functions, SelfHostOptions options, InvocationLifetime lifetime, IServiceProvider services, ILogger<TimerService> logger)
    {
        _options = options;
        _lifetime = lifetime;
        _logger = logger;
        _folder = new TimerFolder(options);
        _clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _timers = functions.Timers.ToDictionary(
            timer => timer.Entry.Name,
            timer => (timer, ActivatorUtilities.CreateInstance<TimerRun>(services, timer), new TimerLock(_folder.Lock(timer))),
            StringComparer.OrdinalIgnoreCase);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_timers.Count > 0)
        {
            _folder.Create();
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_options.RunTimers)
        {
            var scheduled = _timers.Values.Where(each => !each.Timer.IsDisabled);
            _loops.AddRange(scheduled.Select(each => Task.Run(() => LoopAsync(each), CancellationToken.None)));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_loops).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _logger.LogWarning("Timers did not end in time and were left behind");
        }
    }

    public async Task RunAsync(string functionName, CancellationToken cancellationToken)
    {
        if (!_timers.TryGetValue(functionName, out var each))
        {
            var names = string.Join(", ", _timers.Keys);
            throw new ArgumentException($"There is no timer function '{functionName}'. There are: {names}.", nameof(functionName));
        }

        _folder.Create();
        if (each.Right.TryTake() is { } reason)
        {
            throw new InvalidOperationException($"Timer {functionName} is held by another process on the same data folder. {reason}");
        }

        var status = each.Timer.KeepsStatus ? new TimerStatusFile(_folder.Status(each.Timer), _logger).Read()?.ToScheduleStatus() : null;
        await each.Run.RunAsync(new TimerInfo { ScheduleStatus = status }, cancellationToken, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        ReleaseLocks();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        ReleaseLocks();
        foreach (var (_, run, _) in _timers.Values)
        {
            run.Dispose();
        }
    }

    private async Task LoopAsync((TimerFunction Timer, TimerRun Run, TimerLock Right) each)
    {
        try
        {
            var file = each.Timer.KeepsStatus ? new TimerStatusFile(_folder.Status(each.Timer), _logger) : null;
            var monitor = new TimerMonitor(each.Timer.Schedule, file);
            await new TimerLoop(each.Timer, each.Run, each.Right, monitor, _clock, _logger).RunAsync(_lifetime.Stopping);
        }
        catch (Exception fault)
        {
            _logger.LogCritical(fault, "Timer {Timer} is no longer run by this process: the runtime itself failed", each.Timer.Entry.Name);
            throw;
        }
    }

    private void ReleaseLocks()
    {
        if (_loops.TrueForAll(loop => loop.IsCompleted))
        {
            foreach (var (_, _, right) in _timers.Values)
            {
                right.Dispose();
            }
        }
    }
}
