using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Trends;

/// <summary>Drops months of trends that have become too old.</summary>
internal static class OldTrends
{
    /// <summary>Deletes the months that ended more than <see cref="TrendBook.Months"/> months before a night; whoever else enters a night deletes the same.</summary>
    public static async Task DropOlderAsync<T>(this IDocumentStore store, DocumentKind<T> kind, string partition, DateOnly night, CancellationToken cancellationToken)
        where T : JurisdictionDocument
    {
        Query<T> tooOld = kind.In(partition).Where(new Filter.Range("month", null, CoverageTrend.MonthOf(night.AddMonths(-TrendBook.Months))));
        Page<T> page;
        do
        {
            page = await store.ListAsync(tooOld, new PageRequest(Batch.MaxOperations), cancellationToken);
            if (page.Items.Count > 0)
            {
                await store.CommitAsync(page.Items.Aggregate(new Batch(Container.Outcomes, partition), (b, s) => b.Delete(kind, s.Value.Id, s.ETag)), cancellationToken);
            }
        }
        while (page.Next is not null);
    }
}
