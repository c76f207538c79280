using System.Globalization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>Finds the coverage reports that were made.</summary>
public sealed class ReadCoverage(IDocumentStore store)
{
    /// <summary>What stands for the newest day in place of a day.</summary>
    public const string Latest = "latest";

    /// <summary>Whether the text names a day, or the newest.</summary>
    public static bool IsDay(string dateOrLatest) => dateOrLatest == Latest || DateOnly.TryParseExact(dateOrLatest, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>A page of the reports made, latest day first.</summary>
    public Task<Page<CoverageEntry>> ListAsync(string jurisdiction, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(Kinds.Coverage.In(jurisdiction).OrderedBy(Kinds.LatestDateFirst), page, cancellationToken);

    /// <summary>The entry of a day (<c>yyyy-MM-dd</c>), or the latest; null when there is none.</summary>
    public async Task<CoverageEntry?> FindAsync(string jurisdiction, string dateOrLatest, CancellationToken cancellationToken)
        => dateOrLatest == Latest
            ? (await ListAsync(jurisdiction, new PageRequest(1), cancellationToken)).Items is [var newest, ..] ? newest.Value : null
            : (await store.FindAsync(Kinds.Coverage, jurisdiction, "coverage." + dateOrLatest, cancellationToken))?.Value;
}
