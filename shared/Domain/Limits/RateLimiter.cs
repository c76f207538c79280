using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Limits;

/// <summary>Somebody who may do something only so often.</summary>
/// <param name="What">What is limited: <c>reports of an address</c>.</param>
/// <param name="Who">Who it is: an address, a device; never stored.</param>
/// <param name="PerHour">How often in any hour; at least 1.</param>
public sealed record RateQuota(string What, string Who, int PerHour);

/// <summary>Whether it may be done now.</summary>
/// <param name="Quota">The quota that says no; null where none does.</param>
/// <param name="RetryAfter">When one may ask again.</param>
public sealed record RateAnswer(RateQuota? Quota, TimeSpan RetryAfter);

/// <summary>
/// Hands out permits, exactly over all instances on one store. Those who wait in one instance for permits of the same quota are served by one write together, so
/// that 64 connections from one address cost few writes more than one; instances that meet try again on what is there then. Where they meet too often, a permit is
/// given uncounted: a report is never lost to the counting. Whoever dies between taking and using has used it.
/// </summary>
public sealed class RateLimiter(IDocumentStore store, TimeProvider clock)
{
    private const int MaxTries = 12;

    private readonly ConcurrentDictionary<string, Line> lines = new(StringComparer.Ordinal);
    private byte[]? secret;

    /// <summary>Takes one permit of each quota, or of none.</summary>
    public async Task<RateAnswer> TakeAsync(IReadOnlyList<RateQuota> quotas, CancellationToken cancellationToken)
    {
        for (int i = 0; i < quotas.Count; i++)
        {
            TimeSpan wait = await TakeAsync(quotas[i], cancellationToken);
            if (wait > TimeSpan.Zero)
            {
                await GiveBackAsync([.. quotas.Take(i)], cancellationToken);
                return new RateAnswer(quotas[i], wait);
            }
        }

        return new RateAnswer(null, TimeSpan.Zero);
    }

    /// <summary>Gives permits back that were not used.</summary>
    public async Task GiveBackAsync(IReadOnlyList<RateQuota> quotas, CancellationToken cancellationToken)
    {
        foreach (RateQuota quota in quotas)
        {
            string key = await KeyOfAsync(quota, cancellationToken);
            await ChangeAsync(key, window => window.WithoutOne(), cancellationToken);
        }
    }

    /// <summary>The partition of a quota's window.</summary>
    public async Task<string> KeyOfAsync(RateQuota quota, CancellationToken cancellationToken)
    {
        secret ??= await SecretAsync(cancellationToken);
        return "rate:" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{quota.What}\n{quota.Who}")));
    }

    private async Task<TimeSpan> TakeAsync(RateQuota quota, CancellationToken cancellationToken)
    {
        string key = await KeyOfAsync(quota, cancellationToken);
        TaskCompletionSource<TimeSpan> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            Line line = lines.GetOrAdd(key, _ => new Line());
            switch (line.Join(mine))
            {
                case Joined.First:
                    // Apart from this request, which is not to stay for as long as others come.
                    _ = Task.Run(() => ServeAsync(key, line, quota.PerHour), CancellationToken.None);
                    return await mine.Task.WaitAsync(cancellationToken);
                case Joined.Behind:
                    return await mine.Task.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Serves the line until nobody waits.</summary>
    private async Task ServeAsync(string key, Line line, int limit)
    {
        while (line.Next(() => lines.TryRemove(new(key, line))) is { } waiting)
        {
            try
            {
                var (granted, wait) = await TakeAsync(key, limit, waiting.Count);
                for (int i = 0; i < waiting.Count; i++)
                {
                    waiting[i].SetResult(i < granted ? TimeSpan.Zero : wait);
                }
            }
#pragma warning disable CA1031 // Each of them gets it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                waiting.ForEach(w => w.SetException(e));
            }
        }
    }

    private async Task<(int Granted, TimeSpan Wait)> TakeAsync(string key, int limit, int wanted)
    {
        int granted = wanted;
        TimeSpan wait = TimeSpan.Zero;
        await ChangeAsync(key, window =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            granted = Math.Min(wanted, window.LeftOf(limit));
            RateWindow next = granted > 0 ? window.With(granted, limit, now) : window;
            wait = next.WaitFor(limit, now);
            return next;
        }, CancellationToken.None);
        return (granted, wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait);
    }

