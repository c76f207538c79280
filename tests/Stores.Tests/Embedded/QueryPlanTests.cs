using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Embedded;
using GridSteward.Stores.Tests.Kinds;
using Microsoft.Data.Sqlite;

namespace GridSteward.Stores.Tests.Embedded;

/// <summary>What SQLite says that it will do. An expression spelled otherwise in a query than in its index would show here as a scan.</summary>
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
    public void A_condition_on_a_field_uses_its_index(string path)
    {
        string index = $"USING INDEX things_thing_{path} (partition=? AND <expr>";
        Assert.Contains(index, Plan(SqliteSql.List(Things.Where(new Filter.Equal(path, "x")), new PageRequest(10), 0)), StringComparison.Ordinal);
        Assert.Contains(index, Plan(SqliteSql.List(Things.Where(new Filter.OneOf(path, ["x", "y"])), new PageRequest(10), 0)), StringComparison.Ordinal);
        Assert.Contains(index, Plan(SqliteSql.List(Things.Where(new Filter.Range(path, 1, 2)), new PageRequest(10), 0)), StringComparison.Ordinal);
        Assert.Contains($"USING COVERING INDEX things_thing_{path} (partition=? AND <expr>", Plan(SqliteSql.Count(Things.Where(new Filter.Equal(path, 1)), 0)), StringComparison.Ordinal);
        Assert.Contains($"USING COVERING INDEX things_thing_{path} ", Plan(SqliteSql.Tally(Things, path, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_order_is_read_from_the_index_and_its_next_page_begins_there()
    {
        foreach (Ordering order in TestKinds.Thing.Orders)
        {
            PageToken after = new("\"x\"", "id");
            string first = Plan(SqliteSql.List(Things.OrderedBy(order), new PageRequest(10), 0)), next = Plan(SqliteSql.List(Things.OrderedBy(order), new PageRequest(10, after), 0));
            Assert.Contains($"USING INDEX things_thing_{order.Path} (partition=? AND <expr>", first, StringComparison.Ordinal);
            Assert.Contains($"USING INDEX things_thing_{order.Path} (partition=? AND ", next, StringComparison.Ordinal);
            Assert.Contains("(<expr>,id)", next.Replace(order.Descending ? "<(?,?)" : ">(?,?)", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", first + next, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("TEMP B-TREE", Plan(SqliteSql.List(Things, new PageRequest(10, new PageToken(null, "x")), 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Places_and_elements_come_from_their_own_indexes()
    {
        Assert.Contains("VIRTUAL TABLE INDEX", Plan(SqliteSql.List(Things.Where(new Filter.InBox(new GeoBox(1, 1, 2, 2))), new PageRequest(10), 0)), StringComparison.Ordinal);
        Assert.Contains("PRIMARY KEY (partition=? AND type=? AND path=? AND term=?", Plan(SqliteSql.List(Things.Where(new Filter.HasAny("areas", ["x"])), new PageRequest(10), 0)), StringComparison.Ordinal);
        Assert.Contains("PRIMARY KEY (partition=? AND type=? AND path=? AND term=?", Plan(SqliteSql.List(Things.Where(new Filter.HasAny("areas", ["x", "y"])), new PageRequest(10), 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_query_reads_a_whole_table()
    {
        Filter[] filters =
        [
            new Filter.Equal("status", "a"), new Filter.OneOf("count", ["a", "b"]), new Filter.Range("at", "a", null), new Filter.HasAny("areas", ["a"]),
            new Filter.HasAny("areas", ["a", "b"]), new Filter.InBox(new GeoBox(170, 0, -170, 1)), new Filter.Equal("open", true),
        ];
        foreach (Filter a in filters)
        {
            foreach (Filter b in filters)
            {
                Query<Thing> query = Things.Where(a).Where(b);
                string[] plans =
                [
                    Plan(SqliteSql.List(query, new PageRequest(10), 0)), Plan(SqliteSql.List(query.OrderedBy(TestKinds.ByCount), new PageRequest(10), 0)),
                    Plan(SqliteSql.Count(query, 0)), Plan(SqliteSql.Tally(query, "status", 0)), Plan(SqliteSql.Tally(query, "areas", 0)),
                ];
                Assert.All(plans, p => Assert.DoesNotMatch(@"SCAN (d|t\d+|tally)\b", p));
            }
        }
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
