using GridSteward.Domain.Duplicates;
using GridSteward.Geo;

namespace GridSteward.Duplicates;

/// <summary>How the two reports of a pair came about.</summary>
public enum Making
{
    /// <summary>Two people about one thing.</summary>
    SameThing,

    /// <summary>Another problem of the category in the same place.</summary>
    OtherProblem,

    /// <summary>The same problem of another thing nearby: two lamps.</summary>
    OtherPlace,

    /// <summary>The same problem on another floor of the same stairs.</summary>
    OtherFloor,

    /// <summary>Another problem somewhere nearby.</summary>
    Neighbours,
}

/// <summary>Two reports of which it is known whether they are about the same thing.</summary>
public sealed record Pair(Making Making, bool Chinese, int Accuracy, Sighting First, Sighting Second)
{
    public bool IsSame => Making == Making.SameThing;
}

/// <summary>Makes pairs, always the same ones.</summary>
public sealed class PairMaker(Part part)
{
    private const int Same = 900;
    private const int Different = 1800;
    private static readonly Wgs84Point Corner = new(113.62, 34.75);

    private readonly Random random = new(part == Part.Tuning ? 20260301 : 81010711);
    private readonly Problem[] problems = Problems.Of(part);

    public IReadOnlyList<Pair> Make() => [.. Enumerable.Range(0, Same).Select(_ => Make(Making.SameThing)), .. Enumerable.Range(0, Different).Select(_ => Make(random.Next(100) switch
    {
        < 30 => Making.OtherProblem,
        < 55 => Making.OtherPlace,
        < 70 => Making.OtherFloor,
        _ => Making.Neighbours,
    }))];

    private Pair Make(Making making)
    {
        bool chinese = random.Next(5) < 3;
        Problem problem = problems[random.Next(problems.Length)];
        Problem[] others = [.. problems.Where(p => p != problem && p.Category == problem.Category)];
        Spot spot = making == Making.OtherFloor ? new Spot(random.Next(1, 10), random.Next(1, 4), random.Next(1, 7), 0) : Spot.Any(random);
        var (otherProblem, otherSpot, apart) = making switch
        {
            // One in ten gets the building, the landmark or the floor wrong.
            Making.SameThing => (problem, random.Next(20) switch { 0 => spot.Other(random), 1 when spot.Building > 0 => spot.OtherFloor(random), _ => spot }, 0.0),
            Making.OtherProblem => (others[random.Next(others.Length)], spot, 10 * random.NextDouble()),
            Making.OtherPlace => (problem, spot.Other(random), 20 + (40 * random.NextDouble())),
            Making.OtherFloor => (problem, spot.OtherFloor(random), 0),
            _ => (others[random.Next(others.Length)], spot.Other(random), 20 + (40 * random.NextDouble())),
        };

        // Both of a pair hold the same kind of phone: what becomes of good and of bad positions can be told apart.
        int accuracy = random.Next(10) < 6 ? 20 : 65;
        double direction = 2 * Math.PI * random.NextDouble();
        DateTimeOffset at = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
        double hours = making == Making.SameThing ? Math.Min(167, -30 * Math.Log(1 - random.NextDouble())) : 168 * random.NextDouble();
        Wgs84Point first = Measured(0, 0, accuracy);
        Wgs84Point second = OfferedPlace.Rounded(Measured(apart * Math.Cos(direction), apart * Math.Sin(direction), accuracy));
        return new Pair(
            making, chinese, accuracy,
            new Sighting(problem.Category, first, accuracy, at.AddHours(hours), WordSet.Of(Writer.Write(problem, spot, chinese, part, 0, random))),
            new Sighting(problem.Category, second, accuracy, at, WordSet.Of(Writer.Write(otherProblem, otherSpot, chinese, part, 1, random))));
    }

    /// <summary>Where a phone says that somebody is who stands near a thing so many metres east and north of the corner.</summary>
    private Wgs84Point Measured(double east, double north, int accuracyMetres)
    {
        double error = accuracyMetres / 1.51;
        var (eastDegree, northDegree) = Wgs84Ellipsoid.MetresPerDegree(Corner.Latitude);
        return new Wgs84Point(
            Corner.Longitude + ((east + (5 * Normal()) + (error * Normal())) / eastDegree), Corner.Latitude + ((north + (5 * Normal()) + (error * Normal())) / northDegree));
    }

    /// <summary>Normally distributed, by Box and Muller (Annals of Mathematical Statistics 29, 1958).</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
