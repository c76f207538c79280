using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Regions;

/// <summary>Writes a night's sums of a jurisdiction upward, to each region it lies in. Writing a night again changes nothing.</summary>
public sealed class RegionRollups(IDocumentStore store)
{
    private const int Attempts = 10;

    /// <summary>Writes a night upward; regions that the settings no longer name stop counting the jurisdiction with it.</summary>
    /// <param name="settings">The jurisdiction's settings.</param>
    /// <param name="report">The whole report, with its hours.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(Jurisdiction settings, CoverageReport report, CancellationToken cancellationToken)
    {
        string[] now = [.. settings.Regions.Select(r => r.Code)];
        IReadOnlyList<string> before = (await store.FindAsync(Kinds.RegionMembership, settings.Jurisdiction, RegionMembership.OnlyId, cancellationToken))?.Value.Codes ?? [];

        // First all of both, so that no region is forgotten by a night that is killed half way.
        await RememberAsync(settings.Jurisdiction, before, [.. before.Union(now)], cancellationToken);
        RegionNight night = RegionNight.Of(report);
        for (int i = 0; i < now.Length; i++)
        {
            await HeadAsync(settings.Regions, i, cancellationToken);
            await TrendAsync(now[i], report, night, cancellationToken);
            await MemberAsync(now[i], settings, [.. settings.Regions.Skip(i + 1)], report, cancellationToken);
        }

        foreach (string left in before.Except(now))
        {
            await LeaveAsync(left, settings.Jurisdiction, report.Date, cancellationToken);
        }

        await RememberAsync(settings.Jurisdiction, [.. before.Union(now)], now, cancellationToken);
    }

    private async Task RememberAsync(string jurisdiction, IReadOnlyList<string> before, IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        if (!before.ToHashSet().SetEquals(codes))
        {
            var document = new RegionMembership { Id = RegionMembership.OnlyId, Jurisdiction = jurisdiction, Codes = codes };
            await store.CommitAsync(new Batch(Container.Outcomes, jurisdiction).Upsert(Kinds.RegionMembership, document), cancellationToken);
        }
    }

    private async Task HeadAsync(IReadOnlyList<RegionRef> regions, int i, CancellationToken cancellationToken)
    {
        string partition = RegionRef.PartitionOf(regions[i].Code);
        var head = new RegionHead { Id = RegionHead.OnlyId, Jurisdiction = partition, Region = regions[i], Above = [.. regions.Take(i)] };
        if (await store.FindAsync(Kinds.RegionHead, partition, RegionHead.OnlyId, cancellationToken) is not { Value: var there }
            || there.Region != head.Region || !there.Above.SequenceEqual(head.Above))
        {
            await store.CommitAsync(new Batch(Container.Outcomes, partition).Upsert(Kinds.RegionHead, head), cancellationToken);
        }
    }

    private async Task TrendAsync(string region, CoverageReport report, RegionNight night, CancellationToken cancellationToken)
    {
        string partition = RegionRef.PartitionOf(region), id = CoverageTrend.IdOf(report.Date, CoverageTrend.ShelfOf(report.Jurisdiction));
        for (int attempt = 1; ; attempt++)
        {
            Stored<RegionTrend>? there = await store.FindAsync(Kinds.RegionTrend, partition, id, cancellationToken);
            byte[]? before = there?.Value.Jurisdictions.GetValueOrDefault(report.Jurisdiction);
            byte[] after = TrendRows.With(before, report.Date, night.ToNumbers(), RegionNight.Numbers);
            if (before is not null && after.AsSpan().SequenceEqual(before))
            {
                break;
            }

            SortedDictionary<string, byte[]> all = new(there?.Value.Jurisdictions.ToDictionary() ?? [], StringComparer.Ordinal) { [report.Jurisdiction] = after };
            var next = new RegionTrend { Id = id, Jurisdiction = partition, Month = CoverageTrend.MonthOf(report.Date), Jurisdictions = all };
            var batch = new Batch(Container.Outcomes, partition);
            batch = there is null ? batch.Create(Kinds.RegionTrend, next) : batch.Replace(Kinds.RegionTrend, next, there.ETag);
            if ((await store.CommitAsync(batch, cancellationToken)).Committed)
            {
                break;
            }

            // Another jurisdiction of the same shelf had its night at the same time.
            if (attempt == Attempts)
            {
                throw new StoreUnavailableException($"The roll-up of {region} is being written by others.", TimeSpan.FromSeconds(10));
            }
        }

        await store.DropOlderAsync(Kinds.RegionTrend, partition, report.Date, cancellationToken);
    }

