using GridSteward.Geo;

namespace GridSteward.Domain.Duplicates;

/// <summary>What of a report counts for the question whether two are about the same thing.</summary>
/// <param name="Category">The category's code.</param>
/// <param name="Point">Where, WGS-84.</param>
/// <param name="AccuracyMetres">The radius around it within which it lies two times out of three, in metres; null where nobody said.</param>
/// <param name="At">When it was received.</param>
/// <param name="Words">What was written.</param>
public sealed record Sighting(string Category, Wgs84Point Point, double? AccuracyMetres, DateTimeOffset At, WordSet Words);

/// <summary>How alike two reports are.</summary>
/// <param name="Score">0 to 1: how sure it is that they are about the same thing, on the terms of docs/duplicates.md.</param>
/// <param name="DistanceMetres">How far apart they are, in metres.</param>
public sealed record LikenessOf(double Score, double DistanceMetres)
{
    /// <summary>Whether it is worth saying that they probably are the same.</summary>
    public bool IsLikely => Score >= Likeness.Threshold;
}

/// <summary>
/// Whether two reports are about the same thing: pure, the same either way round, from distance, words, numbers and time. The score is a logistic sum of evidence.
/// </summary>
/// <remarks>
/// Distance is weighed as evidence: how much more often two reports of one thing, each with the error that its device admits, are measured so far apart than two
/// reports of different things, which lie anywhere within reach. Worse positions make it weigh less in both directions, and reach farther. Android and iOS state
/// a radius that holds 68 % of positions; for errors that are normal and alike in all directions that is 1.51 standard deviations along one axis (√(-2 ln 0.32)).
/// What words and numbers weigh was fitted to the tuning part of the labelled set (tests/Duplicates) and measured on the other part; what age and a sibling category
/// weigh was set by judgement, since a generated set can only give back what was put into it there. Without words distance and age alone decide.
/// </remarks>
public static class Likeness
{
    /// <summary>From this score on, two reports are called likely the same.</summary>
    public const double Threshold = 0.4;

    /// <summary>What is taken where a position comes without its accuracy, in metres.</summary>
    public const double UnknownAccuracyMetres = 20;

    /// <summary>A worse accuracy counts as this, in metres: whoever claims to be anywhere is not shown everything.</summary>
    public const double MaxAccuracyMetres = 100;

    private const double MinAccuracyMetres = 5;
    private const double AxesOfRadius = 1.51;

    // Whoever reports stands a few metres beside it; places are rounded to cells of 20 m, whose variance is 20²/12.
    private const double SpreadVariance = (8 * 8) + (20 * 20 / 12.0);

    private const double Base = -2.2;
    private const double OfWords = 6.3;
    private const double OfNumbers = -2.1;
    private const double OfAge = -1.5;
    private const double OfOtherCategory = -0.5;

    /// <summary>How far apart two reports may be measured and still be looked at, in metres.</summary>
    public static double ReachMetres(double radiusMetres, double? one, double? other) => radiusMetres + Accuracy(one) + Accuracy(other);

    /// <summary>How alike two reports are, by a category's rules.</summary>
    public static LikenessOf Of(Sighting one, Sighting other, DuplicateRules rules)
    {
        double metres = LocalMetres.DistanceMetres(one.Point, other.Point);
        double age = Math.Min(1, Math.Abs((one.At - other.At).TotalHours) / rules.WindowHours);
        double evidence = Base + OfDistance(one, other, metres, rules.RadiusMetres) + OfText(one.Words, other.Words) + (OfAge * age)
            + (one.Category == other.Category ? 0 : OfOtherCategory);
        return new LikenessOf(1 / (1 + Math.Exp(-evidence)), metres);
    }

    /// <summary>The logarithm of how much more often it is so among reports of one thing.</summary>
    private static double OfDistance(Sighting one, Sighting other, double metres, double radiusMetres)
    {
        double reach = ReachMetres(radiusMetres, one.AccuracyMetres, other.AccuracyMetres);
        double variance = SpreadVariance + Math.Pow(Accuracy(one.AccuracyMetres) / AxesOfRadius, 2) + Math.Pow(Accuracy(other.AccuracyMetres) / AxesOfRadius, 2);
        return Math.Log(reach * reach / (2 * variance)) - (metres * metres / (2 * variance));
    }

    private static double OfText(WordSet one, WordSet other)
        => one.IsEmpty || other.IsEmpty ? 0 : (OfWords * one.LikenessTo(other)) + (OfNumbers * Math.Min(2, one.ConflictsWith(other)));

    private static double Accuracy(double? metres) => Math.Clamp(metres ?? UnknownAccuracyMetres, MinAccuracyMetres, MaxAccuracyMetres);
}
