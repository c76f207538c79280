using System.Runtime.CompilerServices;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>The marks of all units and reports of one jurisdiction as they were at one moment, in batches of bounded size, so that counting streams.</summary>
public interface IMarks
{
    /// <summary>Every unit once, in the order of their ids.</summary>
    IAsyncEnumerable<IReadOnlyList<UnitMark>> UnitsAsync(CancellationToken cancellationToken);

    /// <summary>Every report once, in the order of their ids.</summary>
    IAsyncEnumerable<IReadOnlyList<ReportMark>> ReportsAsync(CancellationToken cancellationToken);
}

/// <summary>Marks read from the documents themselves, all of them: what a book must agree with.</summary>
public sealed class DocumentMarks(IDocumentStore store, string jurisdiction) : IMarks
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<UnitMark>> UnitsAsync(CancellationToken cancellationToken)
        => ReadAsync(Kinds.Household.In(jurisdiction), UnitMark.Of, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<ReportMark>> ReportsAsync(CancellationToken cancellationToken)
        => ReadAsync(Kinds.Report.In(jurisdiction), ReportMark.Of, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<TMark>> ReadAsync<T, TMark>(Query<T> query, Func<T, TMark> markOf, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Document
    {
        PageToken? after = null;
        do
        {
            Page<T> page = await store.ListAsync(query, new PageRequest(PageSize, after), cancellationToken);
            yield return [.. page.Items.Select(item => markOf(item.Value))];
            after = page.Next;
        }
        while (after is not null);
    }
}
