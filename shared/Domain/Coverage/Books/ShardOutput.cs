namespace GridSteward.Domain.Coverage.Books;

/// <summary>
/// Makes shards of marks that come in order. A shard that has become too large is divided, leaving room for what is added at its end; what remains of one that has become small
/// waits for the next.
/// </summary>
/// <param name="most">The most marks of a shard; of more, three quarters go into one. Fewer than a quarter are only in the last and where somebody was stopped.</param>
/// <param name="writeAsync">Writes a shard.</param>
internal sealed class ShardOutput<TMark>(int most, Func<IReadOnlyList<TMark>, Task<BookShard>> writeAsync)
{
    private readonly List<BookShard> shards = [];
    private readonly List<TMark> waiting = new(most + 1);

    /// <summary>The shards so far.</summary>
    public IReadOnlyList<BookShard> Shards => shards;

    /// <summary>How many of them were written.</summary>
    public int Written { get; private set; }

    /// <summary>Whether marks wait for the next shard.</summary>
    public bool IsWaiting => waiting.Count > 0;

    /// <summary>Takes a shard as it is; nothing may wait.</summary>
    public void Keep(BookShard shard) => shards.Add(shard);

    /// <summary>Takes one mark more.</summary>
    public Task AddAsync(TMark mark)
    {
        waiting.Add(mark);
        return waiting.Count > most ? WriteAsync(most * 3 / 4) : Task.CompletedTask;
    }

    /// <summary>What came of one shard is complete.</summary>
    public Task EndShardAsync() => waiting.Count >= most / 4 ? WriteAsync(waiting.Count) : Task.CompletedTask;

    /// <summary>Nothing waits when this returns.</summary>
    public Task EndAsync() => IsWaiting ? WriteAsync(waiting.Count) : Task.CompletedTask;

    private async Task WriteAsync(int count)
    {
        shards.Add(await writeAsync(waiting.GetRange(0, count)));
        waiting.RemoveRange(0, count);
        Written++;
    }
}
