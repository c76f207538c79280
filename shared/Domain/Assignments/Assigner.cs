using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Assignments;

/// <summary>What is asked of a choice.</summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Category">The category's code; null asks for any.</param>
/// <param name="Day">The local day.</param>
/// <param name="Building">The building it is about; null where none was named.</param>
/// <param name="OriginVillage">The household's origin village; null where there is none, or it did not matter.</param>
public sealed record AssignmentQuestion(Place Place, string? Category, DateOnly Day, string? Building, string? OriginVillage);

/// <summary>
/// Chooses an assignee, deterministically: in the lowest area of the chain that has anyone, filter by duty, validity, vacancy and category;
/// then order by same building, acquaintance, open load over capacity, code (ordinal).
/// </summary>
public static class Assigner
{
    /// <summary>The candidates in the lowest area of the chain where anyone is eligible; above that, everyone who was excluded on the way.</summary>
    public static IReadOnlyList<Candidate> CandidatesOf(AssignmentQuestion question, Roster roster)
    {
        List<Candidate> seen = [];
        foreach (ChainLink link in question.Place.Chain.Reverse())
        {
            List<Candidate> here =
            [
                .. roster.PostsOf(link.Code).Select(p => Of(p, question)),
                .. roster.TeamsOf(link.Code).Select(t => Of(t, link.Code, question)),
            ];
            seen.AddRange(here.OrderBy(c => c.Assignee.Code, StringComparer.Ordinal).ThenBy(c => c.Assignee.Id, StringComparer.Ordinal));
            if (here.Exists(c => c.Excluded is null))
            {
                break;
            }
        }

        return seen;
    }

    /// <summary>Chooses among candidates whose loads have been counted.</summary>
    public static Assignment Choose(AssignmentQuestion question, IReadOnlyList<Candidate> candidates)
    {
        List<Candidate> ranked =
        [
            .. candidates.Where(c => c.Excluded is null)
                .OrderByDescending(c => c.SameBuilding)
                .ThenByDescending(c => c.Acquainted)
                .ThenBy(c => c.RelativeLoad)
                .ThenBy(c => c.Assignee.Code, StringComparer.Ordinal)
                .ThenBy(c => c.Assignee.Id, StringComparer.Ordinal),
        ];
        List<Reason> reasons = [.. AssignmentReasons.OfPlace(question.Place), .. AssignmentReasons.OfChoice(question, candidates, ranked)];
        return new Assignment(
            question.Place,
            ranked.FirstOrDefault()?.Assignee,
            [.. ranked.Skip(1).Take(3).Select(c => c.Assignee)],
            reasons,
            candidates,
            question.Category,
            question.Day);
    }

    private static Candidate Of(Post post, AssignmentQuestion question)
    {
        Exclusion? excluded = !post.HoldsOn(question.Day) ? Exclusion.NotInForce
            : post.Steward is null ? Exclusion.Vacant
            : OtherCategory(post.Categories, question.Category);
        return new Candidate(
            new Assignee(AssigneeKind.Post, post.Id, post.Code, post.Title, post.Area),
            post.Building is not null && post.Building == question.Building,
            question.OriginVillage is { } village && post.OriginVillages.Contains(village),
            0,
            post.Capacity,
            excluded);
    }

    private static Candidate Of(Team team, string area, AssignmentQuestion question)
        => new(new Assignee(AssigneeKind.Team, team.Id, team.Code, team.Name, area), false, false, 0, team.Capacity, OtherCategory(team.Categories, question.Category));

    private static Exclusion? OtherCategory(IReadOnlyList<string> takes, string? category)
        => category is null || takes.Count == 0 || takes.Contains(category) ? null : Exclusion.OtherCategory;
}
