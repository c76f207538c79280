using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>Some rows of an export.</summary>
/// <param name="Rows">The rows: a value for each column.</param>
/// <param name="Last">After which id or code the next rows come; null where there were none.</param>
/// <param name="More">Whether there are any.</param>
internal sealed record ExportPage(IReadOnlyList<TableValue[]> Rows, string? Last, bool More);

/// <summary>What an export is made of: its columns, and its rows page by page.</summary>
internal abstract class ExportRows(params IReadOnlyList<string> fields)
{
    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; } = [.. fields.Select(f => new TableColumn(f))];

    /// <summary>The next rows, in an order that does not change while documents come and go.</summary>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="after">What the page before ended with; null for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<ExportPage> ReadAsync(string jurisdiction, string? after, CancellationToken cancellationToken);
}

/// <summary>Rows that are documents of one kind, by id.</summary>
/// <param name="store">Where they are.</param>
/// <param name="kind">The kind.</param>
/// <param name="narrow">Which of them.</param>
/// <param name="fields">The columns.</param>
internal abstract class DocumentRows<T>(IDocumentStore store, DocumentKind<T> kind, Func<Query<T>, Query<T>> narrow, params IReadOnlyList<string> fields)
    : ExportRows(fields)
    where T : Document
{
    private const int PageSize = 500;

    public sealed override async Task<ExportPage> ReadAsync(string jurisdiction, string? after, CancellationToken cancellationToken)
    {
        Page<T> page = await store.ListAsync(narrow(kind.In(jurisdiction)), new PageRequest(PageSize, after is null ? null : new PageToken(null, after)), cancellationToken);
        T[] documents = [.. page.Items.Select(i => i.Value)];
        return new ExportPage(
            documents.Length == 0 ? [] : await RowsAsync(jurisdiction, documents, cancellationToken), documents.Length == 0 ? null : documents[^1].Id, page.Next is not null);
    }

    /// <summary>The rows of some documents.</summary>
    protected abstract Task<IReadOnlyList<TableValue[]>> RowsAsync(string jurisdiction, T[] documents, CancellationToken cancellationToken);

    /// <summary>Documents that these name, by id; those that are not there are left out.</summary>
    protected async Task<Dictionary<string, TOther>> FindAsync<TOther>(
        DocumentKind<TOther> other, string jurisdiction, IEnumerable<string?> ids, CancellationToken cancellationToken)
        where TOther : Document
    {
        string[] named = [.. ids.OfType<string>().Distinct(StringComparer.Ordinal)];
        return named.Length == 0
            ? []
            : (await store.FindManyAsync(other, jurisdiction, named, cancellationToken)).ToDictionary(d => d.Value.Id, d => d.Value, StringComparer.Ordinal);
    }
}
