using GridSteward.Domain.Changes;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Books;

/// <summary>One of the two copies: what is copied, and how it is written.</summary>
/// <param name="Folder">Where its blobs lie.</param>
/// <param name="Documents">What it is copied from; a kind that tracks its writes.</param>
/// <param name="MarkOf">The mark of a document.</param>
/// <param name="IdOf">Whose mark it is.</param>
/// <param name="Rows">How marks are written.</param>
/// <param name="Read">Its state in the book.</param>
/// <param name="With">The book with another state of it.</param>
internal sealed record BookKind<T, TMark>(
    string Folder, DocumentKind<T> Documents, Func<T, TMark> MarkOf, Func<TMark, string> IdOf, IShardRows<TMark> Rows,
    Func<CoverageBook, BookState?> Read, Func<CoverageBook, BookState?, CoverageBook> With)
    where T : Document
    where TMark : class
{
    /// <summary>The deletions among which those of its documents are found.</summary>
    public DocumentKind<Deletion> Deletions => Kinds.Deletion(Documents.Container);
}

/// <summary>The two copies.</summary>
internal static class BookKinds
{
    /// <summary>The units.</summary>
    public static readonly BookKind<Household, UnitMark> Units = new(
        "units", Kinds.Household, UnitMark.Of, m => m.Id, new UnitRows(), b => b.Units, (b, state) => b with { Units = state });

    /// <summary>The reports.</summary>
    public static readonly BookKind<Report, ReportMark> Reports = new(
        "reports", Kinds.Report, ReportMark.Of, m => m.Id, new ReportRows(), b => b.Reports, (b, state) => b with { Reports = state });
}
