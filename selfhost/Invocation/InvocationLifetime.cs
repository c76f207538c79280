using Microsoft.Extensions.Hosting;

namespace GridSteward.SelfHost;

/// <summary>The token of every invocation: cancelled when shutdown has waited <see cref="SelfHostOptions.DrainTime"/> for work in flight.</summary>
internal sealed class InvocationLifetime : IDisposable
{
    /// <summary>How long cancelled work may take to notice, before its connections are cut.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenRegistration _stopping;

    public InvocationLifetime(IHostApplicationLifetime application, SelfHostOptions options)
    {
        Stopping = application.ApplicationStopping;
        _stopping = Stopping.Register(() => _cancelled.CancelAfter(options.DrainTime));
    }

    /// <summary>Shutdown has begun: nothing new is started.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>What invocations see.</summary>
    public CancellationToken Token => _cancelled.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        _cancelled.Dispose();
    }
}
