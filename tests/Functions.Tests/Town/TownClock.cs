using GridSteward.Functions.Tests.Access;

namespace GridSteward.Functions.Tests.Town;

/// <summary>A clock that stands still until a test sets it. Timers made from it fire when the clock is set past them.</summary>
public sealed class TownClock : TimeProvider
{
    /// <summary>A Monday, 10:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Every timer function has a loop that waits.</summary>
    private static readonly int Loops = FunctionFacts.All.Count(f => f.Http is null);

    private readonly Lock gate = new();
    private readonly List<Waiting> waiting = [];
    private DateTimeOffset now = Start;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan time) => Set(GetUtcNow() + time);

    public void Set(DateTimeOffset to)
    {
        List<Waiting> due;
        lock (gate)
        {
            now = to;
            due = waiting.FindAll(w => w.Due <= to);
            waiting.RemoveAll(due.Contains);
        }

        due.ForEach(w => w.Fire());
    }

    /// <summary>Sets the clock once the timers' loops all wait on it, and returns when they wait again: whatever was due has run.</summary>
    public async Task StepAsync(DateTimeOffset to)
    {
        await WaitedForAsync();
        Set(to);
        await WaitedForAsync();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A timer's loop looks at the clock every minute, or sooner; nothing else waits so briefly.</summary>
    private async Task WaitedForAsync()
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (waiting.Count(w => w.Due - now <= TimeSpan.FromMinutes(1)) == Loops)
                {
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class Waiting(TownClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.waiting.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.waiting.Add(this);
                    clock.changed.TrySetResult();
                    clock.changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
