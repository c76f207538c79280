using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Limits;

/// <summary>Some permits that were taken at one moment.</summary>
/// <param name="At">When; of a limit over <see cref="RateWindow.Exact"/>, when the grain ended in which they were taken.</param>
/// <param name="Count">How many.</param>
public sealed record TakenPermits(DateTimeOffset At, int Count);

/// <summary>
/// What one address or device has taken of a limit in the last hour: a window that slides by the moment. It is one document, written with its ETag, so that several
/// instances count as one; and it is forgotten an hour after the last permit.
/// </summary>
public sealed record RateWindow : DirectoryDocument
{
    /// <summary>The id of the one document of its partition.</summary>
    public const string OnlyId = "window";

    /// <summary>Up to this limit each moment is kept as it is; above, moments are put together, and a permit comes back up to half a minute late, never early.</summary>
    public const int Exact = 120;

    /// <summary>How long a permit is gone.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(1);

    private static readonly TimeSpan Grain = Length / Exact;

    /// <inheritdoc/>
    public override string Type => "rateWindow";

    /// <summary>What was taken, oldest first.</summary>
    public required IReadOnlyList<TakenPermits> Taken { get; init; }

    /// <summary>A window of which nothing was taken.</summary>
    public static RateWindow Of(string key) => new() { Id = OnlyId, Key = key, Taken = [], Ttl = (int)(Length + Grain + Grain).TotalSeconds };

    /// <summary>The same without what is an hour old.</summary>
    public RateWindow At(DateTimeOffset now) => this with { Taken = [.. Taken.Where(t => now - t.At < Length)] };

    /// <summary>How many permits are left of a limit.</summary>
    public int LeftOf(int limit) => Math.Max(0, limit - Taken.Sum(t => t.Count));

    /// <summary>How long until one permit of a limit is there; zero where one is.</summary>
    public TimeSpan WaitFor(int limit, DateTimeOffset now)
    {
        int tooMany = Taken.Sum(t => t.Count) - limit + 1;
        foreach (TakenPermits taken in Taken)
        {
            if (tooMany <= 0)
            {
                break;
            }

            tooMany -= taken.Count;
            if (tooMany <= 0)
            {
                return taken.At + Length - now;
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>The same with further permits taken.</summary>
    public RateWindow With(int count, int limit, DateTimeOffset now)
    {
        DateTimeOffset at = limit <= Exact ? now : new DateTimeOffset(((now.UtcTicks / Grain.Ticks) + 1) * Grain.Ticks, TimeSpan.Zero);

        // Another instance's clock may be ahead of this one's.
        at = Taken.Count > 0 && Taken[^1].At > at ? Taken[^1].At : at;
        return Taken.Count > 0 && Taken[^1].At == at
            ? this with { Taken = [.. Taken.SkipLast(1), Taken[^1] with { Count = Taken[^1].Count + count }] }
            : this with { Taken = [.. Taken, new TakenPermits(at, count)] };
    }

    /// <summary>The same with the latest permit given back.</summary>
    public RateWindow WithoutOne() => Taken.Count == 0 ? this : this with
    {
        Taken = Taken[^1].Count > 1 ? [.. Taken.SkipLast(1), Taken[^1] with { Count = Taken[^1].Count - 1 }] : [.. Taken.SkipLast(1)],
    };
}

/// <summary>
/// The key by which addresses and devices are named in the store, made once for a deployment. Whoever has the whole store can try out every IPv4 address with it, for
/// as long as a window is kept.
/// </summary>
public sealed record RateKey : DirectoryDocument
{
    /// <summary>Where it is found.</summary>
    public const string OnlyKey = "rateKey";

    /// <inheritdoc/>
    public override string Type => "rateKey";

    /// <summary>32 random bytes in hexadecimal.</summary>
    public required string Secret { get; init; }
}
