using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.Tests;

/// <summary>What timer functions were told, in the order in which they ran.</summary>
public sealed class Runs
{
    private readonly Channel<TimerInfo> _runs = Channel.CreateUnbounded<TimerInfo>();

    /// <summary>Set to make the next runs wait or fail.</summary>
    public Func<Task> During { get; set; } = () => Task.CompletedTask;

    public bool IsEmpty => !_runs.Reader.TryPeek(out _);

    public async Task RecordAsync(TimerInfo info)
    {
        await _runs.Writer.WriteAsync(info);
        await During();
    }

    public async Task<TimerInfo> NextAsync() => await _runs.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
