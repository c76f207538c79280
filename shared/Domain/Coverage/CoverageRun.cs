using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>Makes the coverage report of a jurisdiction's local day. Running it twice writes the same report over itself.</summary>
public sealed class CoverageRun(IDocumentStore store, IBlobStore blobs, AreaSnapshots snapshots, TimeProvider clock)
{
    /// <summary>Makes the report of now.</summary>
    public async Task<CoverageReport> RunAsync(Jurisdiction settings, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        CoverageReport report = await CountAsync(settings, now, cancellationToken);
        string date = Text(report.Date);
        var entry = new CoverageEntry
        {
            Id = CoverageEntry.IdOf(date),
            Jurisdiction = settings.Jurisdiction,
            Date = date,
            GeneratedAt = now,
            Generation = report.Generation,
            Blob = $"{settings.Jurisdiction}/{date}.json",
        };

        // The blob first: an entry never names a report that is not there.
        await blobs.WriteAsync(BlobContainer.Coverage, entry.Blob, JsonSerializer.SerializeToUtf8Bytes(report, DomainJson.Default.CoverageReport), "application/json", cancellationToken);
        await store.CommitAsync(
            new Batch(Container.Outcomes, settings.Jurisdiction)
                .Upsert(Kinds.Coverage, entry)
                .Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(settings.Jurisdiction, acting.Fact(now, "runCoverage", $"coverage/{date}"))),
            cancellationToken);
        return report;
    }

    /// <summary>Whether the local day has a report that was made at the moment or later; one asked for before does not stand for the night's.</summary>
    public async Task<bool> IsDoneAsync(string jurisdiction, DateOnly day, DateTimeOffset since, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(Text(day)), cancellationToken) is { } entry && entry.Value.GeneratedAt >= since;

    /// <summary>A page of the reports made, latest day first.</summary>
    public Task<Page<CoverageEntry>> ListAsync(string jurisdiction, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(Kinds.Coverage.In(jurisdiction).OrderedBy(Kinds.LatestDateFirst), page, cancellationToken);

    /// <summary>The report of a day (<c>yyyy-MM-dd</c>), or the latest; null when there is none.</summary>
    public async Task<OpenBlob?> OpenAsync(string jurisdiction, string dateOrLatest, CancellationToken cancellationToken)
    {
        CoverageEntry? entry = dateOrLatest == "latest"
            ? (await ListAsync(jurisdiction, new PageRequest(1), cancellationToken)).Items is [var newest, ..] ? newest.Value : null
            : (await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(dateOrLatest), cancellationToken))?.Value;
        return entry is null ? null : await blobs.OpenAsync(BlobContainer.Coverage, entry.Blob, cancellationToken);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<CoverageReport> CountAsync(Jurisdiction settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string code = settings.Jurisdiction;
        AreaSnapshot snapshot = await snapshots.GetAsync(code, settings.Levels, cancellationToken);
        DateOnly day = settings.DayOf(now);
        HashSet<string> handled = (await Roster.ReadAsync(store, code, null, cancellationToken)).AreasHandledOn(day);

        var householdPaths = await store.TallyAsync(Kinds.Household.In(code), "areaPath", cancellationToken);
        var openPaths = await store.TallyAsync(OpenReports.In(code), "areaPath", cancellationToken);
        var overduePaths = await store.TallyAsync(OpenReports.OverdueIn(code, now), "areaPath", cancellationToken);

        bool HasHandler(IReadOnlyList<string> codes) => codes.Any(handled.Contains);
        Dictionary<string, long> households = AreaCounts.Of(householdPaths);
        Dictionary<string, long> withHandler = AreaCounts.Of(householdPaths, HasHandler);
        Dictionary<string, long> openReports = AreaCounts.Of(openPaths);
        Dictionary<string, long> overdueReports = AreaCounts.Of(overduePaths);

        AreaFigures Row(string area, string name, string level, string? parent, long units, long withOne, long open, long overdue) => new(
            area, name, level, parent, CoverageBand.Unknown,
            new UnitFigures(units, null, 0, 0, 0, 0, 0, withOne, 0, 0, 0, 0), LoopFigures.Nothing with { Open = open, Overdue = overdue }, null, null, Changes.None);

        AreaFigures total = Row(
            code, settings.Name, "jurisdiction", null, householdPaths.Values.Sum(),
            householdPaths.Where(p => p.Key.Length > 0 && HasHandler(p.Key.Split(Place.PathSeparator))).Sum(p => p.Value),
            openPaths.Values.Sum(),
            overduePaths.Values.Sum());
        return new CoverageReport(
            code, settings.Name, day, now, now, snapshot.Generation, settings.Coverage, false, total,
            [.. snapshot.Areas.OrderBy(snapshot.LevelOf).ThenBy(a => a.Code, StringComparer.Ordinal).Select(a => Row(
                a.Code, a.Name, a.Level, a.Parent,
                households.GetValueOrDefault(a.Code), withHandler.GetValueOrDefault(a.Code), openReports.GetValueOrDefault(a.Code), overdueReports.GetValueOrDefault(a.Code)))],
            []);
    }
}
