using System.Diagnostics;

namespace GridSteward.Stores.Azure;

/// <summary>
/// How patiently one call of the store is pursued: everything that passes (throttling, time-outs, lost connections, a moved partition) is tried again
/// within both bounds, and then it is the caller's turn. The SDK's own tries of throttled requests are off, so that there is one bound and not a product of two.
/// </summary>
/// <param name="Attempts">How often it is tried at most.</param>
/// <param name="Delay">The wait after the first attempt; twice that after the second, and so on. Where the service says a longer one, that.</param>
/// <param name="Budget">How long all of it takes at most. A wait that would go beyond it is not begun.</param>
internal sealed record CosmosPatience(int Attempts, TimeSpan Delay, TimeSpan Budget)
{
    /// <summary>Of a request, which a person waits for, and of a job's step alike.</summary>
    public static readonly CosmosPatience Default = new(6, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(20));

    /// <summary>Of a question after health, which wants to know how it is now.</summary>
    public static readonly CosmosPatience OfProbes = new(1, TimeSpan.Zero, TimeSpan.FromSeconds(5));

    /// <summary>Asks until it is answered; for what may be asked twice.</summary>
    /// <exception cref="Domain.Storage.StoreUnavailableException">The patience is at its end.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using CosmosTries tries = new(this, cancellationToken);
        while (true)
        {
            try
            {
                return await ask(tries.Token);
            }
            catch (Exception e) when (CosmosErrors.Passes(e, cancellationToken))
            {
                await tries.WaitAsync(e);
            }
        }
    }
}

/// <summary>The tries of one call: how many there were, and how long they have taken.</summary>
internal sealed class CosmosTries : IDisposable
{
    private readonly CosmosPatience patience;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource limit;
    private readonly long began = Stopwatch.GetTimestamp();
    private int made;

    public CosmosTries(CosmosPatience patience, CancellationToken caller)
    {
        this.patience = patience;
        this.caller = caller;
        limit = CancellationTokenSource.CreateLinkedTokenSource(caller);
        limit.CancelAfter(patience.Budget);
    }

    /// <summary>Ends with the caller's, and when the time is up.</summary>
    public CancellationToken Token => limit.Token;

    /// <summary>Waits before the next try.</summary>
    /// <param name="why">What the last one met.</param>
    /// <exception cref="Domain.Storage.StoreUnavailableException">There is no next one.</exception>
    public async Task WaitAsync(Exception why)
    {
        // up to half as long again, so that instances that were refused together do not come back together
        TimeSpan wait = patience.Delay * Math.Pow(2, made) * (1 + (Random.Shared.NextDouble() / 2));
        wait = CosmosErrors.RetryAfter(why) is { } told && told > wait ? told : wait;
        if (++made >= patience.Attempts || Stopwatch.GetElapsedTime(began) + wait >= patience.Budget)
        {
            throw CosmosErrors.Unavailable(why);
        }

        await Task.Delay(wait, caller);
    }

    public void Dispose() => limit.Dispose();
}
