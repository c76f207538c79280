namespace GridSteward.Capacity;

/// <summary>How often what happens in a month, for each thousand residents. Assumptions, each with where it comes from; all can be changed on the command line.</summary>
internal sealed record Model
{
    /// <summary>Reports: Los Angeles' 311 line took about 33 a month for each thousand residents in 2019 (docs/real-data.md has the file).</summary>
    public double Reports { get; init; } = 35;

    /// <summary>Units (households, companies, shops): the demonstration town has 451 for each thousand residents.</summary>
    public double Units { get; init; } = 451;

    /// <summary>Visits a month for each unit: one in 90 days for most, one in 30 for a tenth, one in 7 for one in fifty.</summary>
    public double VisitsOfUnit { get; init; } = (0.88 * 30 / 90) + (0.10 * 30 / 30) + (0.02 * 30 / 7);

    /// <summary>How often a reporter looks at a report.</summary>
    public double Looks { get; init; } = 6;

    /// <summary>Lists that staff open for each report.</summary>
    public double Lists { get; init; } = 4;

    /// <summary>Maps opened for each report, by anybody.</summary>
    public double Maps { get; init; } = 3;

    /// <summary>Places asked for (locate) for each report.</summary>
    public double Locates { get; init; } = 4;

    /// <summary>Share of the register that a file brings anew each month.</summary>
    public double Imported { get; init; } = 0.02;

    /// <summary>How many times the average minute the busiest one is: all day's load in eight hours, and a storm that makes it ten times that.</summary>
    public double Peak { get; init; } = 3 * 10;

    /// <summary>Months that reports are kept before they are thinned out.</summary>
    public int MonthsKept { get; init; } = 36;

    /// <summary>Seconds that an execution takes on an instance of 2 GB.</summary>
    public double SecondsOfExecution { get; init; } = 0.2;

    /// <summary>Flex Consumption bills what an instance is at work in pieces of at least a second.</summary>
    public double LeastSecondsBilled { get; init; } = 1;

    /// <summary>Executions that share an instance at a time; on-demand time is billed by instance.</summary>
    public double Shared { get; init; } = 1;

    /// <summary>Seconds that are billed for an execution.</summary>
    public double SecondsBilled => Math.Max(SecondsOfExecution, LeastSecondsBilled) / Shared;

    /// <summary>Residents of one jurisdiction, which has a partition of each container and nights of its own.</summary>
    public double ResidentsOfJurisdiction { get; init; } = 10_000;

    /// <summary>How often each operation happens in a month where that many residents live.</summary>
    public IReadOnlyDictionary<string, double> Of(double residents)
    {
        double reports = Reports * residents / 1000, units = Units * residents / 1000, jurisdictions = Math.Ceiling(residents / ResidentsOfJurisdiction);
        return new Dictionary<string, double>
        {
            ["locate"] = Locates * reports, ["map"] = Maps * reports, ["similar"] = reports, ["submit"] = reports, ["deliver"] = reports, ["track"] = Looks * reports,
            ["list"] = Lists * reports, ["case"] = 2 * reports, ["accept"] = reports, ["resolve"] = reports, ["feedback"] = 0.3 * reports,
            ["household"] = VisitsOfUnit * units, ["visit"] = VisitsOfUnit * units, ["due"] = VisitsOfUnit * units / 12, ["import"] = Imported * units,
            ["night"] = 30 * jurisdictions, ["report"] = 60 * jurisdictions, [Measuring.Notes] = 30 * 24,
        };
    }

    /// <summary>How often each timer looks in a month, as the settings that come with the program say.</summary>
    public static IReadOnlyDictionary<string, double> Ticks { get; } = new Dictionary<string, double>
    {
        ["RunJobs"] = Minutes, ["DeliverMessages"] = Minutes, ["EscalateReports"] = Minutes, ["WatchQueues"] = Minutes / 5, ["NightlyRetention"] = Minutes / 15,
        ["NightlyCoverage"] = Minutes / 15, ["NightlyVisits"] = Minutes / 60,
    };

    private const double Minutes = 30 * 24 * 60;

    /// <summary>Minutes between two looks of a timer.</summary>
    public static double MinutesOf(string timer) => Minutes / Ticks[timer];

    /// <summary>Requests and timer runs in a month.</summary>
    public static double Executions(IReadOnlyDictionary<string, double> month) => Ticks.Values.Sum() + month.Where(m => m.Key is not ("deliver" or "import" or "night" or Measuring.Notes)).Sum(m => m.Value);
}
