using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Reads the roster and the open loads that a choice needs, and makes it.</summary>
public sealed class Assigning(IDocumentStore store)
{
    /// <summary>Chooses an assignee for a place.</summary>
    public async Task<Assignment> AssignAsync(FoundPlace found, string? category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Roster roster = found.Settings is { } settings
            ? await Roster.ReadAsync(store, settings.Jurisdiction, found.Place.Codes, cancellationToken)
            : new Roster([], []);
        return await AssignAsync(found, category, at, roster, cancellationToken);
    }

    /// <summary>Chooses an assignee from a roster that was read before, for many places at once.</summary>
    public async Task<Assignment> AssignAsync(FoundPlace found, string? category, DateTimeOffset at, Roster roster, CancellationToken cancellationToken)
    {
        if (found.Settings is not { } settings)
        {
            return new Assignment(found.Place, null, [], [.. AssignmentReasons.OfPlace(found.Place), .. AssignmentReasons.OfChoice(new AssignmentQuestion(found.Place, category, default, null, null), [], [])], [], category, null);
        }

        var question = new AssignmentQuestion(found.Place, category, settings.DayOf(at), found.BuildingId, found.OriginVillage);
        IReadOnlyList<Candidate> candidates = Assigner.CandidatesOf(question, roster);
        if (candidates.Count(c => c.Excluded is null) > 1)
        {
            candidates = await CountLoadsAsync(settings.Jurisdiction, candidates, cancellationToken);
        }

        return Assigner.Choose(question, candidates);
    }

    private async Task<IReadOnlyList<Candidate>> CountLoadsAsync(string jurisdiction, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        List<Candidate> counted = [];
        foreach (Candidate candidate in candidates)
        {
            counted.Add(candidate.Excluded is not null ? candidate : candidate with
            {
                OpenLoad = await store.CountAsync(
                    Kinds.Report.In(jurisdiction).Where(new Filter.Equal("open", true)).Where(new Filter.Equal("assignee", candidate.Assignee.Key)), cancellationToken),
            });
        }

        return counted;
    }
}
