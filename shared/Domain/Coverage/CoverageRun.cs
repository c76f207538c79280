using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>
/// Makes the coverage report of a jurisdiction's local day. Running it twice makes the same report again; one that is killed leaves files that nobody
/// reads, and the next making of the day removes them.
/// </summary>
public sealed class CoverageRun(IDocumentStore store, IBlobStore blobs, AreaSnapshots snapshots, CoverageBooks books, TimeProvider clock)
{
    /// <summary>How long a request waits for the book of a jurisdiction.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CoverageFiles files = new(blobs);
    private readonly SpatialFiles spatial = new(blobs);
    private readonly TrendBook trends = new(store);
    private readonly OutputContexts contexts = new(store, blobs, snapshots);
    private readonly RegionRollups regions = new(store);

    /// <summary>Makes the report of now.</summary>
    /// <exception cref="StoreUnavailableException">What is counted by is still being gathered, which goes on where it is when it is asked for again.</exception>
    public async Task<CoverageReport> RunAsync(Jurisdiction settings, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return await MakeAsync(settings, settings.DayOf(now), now, Patience, acting, cancellationToken)
            ?? throw new StoreUnavailableException("What the report counts is still being gathered for the first time; ask again.", TimeSpan.FromSeconds(5));
    }

    /// <summary>Makes the report of a day, judged as of a moment of it. Where somebody else made it meanwhile, theirs is what counts and is returned.</summary>
    /// <param name="settings">The jurisdiction's.</param>
    /// <param name="day">The local day.</param>
    /// <param name="asOf">The moment.</param>
    /// <param name="budget">How long gathering what is counted may take, more or less.</param>
    /// <param name="acting">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the time did not reach to gather everything: the next call goes on there.</returns>
    public async Task<CoverageReport?> MakeAsync(
        Jurisdiction settings, DateOnly day, DateTimeOffset asOf, TimeSpan budget, Acting acting, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        Stored<CoverageEntry>? before = await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(day), cancellationToken);
        BookRefresh book = await books.RefreshAsync(jurisdiction, budget, cancellationToken);
        if (book.Marks is null)
        {
            return null;
        }

        CountingBasis basis = await CountingBasis.ReadAsync(store, snapshots, settings, day, asOf, cancellationToken);
        Counted counted = await CoverageCount.RunAsync(basis, book.Marks, clock.GetUtcNow(), cancellationToken);
        SpatialCoverage shapes = await spatial.OfAsync(basis.Snapshot, cancellationToken);
        CoverageReport report = counted.Report with { Areas = [.. counted.Report.Areas.Select(a => a with { Spatial = shapes.Figures.GetValueOrDefault(a.Code) })] };
        report = (await trends.ChangesAsync(report, cancellationToken)).In(report);

        string folder = CoverageFiles.NewFolder(jurisdiction, day);
        await files.WriteAsync(folder, report, cancellationToken);
        await new MopUpFiles(files).WriteAsync(folder, counted.MopUp, cancellationToken);

        // what other nights and others read of this one comes before its entry, so that a night which counts is in them; each can be written twice
        await trends.AppendAsync(report, cancellationToken);
        await CoverageOutputs.WriteAllAsync(
            report, await contexts.OfAsync(settings, report, basis.Snapshot, cancellationToken), (file, token) => files.WriteAsync(folder, file.Name, file.Content, file.ContentType, token), cancellationToken);
        await regions.WriteAsync(settings, report, cancellationToken);
        if (await PublishAsync(before, folder, report, acting, cancellationToken))
        {
            return report;
        }

        await files.DeleteAsync(folder, cancellationToken);
        return await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(day), cancellationToken) is { Value: var theirs } && await files.ReadAsync(theirs, cancellationToken) is { } made
            ? made
            : throw new StoreUnavailableException("The report of this day is being made by somebody else.", TimeSpan.FromSeconds(5));
    }

    /// <summary>Whether the local day has a report that was made at the moment or later; one asked for before does not stand for the night's.</summary>
    public async Task<bool> IsDoneAsync(string jurisdiction, DateOnly day, DateTimeOffset since, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Coverage, jurisdiction, CoverageEntry.IdOf(day), cancellationToken) is { } entry && entry.Value.GeneratedAt >= since;

    // the files first: an entry never names what is not there
    private async Task<bool> PublishAsync(Stored<CoverageEntry>? before, string folder, CoverageReport report, Acting acting, CancellationToken cancellationToken)
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
        var batch = new Batch(Container.Outcomes, report.Jurisdiction);
        batch = before is null ? batch.Create(Kinds.Coverage, entry) : batch.Replace(Kinds.Coverage, entry, before.ETag);
        CommitOutcome outcome = await store.CommitAsync(
            batch.Create(Kinds.Audit(Container.Outcomes), AuditEntry.Of(report.Jurisdiction, acting.Fact(report.GeneratedAt, "runCoverage", $"coverage/{entry.Date}"))), cancellationToken);
        if (outcome.Committed)
        {
            await files.SweepAsync(entry, report.Date, cancellationToken);
        }

        return outcome.Committed;
    }
}
