namespace GridSteward.Domain.Reassignment;

/// <summary>What is asked of a re-assignment.</summary>
/// <param name="DryRun">Only says what would change, by the areas as they are.</param>
/// <param name="Full">Looks at every household and open report, wherever areas have changed.</param>
public sealed record ReassignRequest(bool DryRun, bool Full);

/// <summary>One round of a job: a difference, looked at once from end to end.</summary>
/// <param name="Round">1, 2, 3, ...</param>
/// <param name="From">The generation from which; null looks at everything.</param>
/// <param name="To">The generation to which.</param>
/// <param name="SeenAt">When the job first saw that generation.</param>
/// <param name="Late">Whether every request that can have been at work under an older generation was over when the round began.</param>
/// <param name="Finished">Whether it is done.</param>
public sealed record ReassignPlan(int Round, int? From, int To, DateTimeOffset SeenAt, bool Late, bool Finished);

/// <summary>How far a round has come in one container.</summary>
/// <param name="Round">The round.</param>
/// <param name="Step">The question.</param>
/// <param name="After">The page token's text after which its answers go on; null from the first.</param>
public sealed record ReassignCursor(int Round, int Step, string? After);
