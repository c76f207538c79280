using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>The process was killed, as far as the code under test can see.</summary>
public sealed class KilledException() : Exception("Killed here.");

/// <summary>The real store, with a place to act or to break before and after its calls.</summary>
public sealed class HookedStore(IDocumentStore inner) : IDocumentStore
{
    public Func<Batch, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public Func<Batch, Task> AfterCommit { get; set; } = _ => Task.CompletedTask;

    public Func<DocumentKind, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every batch that was committed, in order.</summary>
    public List<Batch> Committed { get; } = [];

    public async Task<Stored<T>?> FindAsync<T>(DocumentKind<T> kind, string partition, string id, CancellationToken cancellationToken)
        where T : Document
    {
        await BeforeRead(kind);
        return await inner.FindAsync(kind, partition, id, cancellationToken);
    }

    public async Task<IReadOnlyList<Stored<T>>> FindManyAsync<T>(
        DocumentKind<T> kind, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        await BeforeRead(kind);
        return await inner.FindManyAsync(kind, partition, ids, cancellationToken);
    }

    public async Task<CommitOutcome> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        await BeforeCommit(batch);
        CommitOutcome outcome = await inner.CommitAsync(batch, cancellationToken);
        if (outcome.Committed)
        {
            lock (Committed)
            {
                Committed.Add(batch);
            }

            await AfterCommit(batch);
        }

        return outcome;
    }

    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        await BeforeRead(query.Kind);
        return await inner.ListAsync(query, page, cancellationToken);
    }

    public Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => inner.CountAsync(query, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => inner.TallyAsync(query, path, cancellationToken);

    public Task<string> MarkAsync(Container container, string partition, CancellationToken cancellationToken) => inner.MarkAsync(container, partition, cancellationToken);

    public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);

    /// <summary>Runs the action before the first batch that fits, and only then.</summary>
    public void OnceBefore(Func<Batch, bool> fits, Func<Task> action) => BeforeCommit = async batch =>
    {
        if (fits(batch))
        {
            BeforeCommit = _ => Task.CompletedTask;
            await action();
        }
    };

    /// <summary>Kills the process before the first batch that fits.</summary>
    public void KillBefore(Func<Batch, bool> fits) => OnceBefore(fits, () => throw new KilledException());

    /// <summary>Kills the process when the first batch that fits is durable and nobody knows it yet.</summary>
    public void KillAfter(Func<Batch, bool> fits) => AfterCommit = batch =>
    {
        if (!fits(batch))
        {
            return Task.CompletedTask;
        }

        AfterCommit = _ => Task.CompletedTask;
        throw new KilledException();
    };

    /// <summary>The process dies before the first batch that fits: it writes nothing from then on.</summary>
    public void DieBefore(Func<Batch, bool> fits) => OnceBefore(fits, Die);

    /// <summary>The process dies when the first batch that fits is durable: it writes nothing from then on.</summary>
    public void DieAfter(Func<Batch, bool> fits) => AfterCommit = batch => fits(batch) ? Die() : Task.CompletedTask;

    private Task Die()
    {
        BeforeCommit = _ => throw new KilledException();
        throw new KilledException();
    }
}
