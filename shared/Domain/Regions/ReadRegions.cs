using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Regions;

/// <summary>A row of a region: a region below it, or a jurisdiction.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsRegion">Whether it is a region.</param>
/// <param name="Jurisdictions">How many jurisdictions were counted in it.</param>
/// <param name="Units">Its units; null where small numbers are hidden.</param>
/// <param name="Loop">Its reports.</param>
public sealed record RegionRow(string Code, string Name, bool IsRegion, int Jurisdictions, RegionUnits? Units, RegionLoop Loop);

/// <summary>A jurisdiction without a report of the night.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="LastDate">The last night that it has.</param>
public sealed record MissingJurisdiction(string Code, string Name, DateOnly LastDate);

/// <summary>The coverage of a region on one night.</summary>
/// <param name="Region">The region.</param>
/// <param name="Above">The regions it lies in, topmost first.</param>
/// <param name="Date">The local day of the reports.</param>
/// <param name="Total">The sum of the jurisdictions that were counted.</param>
/// <param name="Uncounted">In how many of these nobody has counted any building: nothing of them is in the denominators.</param>
/// <param name="Missing">The jurisdictions without a report of the night, by code.</param>
/// <param name="Rows">The regions below it and the jurisdictions that lie in none of these, by code.</param>
public sealed record RegionCoverage(
    RegionRef Region, IReadOnlyList<RegionRef> Above, DateOnly Date, RegionRow Total, int Uncounted, IReadOnlyList<MissingJurisdiction> Missing, IReadOnlyList<RegionRow> Rows);

/// <summary>A region's sum on one night.</summary>
/// <param name="Date">The local day of the reports.</param>
/// <param name="Jurisdictions">How many jurisdictions were counted.</param>
/// <param name="Units">Their units; null where small numbers are hidden.</param>
/// <param name="Loop">Their reports.</param>
public sealed record RegionPoint(DateOnly Date, int Jurisdictions, RegionUnits? Units, RegionLoop Loop);

/// <summary>What is compared across a region.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(WireEnumConverter<RegionLeague>))]
public enum RegionLeague
{
    /// <summary>Jurisdictions.</summary>
    Jurisdictions,

    /// <summary>The topmost areas of all of them; of the last night only.</summary>
    Communities,
}

/// <summary>Answers how well the jurisdictions of a region are looked after, for whoever is granted coverage on it or above it.</summary>
public sealed class ReadRegions(IDocumentStore store)
{
    private readonly RegionBook book = new(store);

    /// <summary>The coverage of a night; of the last one that any jurisdiction has where no day is named.</summary>
    public async Task<Outcome<RegionCoverage>> CoverageAsync(string code, DateOnly? day, Caller caller, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(code, caller, cancellationToken);
        if (opened is not Outcome<OpenRegion>.Done { Value: var region })
        {
            return opened.As<RegionCoverage>();
        }

        DateOnly date = day ?? region.Members.Values.Max(m => m.LastDate);
        if (await NightAsync(region, date, cancellationToken) is not { } night)
        {
            return new Outcome<RegionCoverage>.NotFound("No jurisdiction of the region has a report of that day.");
        }

        HashSet<string> hidden = await HiddenAsync(region, date, cancellationToken);
        var rows = night.GroupBy(n => region.Members.GetValueOrDefault(n.Key)?.Below is [var below, ..] ? (below.Code, below.Name, IsRegion: true) : (Code: n.Key, Name: region.Members.GetValueOrDefault(n.Key)?.Name ?? n.Key, IsRegion: false))
            .Select(g => RowOf(g.Key.Code, g.Key.Name, g.Key.IsRegion, [.. g.Select(n => n.Value)], hidden)).OrderBy(r => r.Code, StringComparer.Ordinal);
        return new RegionCoverage(
            region.Head.Region, region.Head.Above, date, RowOf(region.Code, region.Head.Region.Name, true, [.. night.Values], hidden),
            night.Values.Count(n => n.Units.Enumerated is null),
            [
                .. region.Members.Values.Where(m => !night.ContainsKey(m.Of) && (m.LeftOn is null || date < m.LeftOn)).OrderBy(m => m.Of, StringComparer.Ordinal).Select(m => new MissingJurisdiction(m.Of, m.Name, m.LastDate)),
            ],
            [.. rows]);
    }

