using System.Diagnostics;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.History;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Embedded;

namespace GridSteward.Benchmarks;

/// <summary>
/// The sweep for overdue reports over many open ones of which few are due, against reading all open ones and deciding in code: the same store, the same steps for
/// those that are due. Finding alone is measured too.
/// </summary>
internal static class EscalationBenchmark
{
    private const string Town = "town";

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 2, 0, 0, TimeSpan.Zero);

    private static readonly Jurisdiction Settings = new()
    {
        Id = Jurisdiction.OnlyId,
        Jurisdiction = Town,
        Name = "x",
        TimeZone = "Asia/Shanghai",
        Levels = ["grid"],
        Categories = [new("hazard", "隐患", null, ReportKind.Hazard, 24, 240)],
        ToleranceMetres = 30,
    };

    public static async Task RunAsync(int open, int due, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("gridsteward-benchmark-").FullName;
        try
        {
            await RunAsync(folder, open, due, rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, int open, int due, int rounds)
    {
        var clock = new SetClock { Now = Start };
        var filling = Stopwatch.StartNew();
        using var store = new SqliteDocumentStore(folder, Kinds.All, clock);
        await Filling.WriteAsync(store, Kinds.Report, Town, Open(open, due));
        Table.Title($"The sweep over {open} open reports of which {due} are due (filled in {filling.Elapsed.TotalSeconds:0} s; less is better)");
        var escalate = await ComposeAsync(store, folder, clock);
        clock.Now = Start.AddHours(1);

        List<double> asked = [], walked = [];
        for (int round = 0; round <= rounds; round++)
        {
            double ask = await MillisecondsAsync(async () => await FindAsync(EscalateReports.DueIn(Town, clock.Now)));
            double walk = await MillisecondsAsync(async () => await FindAsync(OpenReports.In(Town)));
            if (round > 0)
            {
                asked.Add(ask);
                walked.Add(walk);
            }
        }

        // The steps of the one make the reports due again for the other, a level higher.
        double sweep = await MillisecondsAsync(async () => Require((await escalate.All.RunAsync(CancellationToken.None)).Escalated));
        clock.Now += EscalationRules.Default.StepOf(Severity.Normal) + TimeSpan.FromMinutes(1);
        double peer = await MillisecondsAsync(async () =>
        {
            int escalated = 0;
            await foreach (Stored<Report> report in store.AllAsync(OpenReports.In(Town), CancellationToken.None))
            {
                if (report.Value.LookAt < clock.Now && await escalate.One.RunAsync(report, Settings, CancellationToken.None) is Outcome<Stored<Report>>.Done)
                {
                    escalated++;
                }
            }

            Require(escalated);
        });

        double found = Table.Median(asked), read = Table.Median(walked);
        Table.Line($"finding: asking for what is due, median of {rounds}", found, "ms");
        Table.Line("finding: reading every open report", read, "ms", read / found, "asking");
        Table.Line("finding and telling: the sweep, once", sweep, "ms");
        Table.Line("finding and telling: reading every open report, once", peer, "ms", peer / sweep, "the sweep");

        async Task FindAsync(Query<Report> query)
        {
            int found = 0;
            await foreach (Stored<Report> report in store.AllAsync(query, CancellationToken.None))
            {
                found += report.Value.LookAt < clock.Now ? 1 : 0;
            }

            Require(found);
        }

        void Require(int found)
        {
            if (found != due)
            {
                throw new InvalidOperationException($"{found} reports were due, not {due}.");
            }
        }
    }

    /// <summary>Open reports: those that are due lie among the others.</summary>
    private static IEnumerable<Report> Open(int open, int due)
    {
        var deadlines = new DeadlineClock(HolidayCalendars.None);
        for (int i = 0; i < open; i++)
        {
            // A day is allowed. Those that are due lie evenly among the others, none of whose deadlines falls into the measured time.
            bool isDue = (long)i * due / open != ((long)i + 1) * due / open;
            DateTimeOffset received = isDue ? Start.AddHours(-24) : Start.AddHours(48).AddSeconds(i % 86_400);
            yield return deadlines.Begin(Any(i, received), Settings, received);
        }
    }

    private static Report Any(int i, DateTimeOffset received)
    {
        var place = new Place(Basis.Point, Town, 1, [new ChainLink("grid", $"G{i % 100:D2}", "网格", 1)], [], [], null, []);
        Assignment assignment = Assigner.Choose(new AssignmentInputs(place, "hazard", new DateOnly(2026, 5, 4), []));
        return new Report
        {
            Id = new Guid(i, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString(),
            Jurisdiction = Town,
            Category = "hazard",
            Kind = ReportKind.Hazard,
            Source = ReportSource.Resident,
            State = Lifecycle.First,
            Open = true,
            ReceivedAt = received,
            AcceptBy = received,
            ResolveBy = received,
            Point = new Geo.Wgs84Point(113.5 + (i % 1000 * 0.0001), 34.8 + (i / 1000 * 0.0001)),
            Assignment = assignment,
            Assignee = $"post:{i % 300}",
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = 1,
            Responsibility = FiveLevels.None,
            Nodes = [],
            TrackingHash = new string('a', 64),
            Sequence = 1,
        }.WithNodes();
    }

    private static async Task<(EscalateReport One, EscalateReports All)> ComposeAsync(IDocumentStore store, string folder, TimeProvider clock)
    {
        var directory = new JurisdictionDirectory(store);
        var reservations = new Reservations(store, clock);
        await new KeepJurisdictions(store, directory, reservations, HolidayCalendars.None, clock).CreateAsync(Settings, null, Acting.Program, CancellationToken.None);
        var deadlines = new DeadlineClock(HolidayCalendars.None);
        var blobs = new FileBlobStore(folder);
        var snapshots = new AreaSnapshots(store, blobs, new AreaMemory(1_000_000));
        var places = new PlaceFinder(store, new Hindsight(store, clock), directory, snapshots);
        var intake = new Intake(store, places, snapshots, new Assigning(store), deadlines, clock);
        var steps = new StepReport(store, clock);
        var moves = new MoveReport(store, steps, deadlines, new HandOver(store, places, intake, new PhotoFiles(blobs), new Agenda(store, clock), clock));
        var one = new EscalateReport(steps, moves, new FindFiveLevels(store), deadlines);
        return (one, new EscalateReports(store, directory, one, deadlines, clock));
    }

    private static async Task<double> MillisecondsAsync(Func<Task> run)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await run();
        return watch.Elapsed.TotalMilliseconds;
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
