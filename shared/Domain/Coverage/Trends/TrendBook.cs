using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Trends;

/// <summary>Keeps the figures of every night of the last 13 months, small: what trends and changes are read from.</summary>
public sealed class TrendBook(IDocumentStore store)
{
    /// <summary>For how many months nights are kept.</summary>
    public const int Months = 13;

    private const int Attempts = 5;

    /// <summary>
    /// Enters a night, in place of what was entered for it before; entering it again changes nothing. Nights that have become too old are dropped.
    /// </summary>
    /// <exception cref="ArgumentException">The report is one with hidden counts.</exception>
    public async Task AppendAsync(CoverageReport report, CancellationToken cancellationToken)
    {
        if (report.Suppressed)
        {
            throw new ArgumentException("Trends are made from whole reports.", nameof(report));
        }

        CoverageReport seen = CoverageSuppression.For(report);
        var night = new TrendPage(
            report.Date,
            NightOf(report.Total, seen.Total),
            report.Areas.Zip(seen.Areas, NightOf).Zip(report.Areas, (n, a) => (a.Code, n)).ToLookup(a => CoverageTrend.ShelfOf(a.Code)));
        for (int attempt = 1; !await TryAppendAsync(report.Jurisdiction, night, cancellationToken); attempt++)
        {
            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"The trends of {report.Jurisdiction} are being written by somebody else.", TimeSpan.FromSeconds(10));
            }
        }

        await store.DropOlderAsync(Kinds.CoverageTrend, report.Jurisdiction, report.Date, cancellationToken);

        TrendNight NightOf(AreaFigures area, AreaFigures shown)
            => new(report.Date, area.Units ?? throw new ArgumentException("Trends are made from whole reports.", nameof(report)), area.Loop, shown.Units is null);
    }

    /// <summary>The nights of an area that are kept, oldest first.</summary>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="area">The area's code; null for the whole jurisdiction.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day; not more than 1000 months later.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<TrendNight>> SeriesAsync(string jurisdiction, string? area, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        int shelf = area is null ? CoverageTrend.WholeShelf : CoverageTrend.ShelfOf(area);
        List<string> ids = [];
        for (DateOnly month = FirstOf(from); month <= to; month = month.AddMonths(1))
        {
            ids.Add(CoverageTrend.IdOf(month, shelf));
        }

        List<TrendNight> nights = [];
        foreach (Stored<CoverageTrend> stored in (await store.FindManyAsync(Kinds.CoverageTrend, jurisdiction, ids, cancellationToken)).OrderBy(s => s.Value.Month, StringComparer.Ordinal))
        {
            byte[]? rows = area is null ? stored.Value.Whole : stored.Value.Areas.GetValueOrDefault(area);
            nights.AddRange(NightsOf(MonthOf(stored.Value), rows ?? []).Where(n => from <= n.Date && n.Date <= to));
        }

        return nights;
    }

    /// <summary>What changed in each area since the nights that a report is compared with.</summary>
    public async Task<NightChanges> ChangesAsync(CoverageReport report, CancellationToken cancellationToken)
    {
        DateOnly[][] wanted = [.. NightChanges.DaysBack.Select(days => Enumerable.Range(0, NightChanges.Slack + 1).Select(i => report.Date.AddDays(-days - i)).ToArray())];
        string[] months = [.. wanted.SelectMany(w => w).Select(CoverageTrend.MonthOf).Distinct()];
        string[] ids = [.. months.SelectMany(m => Enumerable.Range(0, CoverageTrend.Shelves).Select(s => CoverageTrend.IdOf(DateOnly.ParseExact(m, "yyyy-MM"), s)))];
        var found = await store.FindManyAsync(Kinds.CoverageTrend, report.Jurisdiction, ids, cancellationToken);

        // One night for all areas: the one that the jurisdiction has.
        TrendNight[] whole = [.. found.SelectMany(s => NightsOf(MonthOf(s.Value), s.Value.Whole ?? []))];
        DateOnly?[] chosen = [.. wanted.Select(days => days.Select(d => (DateOnly?)d).FirstOrDefault(d => whole.Any(n => n.Date == d)))];
        ILookup<string, TrendNight> areas = found.SelectMany(s => s.Value.Areas.SelectMany(a => NightsOf(MonthOf(s.Value), a.Value).Where(n => chosen.Contains(n.Date)).Select(n => (a.Key, n))))
            .ToLookup(a => a.Key, a => a.n, StringComparer.Ordinal);
        return new NightChanges(
            NightChanges.Between(report.Total, chosen, whole),
            report.Areas.ToDictionary(a => a.Code, a => NightChanges.Between(a, chosen, [.. areas[a.Code]]), StringComparer.Ordinal));
    }

    private async Task<bool> TryAppendAsync(string jurisdiction, TrendPage night, CancellationToken cancellationToken)
    {
        string[] ids = [.. Enumerable.Range(0, CoverageTrend.Shelves).Select(s => CoverageTrend.IdOf(night.Date, s))];
        Dictionary<string, Stored<CoverageTrend>> before = (await store.FindManyAsync(Kinds.CoverageTrend, jurisdiction, ids, cancellationToken)).ToDictionary(s => s.Value.Id);
        var batch = new Batch(Container.Outcomes, jurisdiction);
        for (int shelf = 0; shelf < CoverageTrend.Shelves; shelf++)
        {
            Stored<CoverageTrend>? old = before.GetValueOrDefault(ids[shelf]);
            if (night.On(shelf, jurisdiction, old?.Value) is not { } next)
            {
                continue;
            }

            if (!batch.HasRoomFor(JsonSerializer.SerializeToUtf8Bytes(next, DomainJson.Default.CoverageTrend).Length))
            {
                if (!(await store.CommitAsync(batch, cancellationToken)).Committed)
                {
                    return false;
                }

                batch = new Batch(Container.Outcomes, jurisdiction);
            }

            batch = old is null ? batch.Create(Kinds.CoverageTrend, next) : batch.Replace(Kinds.CoverageTrend, next, old.ETag);
        }

        return batch.Operations.Count == 0 || (await store.CommitAsync(batch, cancellationToken)).Committed;
    }

    private static IEnumerable<TrendNight> NightsOf(DateOnly month, byte[] rows)
        => TrendRows.Read(month, rows, TrendNight.Numbers).Select(night => TrendNight.Of(month.AddDays(night.Key - 1), night.Value));

    private static DateOnly MonthOf(CoverageTrend trend) => DateOnly.ParseExact(trend.Month, "yyyy-MM");

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
