using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>What a part took.</summary>
/// <param name="Seconds">Of each round.</param>
/// <param name="Processor">Seconds of processor time of a round, which say more than the others where the processors are shared; zero where it was not this program's.</param>
/// <param name="Gathering">Of those of the first round, what bringing the book up to date took.</param>
/// <param name="Read">Documents that were read for that.</param>
/// <param name="PeakBytes">The most memory that its process ever held, the runtime and what it was prepared with included.</param>
internal sealed record PartTook(double[] Seconds, double Processor, double Gathering, long Read, long PeakBytes)
{
    public double Median => Table.Median(Seconds);
}

/// <summary>
/// The parts that are measured, each in a process of its own so that its memory is its own too: the whole night, the same aggregates counted from the documents and from the
/// book, and as plain SQL. A part that counts is held against the published report of the night, area by area.
/// </summary>
internal static class CoveragePart
{
    /// <summary>The first argument of such a process.</summary>
    public const string Command = "coverage-part";

    /// <summary>The whole night, as the timer makes it.</summary>
    public const string Night = "night";

    /// <summary>The aggregates alone, from all documents.</summary>
    public const string Documents = "documents";

    /// <summary>The aggregates alone, from the book as it is.</summary>
    public const string Book = "book";

    /// <summary>The aggregates as plain SQL over the same file.</summary>
    public const string Sql = "sql";

    private static long Peak => Published.PeakMemoryOf("self");

    private static TimeSpan Used => Environment.CpuUsage.TotalTime;

    /// <summary>Starts a part and waits for it.</summary>
    public static async Task<PartTook> StartAsync(string part, string folder, int night, int rounds)
    {
        string program = typeof(CoveragePart).Assembly.Location;
        using Published started = Published.Start(program, Command, part, folder, night.ToString(CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture));
        return JsonSerializer.Deserialize<PartTook>(await started.SaysAsync(Command))!;
    }

    /// <summary>Runs a part in this process and says what it took.</summary>
    public static async Task RunAsync(string part, string folder, int night, int rounds)
    {
        PartTook took = await (part switch
        {
            Night => NightAsync(folder, night),
            Sql => SqlAsync(folder, night, rounds),
            _ => CountAsync(folder, night, rounds, part == Book),
        });
        Console.WriteLine(Command + JsonSerializer.Serialize(took));
    }

    private static async Task<PartTook> NightAsync(string folder, int night)
    {
        using var opened = new CoverageFolder(folder, night);
        BookRefresh refresh = null!;
        TimeSpan used = Used;
        double gathering = await SecondsAsync(async () => refresh = await opened.RefreshAsync());
        double rest = await SecondsAsync(opened.MakeAsync);
        return new PartTook([gathering + rest], (Used - used).TotalSeconds, gathering, refresh.Read, Peak);
    }

    private static async Task<PartTook> CountAsync(string folder, int night, int rounds, bool fromBook)
    {
        using var opened = new CoverageFolder(folder, night);
        CountingBasis basis = await opened.BasisAsync();
        IMarks marks = fromBook ? (await opened.RefreshAsync()).Marks! : opened.Documents();
        Counted counted = null!;
        var (seconds, processor) = await RoundsAsync(rounds, async () => counted = await opened.CountAsync(basis, marks));
        var took = new PartTook(seconds, processor, 0, 0, Peak);
        CoverageSame.Require(await opened.PublishedAsync(), counted.Report);
        return took;
    }

    private static async Task<PartTook> SqlAsync(string folder, int night, int rounds)
    {
        using var opened = new CoverageFolder(folder, night);
        CountingBasis basis = await opened.BasisAsync();
        using var peer = new CoverageSql(folder, basis);
        Dictionary<string, SqlFigures> counted = [];
        var (seconds, processor) = await RoundsAsync(rounds, () => Task.FromResult(counted = peer.Count(basis)));
        var took = new PartTook(seconds, processor, 0, 0, Peak);
        CoverageSame.Require(await opened.PublishedAsync(), counted);
        return took;
    }

    private static async Task<(double[] Seconds, double Processor)> RoundsAsync(int rounds, Func<Task> run)
    {
        double[] seconds = new double[rounds];
        TimeSpan used = Used;
        for (int i = 0; i < rounds; i++)
        {
            seconds[i] = await SecondsAsync(run);
        }

        return (seconds, (Used - used).TotalSeconds / rounds);
    }

    private static async Task<double> SecondsAsync(Func<Task> run)
    {
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalSeconds;
    }
}