    /// <summary>Ranks the jurisdictions of a night, or the communities of the last one, by a rate.</summary>
    public async Task<Outcome<LeagueTable>> LeagueAsync(string code, DateOnly? day, RegionLeague of, LeagueFigure figure, Caller caller, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(code, caller, cancellationToken);
        if (opened is not Outcome<OpenRegion>.Done { Value: var region })
        {
            return opened.As<LeagueTable>();
        }

        DateOnly date = day ?? region.Members.Values.Max(m => m.LastDate);
        if (await NightAsync(region, date, cancellationToken) is not { } night)
        {
            return new Outcome<LeagueTable>.NotFound("No jurisdiction of the region has a report of that day.");
        }

        HashSet<string> hidden = await HiddenAsync(region, date, cancellationToken);
        IEnumerable<AreaFigures> rows = of == RegionLeague.Jurisdictions
            ? night.Select(n => Figures(n.Key, region.Members.GetValueOrDefault(n.Key)?.Name ?? n.Key, null, hidden.Contains(n.Key) ? null : n.Value.Units, n.Value.Loop))
            : (await book.CommunitiesAsync(code, date, cancellationToken)).SelectMany(c => c.Areas.Select(a => Figures($"{c.Of}/{a.Code}", a.Name, c.Of, hidden.Contains(c.Of) ? null : a.Units, a.Loop)));
        return LeagueTable.Of(rows, Wire.Name(of), figure);

        AreaFigures Figures(string key, string name, string? parent, RegionUnits? units, LoopFigures loop)
            => new(key, name, Wire.Name(of), parent, CoverageBand.Unknown, units?.AsUnits(), loop, null, null, Coverage.Changes.None);
    }

    /// <summary>The sums of each night of some days, oldest first.</summary>
    public async Task<Outcome<IReadOnlyList<RegionPoint>>> SeriesAsync(string code, DateOnly from, DateOnly to, Caller caller, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(code, caller, cancellationToken);
        if (opened is not Outcome<OpenRegion>.Done { Value: var region })
        {
            return opened.As<IReadOnlyList<RegionPoint>>();
        }

        OpenRegion top = await TopAsync(region, cancellationToken);
        var above = await book.NightsAsync(top.Code, from, to, cancellationToken);
        var nights = top == region ? above : await book.NightsAsync(code, from, to, cancellationToken);
        return new Outcome<IReadOnlyList<RegionPoint>>.Done(
        [
            .. nights.Select(n =>
            {
                RegionRow row = RowOf(code, "", true, [.. n.Value.Values], RegionTree.HiddenIn(top, above.GetValueOrDefault(n.Key, [])));
                return new RegionPoint(n.Key, row.Jurisdictions, row.Units, row.Loop);
            }),
        ]);
    }

    /// <summary>What a grant must reach for the region; known of regions that nobody has named yet, too.</summary>
    public async Task<Target> TargetOfAsync(string code, CancellationToken cancellationToken)
        => (await book.OpenAsync(code, cancellationToken))?.Target ?? new Target { Regions = [code] };

    private async Task<Outcome<OpenRegion>> OpenAsync(string code, Caller caller, CancellationToken cancellationToken)
    {
        OpenRegion? region = await book.OpenAsync(code, cancellationToken);
        return !caller.Can(Capability.ReadCoverage, region?.Target ?? new Target { Regions = [code] }) ? new Outcome<OpenRegion>.Forbidden("It needs ReadCoverage on the region.")
            : region is null ? new Outcome<OpenRegion>.NotFound("No jurisdiction has a night in such a region.")
            : region;
    }

    private async Task<Dictionary<string, RegionNight>?> NightAsync(OpenRegion region, DateOnly date, CancellationToken cancellationToken)
        => (await book.NightsAsync(region.Code, date, date, cancellationToken)).GetValueOrDefault(date);

    private async Task<OpenRegion> TopAsync(OpenRegion region, CancellationToken cancellationToken)
        => region.Head.Above is [var top, ..] ? await book.OpenAsync(top.Code, cancellationToken) ?? region : region;

    private async Task<HashSet<string>> HiddenAsync(OpenRegion region, DateOnly date, CancellationToken cancellationToken)
    {
        OpenRegion top = await TopAsync(region, cancellationToken);
        return RegionTree.HiddenIn(top, await NightAsync(top, date, cancellationToken) ?? []);
    }

    private static RegionRow RowOf(string code, string name, bool isRegion, IReadOnlyList<RegionNight> nights, HashSet<string> hidden)
    {
        RegionNight sum = nights.Aggregate(RegionNight.Nothing, (a, b) => a + b);
        return new RegionRow(code, name, isRegion, nights.Count, hidden.Contains(isRegion ? RegionTree.KeyOf(code) : code) ? null : sum.Units, sum.ShownLoop);
    }
}
