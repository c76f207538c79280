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

    /// <summary>Up to so many ids are sorted for a page of what was written since a mark: above, walking all of them by id costs less than sorting them for each page.</summary>
    public const int ManyIds = 100_000;

    /// <summary>The field whose index serves the filter by itself; null for those that have tables or an index of their own.</summary>
    public static string? PathOf(Filter filter) => filter switch
    {
        Filter.Equal f => f.Path,
        Filter.OneOf f => f.Path,
        Filter.Range f => f.Path,
        _ => null,
    };

    /// <summary>Whether nothing but what was written since a mark is asked for, by id: then only ids need to be sorted.</summary>
    public static bool IsSinceAlone<T>(Query<T> query)
        where T : Document
        => query is { Order: null, Filters: [Filter.Since], Kind.Container.Expires: false };

    /// <summary>For a list: the filter that leaves the fewest documents, if those are few.</summary>
    public static Filter? ForList<T>(SqliteStatements on, Query<T> query)
        where T : Document
        => Least(on, query, query.Order?.Path, IsSinceAlone(query) ? ManyIds : Few) is { IsFew: true } least ? least.Filter : null;

    /// <summary>For a count or a tally, which read all that match: the filter that leaves the fewest documents.</summary>
    public static Filter? ForAll<T>(SqliteStatements on, Query<T> query)
        where T : Document
        => Least(on, query, null, Few)?.Filter;

    // a filter on the order's own field needs no driver: the order's index begins and ends there
    private static (Filter Filter, bool IsFew)? Least<T>(SqliteStatements on, Query<T> query, string? orderPath, int few)
        where T : Document
    {
        // What mostly leaves few is counted first, and the others no further than that.
        IEnumerable<Filter> usable = query.Filters
            .Where(f => f is not (Filter.NotTrue or Filter.Range { From: null, Before: null }) && (orderPath is null || PathOf(f) != orderPath))
            .OrderBy(f => f is Filter.Range or Filter.Equal { Value: bool });
        (Filter Filter, long Count)? least = null;
        foreach (Filter filter in usable.TakeWhile(_ => least is not { Count: 0 }))
        {
            SqliteQuery probe = SqliteSql.Probe(query.Kind, query.Partition, filter, (int)(least?.Count ?? few));
            long count = (long)on.Bind(probe.Text, probe.Values).ExecuteScalar()!;
            least = least is null || count < least.Value.Count ? (filter, count) : least;
        }

        return least is { } found ? (found.Filter, found.Count < few) : null;
    }
}
