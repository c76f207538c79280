using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>What SQLite says that it will do. A query that could not use the index it names would fail here.</summary>
public sealed class QueryPlanTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-test-").FullName;
    private readonly SqliteDocumentStore store;
    private readonly SqliteStatements statements;

    public QueryPlanTests()
    {
        store = new SqliteDocumentStore(folder, TestKinds.All, TimeProvider.System);
        statements = new SqliteStatements(new SqliteFile(Path.Combine(folder, SqliteDocumentStore.FileName), TimeSpan.FromSeconds(1)).OpenReader());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("count")]
    [InlineData("open")]
    [InlineData("where.street")]
    [InlineData("order")]
    public void A_filter_that_drives_is_read_from_its_index(string path)
    {
        string index = $"COVERING INDEX things_thing_{path} (partition=? AND $.{path}";
        foreach (Filter filter in new Filter[] { new Filter.Equal(path, "x"), new Filter.OneOf(path, ["x", "y"]), new Filter.Range(path, 1, 2), new Filter.Range(path, "a", null) })
        {
            Query<Thing> query = Things.Where(filter);
            Assert.Contains(index, Plan(SqliteSql.List(query, new PageRequest(10), filter, 0)), StringComparison.Ordinal);
            Assert.Contains("USING " + index, Plan(SqliteSql.Count(query, filter, 0)), StringComparison.Ordinal);
            Assert.Contains("USING " + index, Plan(SqliteSql.Tally(query, path, filter, 0)), StringComparison.Ordinal);
            Assert.Contains("USING " + index, Plan(SqliteSql.Probe(TestKinds.Thing, "p", filter, 10)), StringComparison.Ordinal);
        }

        Assert.Contains($"USING COVERING INDEX things_thing_{path} ", Plan(SqliteSql.Tally(Things, path, null, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_order_is_read_from_the_index_and_its_next_page_begins_there()
    {
        foreach (Ordering order in TestKinds.Thing.Orders)
        {
            Query<Thing> query = Things.OrderedBy(order).Where(new Filter.Equal("status", "x")).Where(new Filter.HasAny("areas", ["x"])).Where(new Filter.InBox(new GeoBox(1, 1, 2, 2)));
            string first = Plan(SqliteSql.List(query, new PageRequest(10), null, 0)), next = Plan(SqliteSql.List(query, new PageRequest(10, new PageToken("\"x\"", "id")), null, 0));
            Assert.Contains($"USING INDEX things_thing_{order.Path} (partition=? AND $.{order.Path}", first, StringComparison.Ordinal);
            Assert.Contains($"USING INDEX things_thing_{order.Path} (partition=? AND $.{order.Path}>? AND $.{order.Path}<?)", next, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", first + next, StringComparison.Ordinal);
        }

        string byId = Plan(SqliteSql.List(Things, new PageRequest(10, new PageToken(null, "x")), null, 0));
        Assert.Contains("SEARCH e USING PRIMARY KEY (partition=? AND id>?)", byId, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", byId, StringComparison.Ordinal);
        Assert.Contains("SEARCH e USING PRIMARY KEY (partition=?)", Plan(SqliteSql.Count(Things, null, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_on_the_orders_own_field_bounds_the_walk()
    {
        Filter range = new Filter.Range("at", "a", "b");
        string plan = Plan(SqliteSql.List(Things.Where(range).OrderedBy(TestKinds.ByTimeDescending), new PageRequest(10), null, 0));
        Assert.Contains("INDEX things_thing_at (partition=? AND $.at>? AND $.at<?)", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_and_elements_drive_from_their_own_tables()
    {
        Filter box = new Filter.InBox(new GeoBox(170, 1, -170, 2)), one = new Filter.HasAny("areas", ["x"]), two = new Filter.HasAny("areas", ["x", "y"]);
        const string Term = "PRIMARY KEY (partition=? AND type=? AND path=? AND term=?", Entry = "SEARCH e USING PRIMARY KEY (partition=? AND id=?)";
        foreach ((Filter filter, string how) in new[] { (box, "VIRTUAL TABLE INDEX 2"), (one, Term), (two, Term) })
        {
            string plan = Plan(SqliteSql.List(Things.Where(filter).Where(new Filter.Equal("status", "x")).OrderedBy(TestKinds.ByCount), new PageRequest(10), filter, 0));
            Assert.Contains(how, plan, StringComparison.Ordinal);
            Assert.Contains(Entry, plan, StringComparison.Ordinal);
            Assert.Contains(how, Plan(SqliteSql.Probe(TestKinds.Thing, "p", filter, 10)), StringComparison.Ordinal);
        }

        Assert.Contains("PRIMARY KEY (partition=? AND type=? AND path=?)", Plan(SqliteSql.Tally(Things, "areas", null, 0)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        statements.Dispose();
        store.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Query<Thing> Things => TestKinds.Thing.In("p");

    private string Plan(SqliteQuery query)
    {
        using SqliteDataReader reader = statements.Bind("EXPLAIN QUERY PLAN " + query.Text, query.Values).ExecuteReader();
        List<string> steps = [];
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join('\n', steps);
    }
}
