using GridSteward.Domain.Reports;

namespace GridSteward.Demo.Life;

/// <summary>A report that will come in, and how far it will go.</summary>
/// <param name="At">When it comes.</param>
/// <param name="Submission">What is sent.</param>
/// <param name="BySteward">The area whose handler sends it; null where a resident does.</param>
/// <param name="Target">The state it gets to, if there is time.</param>
internal sealed record PlannedReport(DateTimeOffset At, ReportSubmission Submission, string? BySteward, ReportState Target);

/// <summary>Ways through the lifecycle, found in its own table, so that states that come later have theirs at once.</summary>
internal static class Paths
{
    /// <summary>The shortest row of moves from the first state to another.</summary>
    public static IReadOnlyList<Move> To(ReportState target)
    {
        Queue<(ReportState At, IReadOnlyList<Move> Moves)> open = new([(Lifecycle.First, [])]);
        HashSet<ReportState> seen = [Lifecycle.First];
        while (open.TryDequeue(out var here))
        {
            if (here.At == target)
            {
                return here.Moves;
            }

            foreach (AllowedMove allowed in Lifecycle.Moves.Where(m => m.From == here.At && seen.Add(m.To)))
            {
                open.Enqueue((allowed.To, [.. here.Moves, allowed.Move]));
            }
        }

        throw new InvalidOperationException($"No moves lead to {target}.");
    }
}
