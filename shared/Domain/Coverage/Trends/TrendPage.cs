namespace GridSteward.Domain.Coverage.Trends;

/// <summary>One night on its way into the shelves.</summary>
/// <param name="Date">The local day of the report.</param>
/// <param name="Whole">The whole jurisdiction's figures.</param>
/// <param name="Areas">The areas' figures with their codes, by shelf.</param>
internal sealed record TrendPage(DateOnly Date, TrendNight Whole, ILookup<int, (string Code, TrendNight Night)> Areas)
{
    /// <summary>The shelf with this night in place of what it held of it; null where it stays as it is.</summary>
    public CoverageTrend? On(int shelf, string jurisdiction, CoverageTrend? old)
    {
        Dictionary<string, TrendNight> nights = Areas[shelf].ToDictionary(a => a.Code, a => a.Night, StringComparer.Ordinal);
        SortedDictionary<string, byte[]> areas = new(StringComparer.Ordinal);
        bool news = false;
        foreach (string code in nights.Keys.Union(old?.Areas.Keys ?? []))
        {
            byte[]? before = old?.Areas.GetValueOrDefault(code);
            byte[] after = With(before, nights.GetValueOrDefault(code));
            news |= before is null || !after.AsSpan().SequenceEqual(before);
            if (after.Length > 0)
            {
                areas[code] = after;
            }
        }

        byte[]? whole = shelf == CoverageTrend.WholeShelf ? With(old?.Whole, Whole) : null;
        news |= whole is not null && (old?.Whole is null || !whole.AsSpan().SequenceEqual(old.Whole));
        return news
            ? new CoverageTrend { Id = CoverageTrend.IdOf(Date, shelf), Jurisdiction = jurisdiction, Month = CoverageTrend.MonthOf(Date), Whole = whole, Areas = areas }
            : null;
    }

    private byte[] With(byte[]? rows, TrendNight? figures) => TrendRows.With(rows, Date, figures?.ToNumbers(), TrendNight.Numbers);
}
