namespace GridSteward.Domain.Reassignment;

/// <summary>What is asked of a re-assignment.</summary>
/// <param name="DryRun">Only says what would change, by the areas as they are.</param>
/// <param name="Full">Looks at every household and open report, wherever areas have changed.</param>
public sealed record ReassignRequest(bool DryRun, bool Full);

/// <summary>What a job looks at: a difference, once from end to end.</summary>
/// <param name="From">The generation from which; null looks at everything.</param>
/// <param name="To">The generation to which.</param>
/// <param name="SeenAt">When the job saw that generation.</param>
/// <param name="Late">Whether every request that can have been at work under an older generation was over then.</param>
public sealed record ReassignPlan(int? From, int To, DateTimeOffset SeenAt, bool Late);

/// <summary>How far a job has come in one container.</summary>
/// <param name="Step">The question.</param>
/// <param name="After">The page token's text after which its answers go on; null from the first.</param>
public sealed record ReassignCursor(int Step, string? After);
