using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Tests.Kinds;
using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Azure;

public sealed class QueryTextTests
{
    [Fact]
    public async Task Microsofts_compiler_takes_every_query_that_can_be_written()
    {
        IReadOnlyList<CosmosQuery> queries = CosmosQueryForms.Of(TestKinds.All);
        Assert.True(queries.Count > 1000);
        Assert.Empty(await CosmosCompiler.FaultsAsync(queries, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task So_does_it_for_the_kinds_of_the_domain()
        => Assert.Empty(await CosmosCompiler.FaultsAsync(CosmosQueryForms.Of(Domain.Kinds.All), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("SELECT * FORM c")]
    [InlineData("SELECT * FROM c WHERE c.order = 1")]
    [InlineData("SELECT * FROM c WHERE NOSUCHFUNCTION(c.a)")]
    [InlineData("SELECT * FROM c WHERE ARRAY_CONTAINS(c.a)")]
    [InlineData("SELECT * FROM c WHERE c.a IN ()")]
    [InlineData("SELECT TOP -1 * FROM c")]
    public async Task The_compiler_refuses_what_is_wrong(string text)
        => Assert.Single(await CosmosCompiler.FaultsAsync([new CosmosQuery(text, [])], TestContext.Current.CancellationToken));

    [Fact]
    public void No_value_and_no_geography_is_in_a_text()
    {
        CosmosQuery query = CosmosSql.List(
            TestKinds.Thing.In("p").Where(new Filter.Equal("order", "secret")).Where(new Filter.InBox(new(1.5, 2.5, 3.5, 4.5))).OrderedBy(TestKinds.ByTime),
            new PageRequest(7, new PageToken("\"last\"", "id-1")));
        Assert.Equal(
            "SELECT TOP @p6 * FROM c WHERE c[\"type\"] = @p0 AND c[\"order\"] = @p1 "
            + "AND ((c[\"point\"][\"longitude\"] <= @p2 AND c[\"point\"][\"longitude\"] >= @p3 AND c[\"point\"][\"latitude\"] <= @p4 AND c[\"point\"][\"latitude\"] >= @p5)) "
            + "AND (IS_NUMBER(c[\"at\"]) OR IS_STRING(c[\"at\"])) AND (c[\"at\"] > @p7 OR (c[\"at\"] = @p7 AND c[\"id\"] > @p8)) ORDER BY c[\"at\"] ASC, c[\"id\"] ASC",
            query.Text);
        Assert.Equal(["thing", "secret", 3.5, 1.5, 4.5, 2.5, 8, "last", "id-1"], query.Parameters.Select(p => p.Value));
        Assert.All(CosmosQueryForms.Of(TestKinds.All), q => Assert.DoesNotContain("ST_", q.Text, StringComparison.Ordinal));
    }
}
