using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>A document as a staged row has it; its <paramref name="Document"/> is null where the row deletes it.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Document">The document; its ETag is the row's.</param>
/// <param name="Body">The document as it is stored.</param>
internal sealed record StagedDocument<T>(string Id, Stored<T>? Document, JsonElement Body)
    where T : Document;

/// <summary>
/// What an import that is being shown lays over the engine's answers. The rows are read first and the places after: a row that is put into its place
/// in between is then seen there, and none is missed.
/// </summary>
internal sealed class Overlay(IDocumentStore engine, Container container, Publication shown)
{
    public async Task<List<Stored<StagedRow>>> RowsAsync(string path, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        List<Stored<StagedRow>> rows = [];
        foreach (string[] some in values.Chunk(100))
        {
            Query<StagedRow> query = Kinds.StagedRow(container).In(shown.Jurisdiction).Where(new Filter.Equal("import", shown.Import)).Where(new Filter.HasAny(path, some));
            rows.AddRange(await engine.AllAsync(query, cancellationToken).ToListAsync(cancellationToken));
        }

        return rows;
    }

    /// <summary>The staged ones of some documents.</summary>
    public async Task<List<StagedDocument<T>>> OfAsync<T>(DocumentKind<T> kind, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
    {
        var rows = await RowsAsync("targets", [.. ids.Select(id => StagedRow.Target(kind.Name, id))], cancellationToken);
        return [.. Documents(kind, rows).Where(d => ids.Contains(d.Id)).DistinctBy(d => d.Id)];
    }

    public async Task<Page<T>> ListAsync<T>(Query<T> query, PageRequest page, CancellationToken cancellationToken)
        where T : Document
    {
        List<StagedDocument<T>> staged = [.. Documents(query.Kind, await RowsAsync("kinds", [query.Kind.Name], cancellationToken))];
        HashSet<string> hidden = [.. staged.Select(s => s.Id)];
        ListPlace? start = page.After is null ? null : ListPlace.Of(page.After);
        List<(ListPlace Place, Stored<T> Document)> found =
        [
            .. staged.Where(s => s.Document is not null && QueryMeaning.Matches(query, s.Body))
                .Select(s => (Place: ListPlace.Of(query.Order, s.Body, s.Id)!, Document: s.Document!))
                .Where(f => f.Place is not null && (start is null || ListPlace.Compare(query.Order, f.Place, start) > 0)),
        ];
        await AddPlacedAsync(query, page, hidden, found, cancellationToken);
        found.Sort((x, y) => ListPlace.Compare(query.Order, x.Place, y.Place));
        return new Page<T>([.. found.Take(page.Limit).Select(f => f.Document)], found.Count > page.Limit ? found[page.Limit - 1].Place.ToToken() : null);
    }

    public async Task<long> CountAsync<T>(Query<T> query, CancellationToken cancellationToken)
        where T : Document
        => await AllAsync(query, cancellationToken).LongCountAsync(cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(Query<T> query, string path, CancellationToken cancellationToken)
        where T : Document
        => QueryMeaning.TallyAsync(query.Kind, AllAsync(query, cancellationToken), path);

    /// <summary>Everything that matches, in no order: the rows are read once, then the places.</summary>
    private async IAsyncEnumerable<Stored<T>> AllAsync<T>(Query<T> query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Document
    {
        HashSet<string> hidden = [];
        foreach (StagedDocument<T> staged in Documents(query.Kind, await RowsAsync("kinds", [query.Kind.Name], cancellationToken)))
        {
            if (hidden.Add(staged.Id) && staged.Document is { } shownDocument && QueryMeaning.Matches(query, staged.Body))
            {
                yield return shownDocument;
            }
        }

        // By id: an order would leave out what it does not list, which counts all the same.
        Query<T> unordered = query.Filters.Aggregate(query.Kind.In(query.Partition), (all, filter) => all.Where(filter));
        await foreach (Stored<T> placed in engine.AllAsync(unordered, cancellationToken))
        {
            if (!hidden.Contains(placed.Value.Id))
            {
                yield return placed;
            }
        }
    }

    private async Task AddPlacedAsync<T>(Query<T> query, PageRequest page, HashSet<string> hidden, List<(ListPlace Place, Stored<T> Document)> found, CancellationToken cancellationToken)
        where T : Document
    {
        int wanted = found.Count + page.Limit + 1;
        PageToken? after = page.After;
        do
        {
            Page<T> placed = await engine.ListAsync(query, new PageRequest(Math.Min(1000, page.Limit + 1), after), cancellationToken);
            found.AddRange(placed.Items.Where(i => !hidden.Contains(i.Value.Id)).Select(i => (PlaceOf(query, i), i)));
            after = placed.Next;
        }
        while (after is not null && found.Count < wanted);
    }

    private static ListPlace PlaceOf<T>(Query<T> query, Stored<T> listed)
        where T : Document
        => query.Order is null
            ? new ListPlace(null, listed.Value.Id)
            : ListPlace.Of(query.Order, JsonSerializer.SerializeToElement(listed.Value, query.Kind.Json), listed.Value.Id)
                ?? throw new InvalidOperationException($"A {query.Kind.Name} that the engine lists by {query.Order.Path} has no such value.");

    private static IEnumerable<StagedDocument<T>> Documents<T>(DocumentKind<T> kind, IEnumerable<Stored<StagedRow>> rows)
        where T : Document
        => rows.SelectMany(row => row.Value.Writes.Where(w => w.Kind == kind.Name).Select(w => new StagedDocument<T>(
            w.Id, w.Body is { } body ? new Stored<T>(kind.Read(body), row.ETag) : null, w.Body ?? default)));
}
