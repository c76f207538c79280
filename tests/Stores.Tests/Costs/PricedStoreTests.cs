using GridSteward.Capacity;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Tests.Contract;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Stores.Tests.Worlds;

namespace GridSteward.Stores.Tests.Costs;

/// <summary>The prices by which docs/capacity.md is computed are the published ones.</summary>
public sealed class PricedStoreTests() : ContractTest(new EmbeddedWorld())
{
    [Theory]
    [InlineData(300, 1.00, 4.95)]
    [InlineData(1024, 1.00, 4.95)]
    [InlineData(3 * 1024, 1.09, 6.48)]
    [InlineData(128 * 1024, 9.95, 48.19)]
    [InlineData(2048 * 1024, 291.80, 1250)]
    public void Sizes_cost_what_is_published_and_between_them_in_proportion(long bytes, double read, double write)
        => Assert.Equal((read, write), (Math.Round(RequestUnits.Read(bytes), 2), Math.Round(RequestUnits.Write(bytes), 2)));

    [Fact]
    public async Task A_creation_pays_its_terms_a_replacement_only_those_that_change_and_a_deletion_as_much_as_the_creation()
    {
        PricedStore store = new(Store);
        Thing thing = New("a");
        Assert.True((await store.CommitAsync(NewBatch().Create(TestKinds.Thing, thing), Ct)).Committed);
        (double created, long grown) = (store.Bill.Writing, store.Bill.Growth);
        Assert.InRange(created, RequestUnits.Write(grown) + RequestUnits.Term, 20);

        store.Bill = new Bill();
        Stored<Thing> read = (await store.FindAsync(TestKinds.Thing, Partition, "a", Ct))!;
        Assert.Equal((RequestUnits.Read(grown), 1), (store.Bill.Reading, store.Bill.Reads));

        store.Bill = new Bill();
        string etag = (await store.CommitAsync(NewBatch().Replace(TestKinds.Thing, thing, read.ETag), Ct)).ETags[0];
        Assert.Equal((2 * RequestUnits.Write(grown), 0), (store.Bill.Writing, store.Bill.Growth));

        store.Bill = new Bill();
        Assert.True((await store.CommitAsync(NewBatch().Delete(TestKinds.Thing, "a", etag), Ct)).Committed);
        Assert.Equal((created, -grown), (Math.Round(store.Bill.Writing, 6), store.Bill.Growth));
        Assert.Empty(store.Sizes);
    }

    [Fact]
    public async Task A_query_pays_for_itself_and_for_each_document_that_it_loads()
    {
        PricedStore store = new(Store);
        foreach (string id in new[] { "a", "b", "c" })
        {
            await store.CommitAsync(NewBatch().Create(TestKinds.Thing, New(id)), Ct);
        }

        store.Bill = new Bill();
        await store.ListAsync(Things(), new PageRequest(10), Ct);
        Assert.Equal((RequestUnits.Query + 3, 1), (store.Bill.Reading, store.Bill.Queries));
    }
}
