namespace GridSteward.Domain.Coverage;

/// <summary>What the rules of coverage must fulfil, by JSON path below <c>$.coverage</c>.</summary>
public static class CoverageRulesFaults
{
    /// <summary>The longest interval of visits, in days.</summary>
    public const int MaxIntervalDays = 1825;

    /// <summary>The longest time for which reports are counted, in days.</summary>
    public const int MaxLoopDays = 400;

    /// <summary>The longest time for which a confirmed channel counts, in days.</summary>
    public const int MaxConfirmedDays = 365;

    /// <summary>The farthest that a visitor may be from a unit beyond accuracies, in metres.</summary>
    public const double MaxCheckInMetres = 10_000;

    /// <summary>Every fault of the rules.</summary>
    public static IEnumerable<Fault> Faults(this CoverageRules rules)
    {
        foreach (var (name, days) in new[] { ("ordinary", rules.Intervals.Ordinary), ("attention", rules.Intervals.Attention), ("key", rules.Intervals.Key) })
        {
            if (days is < 1 or > MaxIntervalDays)
            {
                yield return new($"$.coverage.intervals.{name}", $"1 to {MaxIntervalDays} days.");
            }
        }

        CoverageBands bands = rules.Bands;
        if (bands.Full is not (> 0 and <= 1))
        {
            yield return new("$.coverage.bands.full", "Above 0, at most 1.");
        }

        if (!(bands.Partial < bands.Full))
        {
            yield return new("$.coverage.bands.partial", "Must be below full.");
        }

        if (!(bands.Poor > 0 && bands.Poor < bands.Partial))
        {
            yield return new("$.coverage.bands.poor", "Above 0 and below partial.");
        }

        if (rules.Target is not (> 0 and <= 1))
        {
            yield return new("$.coverage.target", "Above 0, at most 1.");
        }

        if (rules.LoopDays is < 1 or > MaxLoopDays)
        {
            yield return new("$.coverage.loopDays", $"1 to {MaxLoopDays} days.");
        }

        if (rules.ConfirmedDays is < 1 or > MaxConfirmedDays)
        {
            yield return new("$.coverage.confirmedDays", $"1 to {MaxConfirmedDays} days.");
        }

        if (rules.CheckInMetres is not (>= 0 and <= MaxCheckInMetres))
        {
            yield return new("$.coverage.checkInMetres", $"0 to {MaxCheckInMetres} metres.");
        }
    }
}
