using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>A filled data folder at one of its nights: the first is <see cref="CoverageTown.Day"/>, the others follow.</summary>
internal sealed class CoverageFolder : IDisposable
{
    private readonly DateOnly day;
    private readonly DateTimeOffset asOf;
    private readonly SqliteDocumentStore store;
    private readonly FileBlobStore blobs;
    private readonly AreaSnapshots snapshots;
    private readonly CoverageBooks books;
    private readonly CoverageRun run;

    /// <summary>Opens it.</summary>
    public CoverageFolder(string folder, int night)
    {
        (day, asOf) = (CoverageTown.Day.AddDays(night), CoverageTown.AsOf.AddDays(night));
        var clock = new SetClock(asOf);
        store = new SqliteDocumentStore(folder, Kinds.All, clock);
        blobs = new FileBlobStore(folder);
        snapshots = new AreaSnapshots(store, blobs, new AreaMemory(long.MaxValue));
        books = new CoverageBooks(store, blobs, clock);
        run = new CoverageRun(store, blobs, snapshots, books, clock);
    }

    /// <summary>Throws away the book, the shapes of areas and all reports, so that the next night is made from nothing.</summary>
    public async Task ForgetAsync()
    {
        await books.ForgetAsync(CoverageTown.Code, CancellationToken.None);
        await blobs.DeleteAllAsync(BlobContainer.Coverage, $"{CoverageTown.Code}/", CancellationToken.None);
    }

    /// <summary>Brings the book up to date.</summary>
    public Task<BookRefresh> RefreshAsync() => books.RefreshAsync(CoverageTown.Code, null, CancellationToken.None);

    /// <summary>Makes the night's report with all its files, as the timer does.</summary>
    public Task<CoverageReport?> MakeAsync() => run.MakeAsync(CoverageTown.Settings, day, asOf, TimeSpan.FromDays(1), Acting.Program, CancellationToken.None);

    /// <summary>What the figures depend on beside units and reports.</summary>
    public Task<CountingBasis> BasisAsync() => CountingBasis.ReadAsync(store, snapshots, CoverageTown.Settings, day, asOf, CancellationToken.None);

    /// <summary>Counts, and nothing else.</summary>
    public Task<Counted> CountAsync(CountingBasis basis, IMarks marks) => CoverageCount.RunAsync(basis, marks, asOf, CancellationToken.None);

    /// <summary>All documents as marks.</summary>
    public IMarks Documents() => new DocumentMarks(store, CoverageTown.Code);

    /// <summary>The report of the night, as it was published.</summary>
    public async Task<CoverageReport> PublishedAsync()
        => await new ReadCoverage(store).FindAsync(CoverageTown.Code, CoverageEntry.TextOf(day), CancellationToken.None) is { } entry
            && await new CoverageFiles(blobs).ReadAsync(entry, CancellationToken.None) is { } report
            ? report
            : throw new InvalidOperationException($"There is no report of {day}.");

    /// <summary>One unit of a hundred, all over the town, is visited.</summary>
    /// <returns>How many were.</returns>
    public async Task<int> ChangeAsync(int units)
    {
        int changes = 0;
        foreach (int[] some in Enumerable.Range(0, units / 100).Select(i => i * 100).Chunk(Batch.MaxOperations))
        {
            IReadOnlyList<Stored<Household>> found = await store.FindManyAsync(Kinds.Household, CoverageTown.Code, [.. some.Select(CoverageTown.UnitId)], CancellationToken.None);
            await store.CommitAsync(
                found.Aggregate(new Batch(Container.Households, CoverageTown.Code), (b, h) => b.Replace(Kinds.Household, CoverageTown.VisitedAgain(h.Value, CoverageTown.AsOf.AddHours(-9)), h.ETag)),
                CancellationToken.None);
            changes += found.Count;
        }

        return changes;
    }

    /// <summary>How many bytes of the book are of units, or of reports.</summary>
    public async Task<long> BookBytesAsync(string of)
    {
        long bytes = 0;
        await foreach (string name in blobs.ListAsync(BlobContainer.Books, $"{CoverageTown.Code}/{of}/", CancellationToken.None))
        {
            await using OpenBlob? blob = await blobs.OpenAsync(BlobContainer.Books, name, CancellationToken.None);
            bytes += blob!.Length;
        }

        return bytes;
    }

    public void Dispose() => store.Dispose();
}
