namespace GridSteward.Domain.Assignments;

/// <summary>How many assignments were replayed, and with what result.</summary>
/// <param name="Assignments">All of them.</param>
/// <param name="Same">To the same answer.</param>
/// <param name="Differ">To another one.</param>
/// <param name="Erased">Those that cannot come out the same, because what they were made from was erased.</param>
/// <param name="WithoutPlace">Of all, those whose place was not found again: it lies in no jurisdiction, was erased, or is from before what it was found by was kept.</param>
public sealed record ReplayTally(long Assignments, long Same, long Differ, long Erased, long WithoutPlace)
{
    /// <summary>None.</summary>
    public static ReplayTally None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The counts by name, as jobs keep them.</summary>
    public IEnumerable<(string Name, long More)> Counts
        => [("assignments", Assignments), ("same", Same), ("differ", Differ), ("erased", Erased), ("withoutPlace", WithoutPlace)];

    /// <summary>Counts reports.</summary>
    public static ReplayTally Of(IReadOnlyList<ReplayedReport> reports) => new(
        reports.Count,
        reports.Count(r => r.Differences.Count == 0),
        reports.Count(r => r.Differences.Count > 0 && !r.Erased),
        reports.Count(r => r.Erased),
        reports.Count(r => !r.PlaceReplayed));

    /// <summary>Both together.</summary>
    public ReplayTally Plus(ReplayTally other)
        => new(Assignments + other.Assignments, Same + other.Same, Differ + other.Differ, Erased + other.Erased, WithoutPlace + other.WithoutPlace);
}
