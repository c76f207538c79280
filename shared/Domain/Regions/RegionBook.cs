using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Regions;

/// <summary>A region as it is read.</summary>
/// <param name="Head">What it is.</param>
/// <param name="Members">Its jurisdictions, those that left among them, by code.</param>
internal sealed record OpenRegion(RegionHead Head, IReadOnlyDictionary<string, RegionMember> Members)
{
    public string Code => Head.Region.Code;

    /// <summary>Whose grants reach it: its own and those above.</summary>
    public Target Target => new() { Regions = [.. Head.Above.Select(r => r.Code), Code] };
}

/// <summary>Reads what jurisdictions wrote up to a region.</summary>
internal sealed class RegionBook(IDocumentStore store)
{
    /// <summary>A region; null where no jurisdiction has named it.</summary>
    public async Task<OpenRegion?> OpenAsync(string code, CancellationToken cancellationToken)
    {
        if (!RegionRef.IsCode(code) || await store.FindAsync(Kinds.RegionHead, RegionRef.PartitionOf(code), RegionHead.OnlyId, cancellationToken) is not { Value: var head })
        {
            return null;
        }

        var members = await store.AllAsync(Kinds.RegionMember.In(RegionRef.PartitionOf(code)), cancellationToken).Select(m => m.Value).ToListAsync(cancellationToken);
        return new OpenRegion(head, members.ToDictionary(m => m.Of, StringComparer.Ordinal));
    }

    /// <summary>The sums of each jurisdiction on each night of some days.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, Dictionary<string, RegionNight>>> NightsAsync(string code, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        SortedDictionary<DateOnly, Dictionary<string, RegionNight>> nights = [];
        for (DateOnly month = new(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            string[] ids = [.. Enumerable.Range(0, CoverageTrend.Shelves).Select(s => CoverageTrend.IdOf(month, s))];
            foreach (Stored<RegionTrend> shelf in await store.FindManyAsync(Kinds.RegionTrend, RegionRef.PartitionOf(code), ids, cancellationToken))
            {
                foreach (var (jurisdiction, rows) in shelf.Value.Jurisdictions)
                {
                    foreach (var (day, numbers) in TrendRows.Read(month, rows, RegionNight.Numbers))
                    {
                        DateOnly date = month.AddDays(day - 1);
                        if (from <= date && date <= to)
                        {
                            (nights.TryGetValue(date, out var night) ? night : nights[date] = new(StringComparer.Ordinal))[jurisdiction] = RegionNight.Of(numbers);
                        }
                    }
                }
            }
        }

        return nights;
    }

    /// <summary>The topmost areas of all jurisdictions, of the night that is asked for.</summary>
    public async Task<IReadOnlyList<RegionCommunities>> CommunitiesAsync(string code, DateOnly date, CancellationToken cancellationToken)
        => await store.AllAsync(Kinds.RegionCommunities.In(RegionRef.PartitionOf(code)), cancellationToken).Select(c => c.Value).Where(c => c.Date == date).ToListAsync(cancellationToken);
}
