using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Tests.Engines;

/// <summary>The engine of a town, which can be made to break like a process that dies: before a write that is then never made, or after one that nobody hears of.</summary>
public sealed class CrashingStore(IDocumentStore inner) : IDocumentStore
{
    private int? commitsLeft;
    private bool after;

    /// <summary>Whether the crash that was asked for has happened.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>Whether the engine does not answer for a batch, as one that is busy; of which nothing is written then.</summary>
    public Func<Batch, bool> IsBusyFor { get; set; } = _ => false;

    /// <summary>Opens a host on an engine that can be made to break.</summary>
    public static Func<HostPlan, HostPlan> In(Action<CrashingStore> made) => plan => plan with
    {
        Services = services =>
        {
            plan.Services(services);
            Around(services, made);
        },
    };

    /// <summary>Puts it around the engine of a host that is about to be built.</summary>
    private static void Around(IServiceCollection services, Action<CrashingStore> made)
    {
        ServiceDescriptor engine = services.Last(s => s.ServiceType == typeof(IDocumentStore) && !s.IsKeyedService);
        services.Remove(engine);
        services.AddSingleton<IDocumentStore>(p =>
        {
            var crashing = new CrashingStore((IDocumentStore)engine.ImplementationFactory!(p));
            made(crashing);
            return crashing;
        });
    }

    /// <summary>Crashes at a commit from now on, counted from 0, and writes nothing more.</summary>
    public void CrashAt(int commit, bool afterIt) => (commitsLeft, after, HasCrashed) = (commit, afterIt, false);

    /// <summary>Goes on as if the process had been started again.</summary>
    public void Restart() => commitsLeft = null;

    public async Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (IsBusyFor(batch))
        {
            throw new StoreUnavailableException("Busy.", TimeSpan.FromSeconds(7));
        }

        if (commitsLeft is not { } left)
        {
            return await inner.CommitAsync(batch, cancellationToken);
        }

        if (left > 0)
        {
            commitsLeft = left - 1;
            return await inner.CommitAsync(batch, cancellationToken);
        }

        if (after && !HasCrashed)
        {
            await inner.CommitAsync(batch, cancellationToken);
        }

        HasCrashed = true;
        throw new InvalidOperationException("Crashed here.");
    }

    public Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document => inner.FindAsync(kind, partition, id, cancellationToken);

    public Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document => inner.FindManyAsync(kind, partition, ids, cancellationToken);

    public Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document => inner.ListAsync(query, page, cancellationToken);

    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document => inner.CountAsync(query, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document => inner.TallyAsync(query, path, cancellationToken);

    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => inner.MarkAsync(container, partition, cancellationToken);

    public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);
}
