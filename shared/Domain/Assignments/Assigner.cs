namespace GridSteward.Domain.Assignments;

/// <summary>
/// Chooses an assignee, deterministically and from its inputs alone: in the lowest area of the chain that has anyone, filter by validity, vacancy, leave and
/// category; then order by same building, acquaintance, open load over capacity, code (ordinal), id.
/// </summary>
public static class Assigner
{
    private const int MostRunnersUp = 3;

    private static readonly Comparer<Candidate> Order = Comparer<Candidate>.Create((one, other) =>
    {
        int order = other.SameBuilding.CompareTo(one.SameBuilding);
        order = order != 0 ? order : other.Acquainted.CompareTo(one.Acquainted);
        order = order != 0 ? order : one.CompareLoad(other);
        return order != 0 ? order : ByCode(one, other);
    });

    /// <summary>Chooses.</summary>
    /// <param name="inputs">Candidates in any order, of any areas; how they are excluded is found anew.</param>
    /// <returns>The assignment with the candidates that were looked at: those of the area that decided and of all below it, in their order.</returns>
    public static Assignment Choose(AssignmentInputs inputs)
    {
        var (seen, ranked) = Look(inputs);
        List<Reason> reasons =
        [
            .. AssignmentReasons.OfPlace(inputs.Place),
            .. AssignmentReasons.OfSurroundings(inputs.Surroundings),
            .. AssignmentReasons.OfChoice(inputs.Place, seen, ranked),
        ];
        return new Assignment(
            inputs.Place,
            ranked.FirstOrDefault()?.Assignee,
            [.. ranked.Skip(1).Take(MostRunnersUp).Select(c => c.Assignee)],
            reasons,
            seen,
            inputs.Category,
            inputs.Day)
        {
            Placing = inputs.Placing,
            Surroundings = inputs.Surroundings,
        };
    }

    /// <summary>Those between whom it is decided, the first before the others as far as their loads are known: all who are eligible in the lowest area that has anyone.</summary>
    public static IReadOnlyList<Candidate> ContendersOf(AssignmentInputs inputs) => Look(inputs).Ranked;

    private static (List<Candidate> Seen, List<Candidate> Ranked) Look(AssignmentInputs inputs)
    {
        ILookup<string, Candidate> byArea = inputs.Candidates.ToLookup(c => c.Assignee.Area, c => c.On(inputs.Day, inputs.Category), StringComparer.Ordinal);
        List<Candidate> seen = [];
        foreach (ChainLink link in inputs.Place.Chain.Reverse())
        {
            Candidate[] here = [.. byArea[link.Code].Order(Comparer<Candidate>.Create(ByCode))];
            seen.AddRange(here);
            if (Array.Exists(here, c => c.Excluded is null))
            {
                return (seen, [.. here.Where(c => c.Excluded is null).Order(Order)]);
            }
        }

        return (seen, []);
    }

    // Ids are unique among posts, teams and partners together, being UUIDs; the kind decides where somebody chose them alike.
    private static int ByCode(Candidate one, Candidate other)
    {
        int order = string.CompareOrdinal(one.Assignee.Code, other.Assignee.Code);
        order = order != 0 ? order : string.CompareOrdinal(one.Assignee.Id, other.Assignee.Id);
        return order != 0 ? order : one.Assignee.Kind.CompareTo(other.Assignee.Kind);
    }
}
