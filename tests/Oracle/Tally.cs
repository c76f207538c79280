using System.Globalization;

namespace GridSteward.Oracle;

/// <summary>What came out of checks.</summary>
/// <param name="Checks">Points on a level.</param>
/// <param name="Covered">Those with an owner.</param>
/// <param name="Several">Those with several: shared edges and overlaps.</param>
/// <param name="Differences">Those where the index says something else.</param>
internal readonly record struct Tally(long Checks, long Covered, long Several, long Differences)
{
    public Tally Plus(Tally other) =>
        new(Checks + other.Checks, Covered + other.Covered, Several + other.Several, Differences + other.Differences);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Checks:N0} checks, {Covered:N0} covered, {Several:N0} by several areas, {Differences:N0} differences");
}
