using System.Globalization;
using System.Text;
using GridSteward.Domain.Duplicates;
using static System.FormattableString;

namespace GridSteward.Duplicates;

/// <summary>How well a way of telling finds the pairs that are the same.</summary>
/// <param name="Precision">Of those that it called the same, the share that are.</param>
/// <param name="Recall">Of those that are the same, the share that it called so.</param>
public sealed record Quality(double Precision, double Recall)
{
    public double Both => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static Quality Of(IReadOnlyCollection<Pair> pairs, Func<Pair, bool> calls)
    {
        int called = pairs.Count(calls), hit = pairs.Count(p => p.IsSame && calls(p)), same = pairs.Count(p => p.IsSame);
        return new(called == 0 ? 1 : (double)hit / called, same == 0 ? 0 : (double)hit / same);
    }
}

/// <summary>Measures the ranking on a part of the labelled set, beside distance alone and words alone, whose thresholds are the best ones of the tuning part.</summary>
public sealed class Measurement(Part part)
{
    private static readonly DuplicateRules Rules = DuplicateRules.Default;

    private readonly IReadOnlyList<Pair> pairs = new PairMaker(part).Make();

    public static double Score(Pair pair) => IsWithinReach(pair) ? Likeness.Of(pair.First, pair.Second, Rules).Score : 0;

    /// <summary>The quality of the ranking at the threshold that the program has.</summary>
    public Quality Ranked() => Quality.Of(pairs, p => Score(p) >= Likeness.Threshold);

    /// <summary>The better of the two that look at one thing only.</summary>
    public Quality BestBaseline() => new[] { DistanceOnly().Quality, WordsOnly().Quality }.MaxBy(q => q.Both)!;

    public string Table()
    {
        var text = new StringBuilder();
        Line(Invariant($"{pairs.Count(p => p.IsSame)} pairs about the same thing, {pairs.Count(p => !p.IsSame)} about different things; the {(part == Part.HeldOut ? "held-out" : "tuning")} part."));
        Line();
        Line("| way | called the same | precision | recall | F1 |");
        Line("|---|---|---|---|---|");
        var (metres, near) = DistanceOnly();
        var (share, alike) = WordsOnly();
        Row("distance only", Invariant($"at most {metres:0} m"), near);
        Row("words only", Invariant($"likeness at least {share:0.00}"), alike);
        foreach (double threshold in (double[])[0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
        {
            Row(threshold == Likeness.Threshold ? "**the ranking**" : "the ranking", Invariant($"score at least {threshold:0.0}"), Quality.Of(pairs, p => Score(p) >= threshold));
        }

        Line();
        Line("| of the pairs | precision | recall |");
        Line("|---|---|---|");
        foreach (var (name, some) in ((string, Func<Pair, bool>)[])
        [
            ("in Chinese", p => p.Chinese), ("in English", p => !p.Chinese), ("positions good to 20 m", p => p.Accuracy == 20), ("positions good to 65 m", p => p.Accuracy == 65),
        ])
        {
            Quality of = Quality.Of([.. pairs.Where(some)], p => Score(p) >= Likeness.Threshold);
            Line(Invariant($"| {name} | {of.Precision:0.00} | {of.Recall:0.00} |"));
        }

        Line();
        Line("| made as | within reach, so listed | called likely |");
        Line("|---|---|---|");
        foreach (var (making, name) in (IEnumerable<(Making, string)>)
        [
            (Making.SameThing, "the same thing"), (Making.OtherProblem, "another problem, same place"), (Making.OtherPlace, "same problem, another place 20 to 60 m away"),
            (Making.OtherFloor, "same problem, another floor of the same stairs"), (Making.Neighbours, "another problem, another place"),
        ])
        {
            List<Pair> those = [.. pairs.Where(p => p.Making == making)];
            Line($"| {name} | {Share(those, IsWithinReach)} | {Share(those, p => Score(p) >= Likeness.Threshold)} |");
        }

        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
        void Row(string way, string called, Quality q) => Line(Invariant($"| {way} | {called} | {q.Precision:0.00} | {q.Recall:0.00} | {q.Both:0.00} |"));
        static string Share(List<Pair> those, Func<Pair, bool> some) => ((double)those.Count(some) / those.Count).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private (double Metres, Quality Quality) DistanceOnly()
    {
        double best = Best(Enumerable.Range(1, 30).Select(i => i * 5.0), (p, metres) => Metres(p) <= metres);
        return (best, Quality.Of(pairs, p => Metres(p) <= best));
    }

    private (double Likeness, Quality Quality) WordsOnly()
    {
        double best = Best(Enumerable.Range(1, 40).Select(i => i * 0.02), (p, share) => IsWithinReach(p) && Words(p) >= share);
        return (best, Quality.Of(pairs, p => IsWithinReach(p) && Words(p) >= best));
    }

    private static double Best(IEnumerable<double> thresholds, Func<Pair, double, bool> calls)
    {
        IReadOnlyList<Pair> tuning = new PairMaker(Part.Tuning).Make();
        return thresholds.MaxBy(t => Quality.Of(tuning, p => calls(p, t)).Both);
    }

    private static double Metres(Pair pair) => Likeness.Of(pair.First, pair.Second, Rules).DistanceMetres;

    private static double Words(Pair pair) => pair.First.Words.LikenessTo(pair.Second.Words);

    private static bool IsWithinReach(Pair pair) => Metres(pair) <= Likeness.ReachMetres(Rules.RadiusMetres, pair.First.AccuracyMetres, pair.Second.AccuracyMetres);
}
