using System.Reflection;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Azure;

namespace GridSteward.Tests.Emulators;

/// <summary>Every form of query that the Azure engine can write for a kind: each condition on each field, in each order, on each page.</summary>
public static class CosmosQueryForms
{
    private static readonly GeoBox Plain = new(120, 30, 121, 31), Crossing = new(170, -10, -170, 10);

    public static IReadOnlyList<CosmosQuery> Of(IEnumerable<DocumentKind> kinds) => [CosmosSql.Newest(), .. kinds.SelectMany(kind =>
        (IEnumerable<CosmosQuery>)typeof(CosmosQueryForms).GetMethod(nameof(OfKind), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(kind.GetType().GenericTypeArguments[0]).Invoke(null, [kind])!)];

    private static IEnumerable<CosmosQuery> OfKind<T>(DocumentKind<T> kind)
        where T : Document
    {
        List<Filter> filters = [.. kind.Fields.SelectMany(FiltersOn), .. kind.Location is null ? [] : new Filter[] { new Filter.InBox(Plain), new Filter.InBox(Crossing) },
            .. kind.TracksWrites ? [new Filter.Since("cosmos:account/database/container/#1700000000")] : Array.Empty<Filter>()];
        Query<T> all = kind.In("p");
        List<Query<T>> queries = [all, .. filters.Select(all.Where), filters.Aggregate(all, (q, f) => q.Where(f))];
        yield return CosmosSql.Find(kind, ["a", "b"]);
        foreach (Query<T> query in queries)
        {
            yield return CosmosSql.Count(query);
            foreach (IndexedField field in kind.Fields)
            {
                yield return CosmosSql.Tally(query, field.Path);
            }

            yield return CosmosSql.List(query, new PageRequest(10));
            yield return CosmosSql.List(query, new PageRequest(10, new PageToken(null, "a")));
            foreach (Query<T> ordered in kind.Orders.Select(query.OrderedBy))
            {
                yield return CosmosSql.List(ordered, new PageRequest(10));
                yield return CosmosSql.List(ordered, new PageRequest(10, new PageToken("1.5", "a")));
                yield return CosmosSql.List(ordered, new PageRequest(10, new PageToken("\"x\"", "a")));
            }
        }
    }

    private static Filter[] FiltersOn(IndexedField field) => field.Use == FieldUse.Elements
        ? [new Filter.HasAny(field.Path, []), new Filter.HasAny(field.Path, ["a"]), new Filter.HasAny(field.Path, [.. Enumerable.Range(0, 100).Select(i => $"{i}")])]
        :
        [
            new Filter.Equal(field.Path, "a"), new Filter.Equal(field.Path, 1.5), new Filter.Equal(field.Path, true),
            new Filter.OneOf(field.Path, []), new Filter.OneOf(field.Path, [.. Enumerable.Range(0, 100).Select(i => $"{i}")]),
            new Filter.Range(field.Path, null, null), new Filter.Range(field.Path, "a", null), new Filter.Range(field.Path, null, 3), new Filter.Range(field.Path, 1, 2L),
        ];
}