    private async Task MemberAsync(string region, Jurisdiction settings, IReadOnlyList<RegionRef> below, CoverageReport report, CancellationToken cancellationToken)
    {
        string partition = RegionRef.PartitionOf(region);
        DateOnly? last = (await store.FindAsync(Kinds.RegionMember, partition, RegionMember.IdOf(settings.Jurisdiction), cancellationToken))?.Value.LastDate;
        if (last > report.Date)
        {
            // A night that is made up for; the later one has said how things are.
            return;
        }

        var member = new RegionMember
        {
            Id = RegionMember.IdOf(settings.Jurisdiction), Jurisdiction = partition, Of = settings.Jurisdiction, Name = settings.Name, Below = below, LastDate = report.Date,
        };
        var communities = new RegionCommunities
        {
            Id = RegionCommunities.IdOf(settings.Jurisdiction), Jurisdiction = partition, Of = settings.Jurisdiction, Date = report.Date, Areas = CommunitiesOf(report),
        };
        await store.CommitAsync(new Batch(Container.Outcomes, partition).Upsert(Kinds.RegionMember, member).Upsert(Kinds.RegionCommunities, communities), cancellationToken);
    }

    /// <summary>The topmost areas, small numbers hidden as from one who knows the whole.</summary>
    private static RegionCommunity[] CommunitiesOf(CoverageReport report)
    {
        HashSet<string> top = [.. report.Areas.Where(a => a.Parent is null).Select(a => a.Code)];
        CoverageReport upward = report with { Total = Upward(report.Total), Areas = [.. report.Areas.Where(a => top.Contains(a.Code)).Select(Upward)] };
        return
        [
            .. CoverageSuppression.For(upward).Areas.Select(a => new RegionCommunity(
                a.Code, a.Name,
                a.Units is { } u ? new RegionUnits(u.Registered, u.Enumerated, u.Found, u.Visited, u.VisitedFound, u.Handled, u.Responsible) : null, a.Loop)).OrderBy(a => a.Code, StringComparer.Ordinal),
        ];

        // Only what is written upward can give anything away there.
        static AreaFigures Upward(AreaFigures area) => area with { Units = area.Units! with { BuildingsUncounted = 0, FoundBeyond = 0, Unlocated = 0, Unmatched = 0, Orphaned = 0 } };
    }

    private async Task LeaveAsync(string region, string jurisdiction, DateOnly date, CancellationToken cancellationToken)
    {
        string partition = RegionRef.PartitionOf(region);
        var batch = new Batch(Container.Outcomes, partition);
        if (await store.FindAsync(Kinds.RegionMember, partition, RegionMember.IdOf(jurisdiction), cancellationToken) is { Value.LeftOn: null } member)
        {
            batch.Replace(Kinds.RegionMember, member.Value with { LeftOn = date }, member.ETag);
        }

        if (await store.FindAsync(Kinds.RegionCommunities, partition, RegionCommunities.IdOf(jurisdiction), cancellationToken) is { } communities)
        {
            batch.Delete(Kinds.RegionCommunities, communities.Value.Id, communities.ETag);
        }

        if (batch.Operations.Count > 0)
        {
            await store.CommitAsync(batch, cancellationToken);
        }
    }
}
