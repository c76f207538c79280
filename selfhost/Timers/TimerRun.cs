using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.SelfHost;

/// <summary>Runs one timer's function, never twice at once, each time in a scope of services of its own.</summary>
internal sealed class TimerRun(
    TimerFunction timer, IServiceScopeFactory scopes, InvocationPipeline pipeline, InvocationLifetime lifetime) : IDisposable
{
    private static readonly Dictionary<string, object?> NoBindings = [];

    private readonly FunctionExecutionDelegate _invoke = pipeline.Around(new FunctionCall(timer.Entry.Method, timer.Parameters));
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="info">What the function is told.</param>
    /// <param name="waiting">Gives up before the function has begun.</param>
    /// <param name="running">Reaches the function beside the token of the shutdown.</param>
    public async Task RunAsync(TimerInfo info, CancellationToken waiting, CancellationToken running)
    {
        await _one.WaitAsync(waiting);
        try
        {
            using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Token, running);
            using var activity = new Activity("GridSteward.SelfHost.Timer").Start();
            await using var scope = scopes.CreateAsyncScope();
            await _invoke(new InvocationContext(timer.Entry, scope.ServiceProvider, NoBindings, cancelled.Token) { Trigger = info });
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
