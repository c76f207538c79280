using GridSteward.Domain.Assignments;

namespace GridSteward.Functions.Reports;

public sealed record AssigneeResponse(AssigneeKind Kind, string Id, string Code, string Title, string Area)
{
    public static AssigneeResponse? Of(Assignee? a) => a is null ? null : new(a.Kind, a.Id, a.Code, a.Title, a.Area);
}

/// <summary>Who got it, or would, and why. No personal data: posts, teams and partners, not people.</summary>
public sealed record AssignmentResponse(
    Basis Basis,
    int Generation,
    IReadOnlyList<ChainLink> Chain,
    AssigneeResponse? Assignee,
    IReadOnlyList<AssigneeResponse> RunnersUp,
    IReadOnlyList<PlaceFlag> Flags,
    double? DistanceToEdgeMetres,
    IReadOnlyList<string> Touched,
    IReadOnlyList<ChainLink> OtherOwners,
    IReadOnlyList<LevelSurroundings> Levels,
    IReadOnlyList<Reason> Reasons)
{
    /// <param name="assignment">The assignment.</param>
    /// <param name="mayLocate">
    /// Whether the reader may know where a household or building is: distances, neighbours and the areas touched would tell. A reader who sent
    /// the point knows it.
    /// </param>
    public static AssignmentResponse Of(Assignment assignment, bool mayLocate = false)
    {
        Place place = assignment.Place;
        bool tells = mayLocate || place.Basis is Basis.Point or Basis.Building;
        return new(
            place.Basis, place.Generation, place.Chain, AssigneeResponse.Of(assignment.Assignee),
            [.. assignment.RunnersUp.Select(a => AssigneeResponse.Of(a)!)],
            tells ? assignment.Flags : [.. assignment.Flags.Where(f => f != PlaceFlag.NearBoundary)],
            tells ? place.DistanceToEdgeMetres : null,
            tells ? place.Touched : [],
            place.OtherOwners,
            tells ? assignment.Surroundings?.Levels ?? [] : [],
            [
                .. assignment.Reasons.Where(r => tells || !AssignmentReasons.Telling.Contains(r.Code))

                    // Older records name the loads, which are not for everybody.
                    .Select(r => r.Code == "leastLoad" && assignment.Assignee is { } assignee ? AssignmentReasons.LeastLoad(assignee) : r),
            ]);
    }
}