    /// <summary>Changes a window, on whatever is there by then. What changes nothing is not written; what meets others too often is let be.</summary>
    private async Task ChangeAsync(string key, Func<RateWindow, RateWindow> change, CancellationToken cancellationToken)
    {
        for (int tries = 1; tries <= MaxTries; tries++)
        {
            var found = await store.FindAsync(Kinds.RateWindow, key, RateWindow.OnlyId, cancellationToken);
            RateWindow before = (found?.Value ?? RateWindow.Of(key)).At(clock.GetUtcNow());
            RateWindow after = change(before);
            if (ReferenceEquals(after, before))
            {
                return;
            }

            Batch batch = new(Container.Directory, key);
            CommitOutcome outcome = await store.CommitAsync(
                found is null ? batch.Create(Kinds.RateWindow, after) : batch.Replace(Kinds.RateWindow, after, found.ETag), cancellationToken);
            if (outcome.Committed)
            {
                return;
            }

            // Apart from each other, so that all get their turn.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5 * tries)), cancellationToken);
        }
    }

    private async Task<byte[]> SecretAsync(CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.RateKey, RateKey.OnlyKey, RateKey.OnlyKey, cancellationToken) is { Value: var known })
        {
            return Convert.FromHexString(known.Secret);
        }

        RateKey made = new() { Id = RateKey.OnlyKey, Key = RateKey.OnlyKey, Secret = RandomNumberGenerator.GetHexString(64, lowercase: true) };
        await store.CommitAsync(new Batch(Container.Directory, made.Key).Create(Kinds.RateKey, made), cancellationToken);
        var kept = await store.FindAsync(Kinds.RateKey, RateKey.OnlyKey, RateKey.OnlyKey, cancellationToken) ?? throw new StoreUnavailableException("A key came and went.", TimeSpan.FromSeconds(1));
        return Convert.FromHexString(kept.Value.Secret);
    }

    private enum Joined
    {
        First,
        Behind,
        Closed,
    }

    /// <summary>Those who wait in this instance for permits of one quota.</summary>
    private sealed class Line
    {
        private readonly Lock gate = new();
        private List<TaskCompletionSource<TimeSpan>> waiting = [];
        private bool isServed;
        private bool isClosed;

        /// <summary>Whoever is first serves; a closed line has ended, and another is to be opened.</summary>
        public Joined Join(TaskCompletionSource<TimeSpan> one)
        {
            lock (gate)
            {
                if (isClosed)
                {
                    return Joined.Closed;
                }

                waiting.Add(one);
                bool isFirst = !isServed;
                isServed = true;
                return isFirst ? Joined.First : Joined.Behind;
            }
        }

        /// <summary>Everybody who waits now; null where nobody does, and the line is closed.</summary>
        public List<TaskCompletionSource<TimeSpan>>? Next(Action whenClosed)
        {
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    isClosed = true;
                    whenClosed();
                    return null;
                }

                List<TaskCompletionSource<TimeSpan>> now = waiting;
                waiting = [];
                return now;
            }
        }
    }
}

/// <summary>What somebody needs for something that is limited; none for whom no limit holds.</summary>
/// <param name="Limiter">Hands it out.</param>
/// <param name="Quotas">What it is taken of.</param>
public sealed record RateTicket(RateLimiter Limiter, IReadOnlyList<RateQuota> Quotas)
{
    /// <summary>Takes it; what to answer where it cannot be had, null where it can.</summary>
    public async Task<Outcome<T>.Limited?> TakeAsync<T>(CancellationToken cancellationToken)
    {
        RateAnswer answer = await Limiter.TakeAsync(Quotas, cancellationToken);
        return answer.Quota is { } quota ? new Outcome<T>.Limited($"At most {quota.PerHour} {quota.What} in an hour.", answer.RetryAfter) : null;
    }

    /// <summary>Gives it back unused.</summary>
    public Task GiveBackAsync(CancellationToken cancellationToken) => Limiter.GiveBackAsync(Quotas, cancellationToken);
}
