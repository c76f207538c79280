namespace GridSteward.SelfHost.Tests;

/// <summary>A clock that stands still until the test moves it, and tells when somebody waits for it.</summary>
internal sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Waiting> _waiting = [];
    private DateTimeOffset _now = now;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <summary>Returns when at least this many timers wait.</summary>
    public async Task WaitedForAsync(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.Count >= count)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Jumps to the moment and fires what is due by then.</summary>
    public void Set(DateTimeOffset to)
    {
        List<Waiting> due;
        lock (_gate)
        {
            _now = to;
            due = _waiting.FindAll(each => each.Due <= to);
            _waiting.RemoveAll(due.Contains);
        }

        due.ForEach(each => each.Fire());
    }

    /// <summary>Jumps, and returns when as many wait again as before: whatever was due has run and the loops stand at their next wait.</summary>
    public async Task SetAndSettleAsync(DateTimeOffset to, int count = 1)
    {
        await WaitedForAsync(count);
        Set(to);
        await WaitedForAsync(count);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Waiting(FakeClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._waiting.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = clock._now + dueTime;
                    clock._waiting.Add(this);
                    clock._changed.TrySetResult();
                    clock._changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
