using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Chooses the index that a query reads. A filter that leaves few documents is read by its own index and then sorted; if every filter
/// leaves many, the list is read in its own order until the page is full, which meets enough of them soon. Each filter is counted in its
/// index, no further than the bound or the fewest so far, so the choice costs a fraction of a millisecond and never goes wrong by much.
/// </summary>
internal static class SqliteDriver
{
    /// <summary>Up to so many documents are sorted for a page.</summary>
    public const int Few = 1000;

    /// <summary>The field whose index serves the filter by itself; null for elements and boxes, which have tables of their own.</summary>
    public static string? PathOf(Filter filter) => filter switch
    {
        Filter.Equal f => f.Path,
        Filter.OneOf f => f.Path,
        Filter.Range f => f.Path,
        _ => null,
    };

    /// <summary>For a list: the filter that leaves the fewest documents, if those are few.</summary>
    public static Filter? ForList<T>(SqliteStatements on, Query<T> query)
        where T : Document
        => Least(on, query, query.Order?.Path) is { Count: < Few } least ? least.Filter : null;

    /// <summary>For a count or a tally, which read all that match: the filter that leaves the fewest documents.</summary>
    public static Filter? ForAll<T>(SqliteStatements on, Query<T> query)
        where T : Document
        => Least(on, query, null)?.Filter;

    // a filter on the order's own field needs no driver: the order's index begins and ends there
    private static (Filter Filter, long Count)? Least<T>(SqliteStatements on, Query<T> query, string? orderPath)
        where T : Document
    {
        // What mostly leaves few is counted first, and the others no further than that.
        IEnumerable<Filter> usable = query.Filters
            .Where(f => f is not (Filter.NotTrue or Filter.Range { From: null, Before: null }) && (orderPath is null || PathOf(f) != orderPath))
            .OrderBy(f => f is Filter.Range or Filter.Equal { Value: bool });
        (Filter Filter, long Count)? least = null;
        foreach (Filter filter in usable.TakeWhile(_ => least is not { Count: 0 }))
        {
            SqliteQuery probe = SqliteSql.Probe(query.Kind, query.Partition, filter, (int)(least?.Count ?? Few));
            long count = (long)on.Bind(probe.Text, probe.Values).ExecuteScalar()!;
            least = least is null || count < least.Value.Count ? (filter, count) : least;
        }

        return least;
    }
}
