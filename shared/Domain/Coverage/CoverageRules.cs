using GridSteward.Domain.Households;

namespace GridSteward.Domain.Coverage;

/// <summary>How often a unit of each care level is visited, in days; 1 to 1825.</summary>
/// <param name="Ordinary">一般.</param>
/// <param name="Attention">关注.</param>
/// <param name="Key">重点.</param>
public sealed record VisitIntervals(int Ordinary, int Attention, int Key)
{
    /// <summary>The days of a care level.</summary>
    public int Of(CareLevel care) => care switch { CareLevel.Key => Key, CareLevel.Attention => Attention, _ => Ordinary };

    /// <summary>Whether a unit last met on a day counts as visited on another: fewer than the interval's days have passed.</summary>
    public bool Holds(CareLevel care, DateOnly? met, DateOnly on) => met is { } day && on.DayNumber - day.DayNumber < Of(care);
}

/// <summary>Where the bands 分档 of a rate begin; each above the next, between 0 and 1.</summary>
/// <param name="Full">At least this: well covered.</param>
/// <param name="Partial">At least this: partly covered.</param>
/// <param name="Poor">At least this: poorly covered; below it hardly at all.</param>
public sealed record CoverageBands(double Full, double Partial, double Poor)
{
    /// <summary>The band of a rate; unknown where it is.</summary>
    public CoverageBand Of(double? rate) => rate switch
    {
        null => CoverageBand.Unknown,
        { } known when known >= Full => CoverageBand.Full,
        { } known when known >= Partial => CoverageBand.Partial,
        { } known when known >= Poor => CoverageBand.Poor,
        _ => CoverageBand.None,
    };
}

/// <summary>How coverage is measured in a jurisdiction.</summary>
public sealed record CoverageRules
{
    /// <summary>Where a jurisdiction does not say.</summary>
    public static CoverageRules Default { get; } = new();

    /// <summary>How often units are visited.</summary>
    public VisitIntervals Intervals { get; init; } = new(90, 30, 7);

    /// <summary>Where the bands begin.</summary>
    public CoverageBands Bands { get; init; } = new(0.90, 0.75, 0.20);

    /// <summary>The share of the units of each area that should be visited within their interval, for the mop-up lists; above 0, at most 1.</summary>
    public double Target { get; init; } = 0.90;

    /// <summary>Of how many days before the night the reports are counted; 1 to 400.</summary>
    public int LoopDays { get; init; } = 30;

    /// <summary>For how many days a confirmation of a channel counts; 1 to 365.</summary>
    public int ConfirmedDays { get; init; } = 30;

    /// <summary>How many metres beyond the device's accuracy a visitor may be from the unit without the visit being flagged; 0 to 10,000.</summary>
    public double CheckInMetres { get; init; } = 25;
}
