using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>How a pass ended.</summary>
internal enum PassEnd
{
    /// <summary>It is through: the copy is whole as of its mark.</summary>
    Through,

    /// <summary>What it did is kept; the next goes on from there.</summary>
    Kept,

    /// <summary>Somebody else replaced the book; what it did is thrown away.</summary>
    Lost,
}

/// <summary>
/// Goes once through what was written and deleted between two marks, in the order of ids, and rewrites the shards that it falls into. A copy that is built from nothing is
/// one that lacks everything. How far it has come is kept now and then, so that whoever is killed or has used up their time is followed by one who goes on.
/// </summary>
internal sealed class BookPass<T, TMark>(BookKind<T, TMark> kind, BookRun run, BookBlobs blobs, IDocumentStore store, string jurisdiction)
    where T : Document
    where TMark : class
{
    /// <summary>After so many shards it is kept how far it has come, between two shards; in the midst of one after twice as many.</summary>
    private const int KeepEvery = 8;

    /// <summary>After so many changes the time is looked at.</summary>
    private const int LookEvery = 1000;

    /// <summary>Goes on to the end, or until it is kept how far it has come.</summary>
    public async Task<PassEnd> RunAsync(CancellationToken cancellationToken)
    {
        BookState state = await BeginAsync(cancellationToken);
        ShardOutput<TMark> output = NewOutput([], cancellationToken);
        await using var changes = new BookChanges<T, TMark>(kind, store, jurisdiction, n => run.Read += n).ReadAsync(state.Mark, state.After, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool more = await changes.MoveNextAsync();
        string? after = state.After;
        int taken = 0;

        async Task<PassEnd> KeepAsync(int next)
        {
            state = state with { After = after, Shards = [.. output.Shards, .. state.Shards.Skip(next)] };
            return await SaveAsync(state, PassEnd.Kept, cancellationToken);
        }

        for (int i = 0; i == 0 || i < state.Shards.Count; i++)
        {
            bool isShard = i < state.Shards.Count;
            string? before = i + 1 < state.Shards.Count ? state.Shards[i + 1].First : null;
            bool IsChanged() => more && (before is null || IdOrder.Compare(changes.Current.Id, before) < 0);
            if (isShard && !output.IsWaiting && !IsChanged())
            {
                output.Keep(state.Shards[i]);
                continue;
            }

            if ((isShard ? await blobs.ReadAsync(kind, state.Shards[i], cancellationToken) : []) is not { } old)
            {
                return await DamagedAsync(cancellationToken);
            }

            int at = 0;
            while (IsChanged())
            {
                (after, TMark? mark) = changes.Current;
                for (; at < old.Count && IdOrder.Compare(kind.IdOf(old[at]), after) is var order && order <= 0; at++)
                {
                    await (order < 0 ? output.AddAsync(old[at]) : Task.CompletedTask);
                }

                await (mark is not null ? output.AddAsync(mark) : Task.CompletedTask);
                more = await changes.MoveNextAsync();
                if (more && (output.Written >= 2 * KeepEvery || (++taken % LookEvery == 0 && run.IsOver)))
                {
                    await CopyAsync(old, at, output);
                    await output.EndAsync();
                    return await KeepAsync(i + 1);
                }
            }

            await CopyAsync(old, at, output);
            await output.EndShardAsync();
            if (more && !output.IsWaiting && after is not null && (output.Written >= KeepEvery || run.IsOver))
            {
                PassEnd end = await KeepAsync(i + 1);
                if (end != PassEnd.Kept || run.IsOver)
                {
                    return end;
                }

                // on with the same reading: the shards so far are those of the book now
                i = output.Shards.Count - 1;
                output = NewOutput(output.Shards, cancellationToken);
            }
        }

        await output.EndAsync();
        return await SaveAsync(new BookState(kind.Rows.Schema, state.Next, null, null, output.Shards), PassEnd.Through, cancellationToken);
    }

    private ShardOutput<TMark> NewOutput(IEnumerable<BookShard> kept, CancellationToken cancellationToken)
    {
        var output = new ShardOutput<TMark>(run.MostInShard, marks => run.WriteAsync(kind, marks, cancellationToken));
        foreach (BookShard shard in kept)
        {
            output.Keep(shard);
        }

        return output;
    }

    private static async Task CopyAsync(List<TMark> old, int from, ShardOutput<TMark> output)
    {
        for (int i = from; i < old.Count; i++)
        {
            await output.AddAsync(old[i]);
        }
    }

    /// <summary>The state from which to go on. The mark that the copy will have is taken before anything is read.</summary>
    private async Task<BookState> BeginAsync(CancellationToken cancellationToken)
    {
        string now = await run.MarkAsync(kind.Documents.Container, cancellationToken);
        BookState? state = kind.Read(run.Book);
        bool isKnown = state is { Mark: not null } or { Next: not null } && state.Schema == kind.Rows.Schema
            && new[] { state.Mark, state.Next }.OfType<string>().All(mark => WriteMark.Follows(now, mark));
        state = isKnown ? state! : Nothing(now);
        run.Rebuilt |= state.Mark is null;
        return state.Next is null ? state with { Next = now, After = null } : state;
    }

    private BookState Nothing(string next) => new(kind.Rows.Schema, null, next, null, []);

    /// <summary>A shard is not what the book says. If the book still says so it is not believed any longer.</summary>
    private async Task<PassEnd> DamagedAsync(CancellationToken cancellationToken)
        => await run.IsCurrentAsync(cancellationToken)
            ? await SaveAsync(Nothing(await run.MarkAsync(kind.Documents.Container, cancellationToken)), PassEnd.Kept, cancellationToken)
            : PassEnd.Lost;

    private async Task<PassEnd> SaveAsync(BookState state, PassEnd end, CancellationToken cancellationToken)
        => await run.SaveAsync(kind.With(run.Book, state), cancellationToken) ? end : PassEnd.Lost;
}
