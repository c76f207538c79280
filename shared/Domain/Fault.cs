namespace GridSteward.Domain;

/// <summary>One thing that is wrong with what was sent.</summary>
/// <param name="Path">Where: a JSON path (<c>$.point.longitude</c>), or <c>query.bbox</c>, <c>header.If-Match</c>, <c>path.date</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record Fault(string Path, string Message);

/// <summary>
/// What became of an operation: its result, or why there is none. Functions turn it into a response in one place; the domain knows no HTTP.
/// </summary>
/// <typeparam name="T">The result.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Value">The result.</param>
    /// <param name="Replayed">It had been done before by the same idempotency key.</param>
    public sealed record Done(T Value, bool Replayed = false) : Outcome<T>;

    /// <summary>What was sent is wrong; every fault is named and nothing was kept.</summary>
    public sealed record Invalid(IReadOnlyList<Fault> Faults) : Outcome<T>;

    /// <summary>What it is about is not there (or not for this caller to know of).</summary>
    public sealed record NotFound(string What) : Outcome<T>;

    /// <summary>The caller's grants do not reach.</summary>
    public sealed record Forbidden(string Why) : Outcome<T>;

    /// <summary>It clashes with what is there, or is not allowed in this state.</summary>
    public sealed record Conflict(string Why) : Outcome<T>;

    /// <summary>The version the caller saw is no longer the current one.</summary>
    /// <param name="CurrentETag">The current one; empty where that is not to be told, or there are several.</param>
    /// <param name="Faults">Which of the versions that were sent are old; null where one alone is sent, by If-Match.</param>
    public sealed record Stale(string CurrentETag, IReadOnlyList<Fault>? Faults = null) : Outcome<T>;

    /// <summary>The idempotency key was used before with another body.</summary>
    public sealed record KeyReused : Outcome<T>;

    /// <summary>It is over a stated limit.</summary>
    public sealed record TooLarge(string Why) : Outcome<T>;

    /// <summary>Too much of it was asked for lately.</summary>
    /// <param name="Why">Which limit.</param>
    /// <param name="RetryAfter">When it may be asked again.</param>
    public sealed record Limited(string Why, TimeSpan RetryAfter) : Outcome<T>;

    /// <summary>The same failure as the outcome of another operation.</summary>
    /// <exception cref="InvalidOperationException">The outcome is <see cref="Done"/>.</exception>
    public Outcome<TOther> As<TOther>() => this switch
    {
        Invalid o => new Outcome<TOther>.Invalid(o.Faults),
        NotFound o => new Outcome<TOther>.NotFound(o.What),
        Forbidden o => new Outcome<TOther>.Forbidden(o.Why),
        Conflict o => new Outcome<TOther>.Conflict(o.Why),
        Stale o => new Outcome<TOther>.Stale(o.CurrentETag, o.Faults),
        KeyReused => new Outcome<TOther>.KeyReused(),
        TooLarge o => new Outcome<TOther>.TooLarge(o.Why),
        Limited o => new Outcome<TOther>.Limited(o.Why, o.RetryAfter),
        _ => throw new InvalidOperationException("A result cannot stand for another operation's."),
    };

    /// <summary>A result is an outcome.</summary>
    public static implicit operator Outcome<T>(T value) => new Done(value);
}
