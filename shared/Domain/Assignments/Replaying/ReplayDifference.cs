using System.Globalization;

namespace GridSteward.Domain.Assignments;

/// <summary>One thing that an assignment says and its replay does not.</summary>
/// <param name="What">Which member of the assignment.</param>
/// <param name="Was">What is stored.</param>
/// <param name="Is">What came out now.</param>
public sealed record ReplayDifference(string What, string Was, string Is)
{
    /// <summary>Distances that differ by less are the same: processors round the last digits of a sine in their own ways.</summary>
    private const double SameMetres = 0.05;

    private static readonly (string What, Func<Assignment, string> Of)[] Members =
    [
        ("chain", a => Joined(a.Place.Chain.Select(Versioned))),
        ("otherOwners", a => Joined(a.Place.OtherOwners.Select(Versioned))),
        ("touched", a => Joined(a.Place.Touched)),
        ("flags", a => Joined(a.Place.Flags.Select(Wire.Name))),
        ("levels", a => Joined(a.Surroundings?.Levels.Select(l => $"{l.Level} {l.Code} {l.RunnerUp?.Code}") ?? [])),
        ("nearestChange", a => a.Surroundings?.Change is { } change ? $"to {change.Code}" : ""),
        ("assignee", a => a.Assignee?.Key ?? ""),
        ("runnersUp", a => Joined(a.RunnersUp.Select(r => r.Key))),
        ("excluded", a => Joined(a.Candidates.Select(c => $"{c.Assignee.Area} {c.Assignee.Key} {(c.Excluded is { } e ? Wire.Name(e) : "")}"))),
        ("reasons", a => Joined(a.Reasons.Select(r => r.Code))),
    ];

    /// <summary>What differs between what is stored and what came out now. The wording of reasons may change, their codes not.</summary>
    public static IEnumerable<ReplayDifference> Between(Assignment was, Assignment now)
    {
        foreach (var (what, of) in Members)
        {
            if (of(was) != of(now))
            {
                yield return new(what, of(was), of(now));
            }
        }

        double?[] before = [.. Metres(was)], after = [.. Metres(now)];
        if (before.Length != after.Length || before.Zip(after).Any(pair => pair.First is null != pair.Second is null || Math.Abs((pair.First ?? 0) - (pair.Second ?? 0)) > SameMetres))
        {
            yield return new("metres", Joined(before.Select(Text)), Joined(after.Select(Text)));
        }
    }

    private static IEnumerable<double?> Metres(Assignment a) =>
        [a.Place.DistanceToEdgeMetres, .. a.Surroundings?.Levels.SelectMany(l => (double?[])[l.EdgeMetres, l.RunnerUp?.DistanceMetres]) ?? [], a.Surroundings?.Change?.Metres];

    private static string Text(double? metres) => metres?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-";

    private static string Versioned(ChainLink link) => $"{link.Level} {link.Code} v{link.Version}";

    private static string Joined(IEnumerable<string> parts) => string.Join(" | ", parts);
}
