using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>
/// Makes the coverage report of a jurisdiction's local day. Running it twice makes the same report again; one that is killed leaves files that nobody
/// reads, and the next making of the day removes them.
/// </summary>
public sealed class CoverageRun(IDocumentStore store, IBlobStore blobs, AreaSnapshots snapshots, TimeProvider clock)
{
    private readonly CoverageFiles files = new(blobs);

    /// <summary>Makes the report of now.</summary>
    public Task<CoverageReport> RunAsync(Jurisdiction settings, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return MakeAsync(settings, settings.DayOf(now), now, acting, cancellationToken);
    }

    /// <summary>Makes the report of a day, judged as of a moment of it.</summary>
    public async Task<CoverageReport> MakeAsync(Jurisdiction settings, DateOnly day, DateTimeOffset asOf, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        CountingBasis basis = await CountingBasis.ReadAsync(store, snapshots, settings, day, asOf, cancellationToken);
        Counted counted = await CoverageCount.RunAsync(basis, new DocumentMarks(store, settings.Jurisdiction), now, cancellationToken);

        string folder = CoverageFiles.NewFolder(settings.Jurisdiction, day);
        await files.WriteAsync(folder, counted.Report, cancellationToken);
        await new MopUpFiles(files).WriteAsync(folder, counted.MopUp, cancellationToken);
        await PublishAsync(folder, counted.Report, acting, cancellationToken);
        return counted.Report;
    }

    /// <summary>Whether the local day has a report that was made at the moment or later; one asked for before does not stand for the night's.</summary>
    public async Task<bool> IsDoneAsync(string jurisdiction, DateOnly day, DateTimeOffset since, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(day), cancellationToken) is { } entry && entry.Value.GeneratedAt >= since;

    // the files first: an entry never names what is not there
    private async Task PublishAsync(string folder, CoverageReport report, Acting acting, CancellationToken cancellationToken)
    {
        var entry = new CoverageEntry
        {
            Id = CoverageEntry.IdOf(report.Date),
            Jurisdiction = report.Jurisdiction,
            Date = CoverageEntry.TextOf(report.Date),
            AsOf = report.AsOf,
            GeneratedAt = report.GeneratedAt,
            Generation = report.Generation,
            Blob = $"{folder}/{CoverageFiles.ReportName}",
            Folder = folder,
        };
        await store.CommitAsync(
            new Batch(Container.Outcomes, report.Jurisdiction)
                .Upsert(Kinds.Coverage, entry)
                .Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(report.Jurisdiction, acting.Fact(report.GeneratedAt, "runCoverage", $"coverage/{entry.Date}"))),
            cancellationToken);
        await files.SweepAsync(entry, report.Date, cancellationToken);
    }
}
