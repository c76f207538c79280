using System.Diagnostics;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Households;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>A town's night: its figures held against the same aggregates as plain SQL, and the book from nothing, on a quiet night and with one unit of a hundred changed.</summary>
internal static class CoverageBenchmark
{
    public static async Task RunAsync(int[] sizes)
    {
        foreach (int units in sizes)
        {
            await RunAsync(new CoverageTown(units));
        }
    }

    private static async Task RunAsync(CoverageTown town)
    {
        string folder = Directory.CreateTempSubdirectory("gridsteward-coverage-").FullName;
        try
        {
            var clock = new SetClock();
            var making = Stopwatch.StartNew();
            await town.MakeAsync(folder, clock);
            using var store = new SqliteDocumentStore(folder, Kinds.All, clock);
            var blobs = new FileBlobStore(folder);
            await town.CheckAsync(store);
            Table.Title($"A night of {town.Units} units in {town.Areas} areas and {town.Buildings} buildings, {town.Visits} visits, {town.Reports} reports (made in {making.Elapsed.TotalSeconds:0} s, {new FileInfo(Path.Combine(folder, SqliteDocumentStore.FileName)).Length / 1e6:0} MB)");

            var snapshots = new AreaSnapshots(store, blobs, new AreaMemory(long.MaxValue));
            CountingBasis basis = await CountingBasis.ReadAsync(store, snapshots, CoverageTown.Settings, CoverageTown.Day, CoverageTown.AsOf, CancellationToken.None);
            Counted counted = null!;
            double documents = await SecondsAsync(async () => counted = await CoverageCount.RunAsync(basis, new DocumentMarks(store, CoverageTown.Code), CoverageTown.AsOf, CancellationToken.None));
            Dictionary<string, SqlFigures> summed = [];
            double sql = await SecondsAsync(() =>
            {
                using var peer = new CoverageSql(folder, basis);
                summed = peer.Count(basis);
                return Task.CompletedTask;
            });
            CoverageSql.Require(summed, counted.Report);
            Table.Line("counting from the documents", documents, "s");
            Table.Line("plain SQL over the same tables", sql, "s", sql / documents, "counting from the documents");

            var books = new CoverageBooks(store, blobs, clock);
            BookRefresh refresh = null!;
            double full = await SecondsAsync(async () => refresh = await books.RefreshAsync(CoverageTown.Code, null, CancellationToken.None));
            Table.Line("the book from nothing", full, "s");
            Table.Line("its bytes for each unit", await BytesAsync(blobs, "units") / (double)town.Units, "bytes");
            Table.Line("its bytes for each report", await BytesAsync(blobs, "reports") / (double)town.Reports, "bytes");
            double quiet = await SecondsAsync(async () => refresh = await books.RefreshAsync(CoverageTown.Code, null, CancellationToken.None));
            Table.Line($"the book on a quiet night ({refresh.Read} documents read)", quiet * 1000, "ms", full / quiet, "from nothing");
            int changes = await ChangeAsync(store, town);
            double some = await SecondsAsync(async () => refresh = await books.RefreshAsync(CoverageTown.Code, null, CancellationToken.None));
            Table.Line($"the book with {changes} units changed ({refresh.Read} documents read)", some, "s", full / some, "from nothing");
            double again = await SecondsAsync(async () => counted = await CoverageCount.RunAsync(basis, refresh.Marks!, CoverageTown.AsOf, CancellationToken.None));
            Table.Line("counting from the book", again, "s", documents / again, "counting from the documents");
            double whole = await SecondsAsync(async () => RequireSame(counted, await CoverageCount.RunAsync(basis, new DocumentMarks(store, CoverageTown.Code), CoverageTown.AsOf, CancellationToken.None)));
            Table.Line("the night by the book, and by the documents", some + again, "s", whole / (some + again), "the book");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RequireSame(Counted book, Counted documents)
    {
        if (!book.Report.Areas.Select(a => (a.Units, a.Loop)).SequenceEqual(documents.Report.Areas.Select(a => (a.Units, a.Loop))))
        {
            throw new InvalidOperationException("The book and the documents are counted otherwise.");
        }
    }

    /// <summary>One unit of a hundred, all over the town, is visited.</summary>
    private static async Task<int> ChangeAsync(SqliteDocumentStore store, CoverageTown town)
    {
        int changes = 0;
        foreach (int[] some in Enumerable.Range(0, town.Units / 100).Select(i => i * 100).Chunk(Batch.MaxOperations))
        {
            IReadOnlyList<Stored<Household>> found = await store.FindManyAsync(Kinds.Household, CoverageTown.Code, [.. some.Select(CoverageTown.UnitId)], CancellationToken.None);
            await store.CommitAsync(
                found.Aggregate(new Batch(Container.Households, CoverageTown.Code), (b, h) => b.Replace(Kinds.Household, CoverageTown.VisitedAgain(h.Value, CoverageTown.AsOf.AddHours(-9)), h.ETag)),
                CancellationToken.None);
            changes += found.Count;
        }

        return changes;
    }

    private static async Task<long> BytesAsync(FileBlobStore blobs, string folder)
    {
        long bytes = 0;
        await foreach (string name in blobs.ListAsync(BlobContainer.Books, $"{CoverageTown.Code}/{folder}/", CancellationToken.None))
        {
            await using OpenBlob? blob = await blobs.OpenAsync(BlobContainer.Books, name, CancellationToken.None);
            bytes += blob!.Length;
        }

        return bytes;
    }

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }

    private sealed class SetClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => CoverageTown.AsOf;
    }
}
