using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Contract;

/// <summary>What every test of the contract has: an engine and a partition that no other test uses.</summary>
public abstract class ContractTest(World world) : IAsyncLifetime
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected World World { get; } = world;

    protected IDocumentStore Store => World.Documents;

    protected string Partition { get; } = $"街道-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync() => await World.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Thing New(string id) => new() { Id = id, Jurisdiction = Partition };

    protected Batch NewBatch() => new(TestKinds.Things, Partition);

    protected Query<Thing> Things() => TestKinds.Thing.In(Partition);

    protected Task<Stored<Thing>?> FindAsync(string id) => Store.FindAsync(TestKinds.Thing, Partition, id, Ct);

    /// <summary>Writes them and gives their ETags.</summary>
    protected async Task<IReadOnlyList<string>> AddAsync(params IEnumerable<Thing> things)
    {
        List<string> etags = [];
        foreach (Thing[] some in things.Chunk(Batch.MaxOperations))
        {
            CommitOutcome outcome = await Store.CommitAsync(some.Aggregate(NewBatch(), (b, t) => b.Create(TestKinds.Thing, t)), Ct);
            Assert.Equal(CommitStatus.Committed, outcome.Status);
            etags.AddRange(outcome.ETags);
        }

        return etags;
    }

    /// <summary>The ids of a query, page by page.</summary>
    protected async Task<List<string>> IdsAsync(Query<Thing> query, int limit = 1000)
    {
        List<string> ids = [];
        PageToken? after = null;
        do
        {
            Page<Thing> page = await Store.ListAsync(query, new PageRequest(limit, after), Ct);
            Assert.True(page.Items.Count <= limit);
            Assert.True(page.Next is null || page.Items.Count == limit);
            ids.AddRange(page.Items.Select(i => i.Value.Id));
            after = page.Next is null ? null : PageToken.TryParse(page.Next.ToString(), out PageToken? read) ? read : throw new InvalidOperationException("A token does not read back.");
        }
        while (after is not null);

        return ids;
    }
}
