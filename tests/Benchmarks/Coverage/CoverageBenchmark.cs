using System.Diagnostics;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>
/// A town's nights: the first, made from nothing; one before which nothing changed; one before which one unit of a hundred did. And its aggregates alone, against the same as plain
/// SQL on the same file and on PostgreSQL. Whatever counts otherwise than the published report fails the run.
/// </summary>
internal static class CoverageBenchmark
{
    public static async Task RunAsync(int[] sizes, int rounds, string? keep)
    {
        Table.Title(Machine.Describe());
        List<CoverageGrowth> growth = [];
        foreach (int units in sizes)
        {
            string folder = keep is null ? Directory.CreateTempSubdirectory("gridsteward-coverage-").FullName : Path.Combine(keep, $"coverage-{units}");
            try
            {
                growth.Add(await RunAsync(new CoverageTown(units), Directory.CreateDirectory(folder).FullName, rounds));
            }
            finally
            {
                if (keep is null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }

        CoverageGrowth.Print(growth);
        Table.Title(Machine.Describe());
    }

    private static async Task<CoverageGrowth> RunAsync(CoverageTown town, string folder, int rounds)
    {
        var filling = Stopwatch.StartNew();
        bool made = await new CoverageFilling(town, new SetClock(CoverageTown.AsOf)).RunAsync(folder);
        Table.Title(
            $"{town.Units} units in {town.Areas} areas and {town.Buildings} buildings, {town.Visits} visits, {town.Reports} reports"
            + $" ({(made ? $"made in {filling.Elapsed.TotalSeconds:0} s" : "made before")}, {new FileInfo(Path.Combine(folder, SqliteDocumentStore.FileName)).Length / 1e6:0} MB)");

        PartTook nothing = await FirstNightAsync(town, folder);
        PartTook documents = await CoveragePart.StartAsync(CoveragePart.Documents, folder, 0, rounds);
        PartTook book = await CoveragePart.StartAsync(CoveragePart.Book, folder, 0, rounds);
        Counting("counting from the documents", documents);
        Counting("counting from the book", book, documents);
        Counting("plain SQL on the same file", await CoveragePart.StartAsync(CoveragePart.Sql, folder, 0, rounds), documents, book);
        await PostgresAsync(folder, rounds, documents, book);

        PartTook quiet = await CoveragePart.StartAsync(CoveragePart.Night, folder, 1, 1);
        Night("a night before which nothing changed", quiet, nothing);
        int changes;
        using (var opened = new CoverageFolder(folder, 2))
        {
            changes = await opened.ChangeAsync(town.Units);
        }

        PartTook some = await CoveragePart.StartAsync(CoveragePart.Night, folder, 2, 1);
        Night($"a night before which {changes} units changed", some, nothing);

        // the last night was counted from a book of which a part was renewed: the documents must say the same
        await CoveragePart.StartAsync(CoveragePart.Documents, folder, 2, 1);
        return new CoverageGrowth(town.Units, nothing, quiet, some, documents);
    }

    private static async Task<PartTook> FirstNightAsync(CoverageTown town, string folder)
    {
        using (var opened = new CoverageFolder(folder, 0))
        {
            await opened.ForgetAsync();
        }

        PartTook took = await CoveragePart.StartAsync(CoveragePart.Night, folder, 0, 1);
        Night("the first night, from nothing", took, null);
        using (var opened = new CoverageFolder(folder, 0))
        {
            Table.Line("  its book, for each unit", await opened.BookBytesAsync("units") / (double)town.Units, "bytes");
            Table.Line("  its book, for each report", await opened.BookBytesAsync("reports") / (double)town.Reports, "bytes");
        }

        return took;
    }

    private static async Task PostgresAsync(string folder, int rounds, PartTook documents, PartTook book)
    {
        using PostgresCluster? cluster = PostgresCluster.Start();
        if (cluster is null)
        {
            Console.WriteLine("  PostgreSQL is not installed (Debian: postgresql): left out.");
            return;
        }

        using var opened = new CoverageFolder(folder, 0);
        CountingBasis basis = await opened.BasisAsync();
        var peer = new CoveragePostgres(cluster, basis);
        var filling = Stopwatch.StartNew();
        peer.Fill(folder);
        double filled = filling.Elapsed.TotalSeconds;
        List<double> seconds = [];
        long peak = 0;
        for (int i = 0; i < rounds; i++)
        {
            var (counted, took, held) = peer.Count();
            CoverageSame.Require(await opened.PublishedAsync(), counted);
            seconds.Add(took);
            peak = Math.Max(peak, held);
        }

        Counting($"plain SQL on PostgreSQL {cluster.Version}", new PartTook([.. seconds], 0, 0, 0, peak), documents, book);
        Console.WriteLine($"    (the shared pages that it touched included, its helpers not; {PostgresCluster.Settings})");
        Table.Line("  its copying, indexes and ANALYZE beforehand", filled, "s");
    }

    private static void Night(string what, PartTook took, PartTook? nothing)
    {
        Table.Line(what, took.Median, "s", took.Median / nothing?.Median, "from nothing");
        Table.Line("  processor time", took.Processor, "s", took.Processor / nothing?.Processor, "from nothing");
        Table.Line($"  of the time bringing the book up to date ({took.Read} documents)", took.Gathering, "s");
        Table.Line("  peak memory of its process", took.PeakBytes / 1e6, "MB");
    }

    private static void Counting(string what, PartTook took, params PartTook[] ours)
    {
        Table.Line(what, took.Median, "s", ours.Length > 0 ? took.Median / ours[0].Median : null, "counting from the documents");
        if (ours.Length > 1)
        {
            Table.Line("", took.Median, "s", took.Median / ours[1].Median, "counting from the book");
        }

        if (took.Processor > 0)
        {
            Table.Line("  processor time of a round", took.Processor, "s", ours.Length > 0 ? took.Processor / ours[0].Processor : null, "counting from the documents");
        }

        Table.Line("  peak memory of its process", took.PeakBytes / 1e6, "MB");
    }
}
