using GridSteward.Domain.Reports;
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
    /// <param name="found">The place.</param>
    /// <param name="category">The category's code; null asks for any.</param>
    /// <param name="at">The moment; a place of the past has its own.</param>
    /// <param name="roster">Who could handle it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="loads">Open loads counted before, by assignee's key; added to.</param>
    public async Task<Assignment> AssignAsync(
        FoundPlace found, string? category, DateTimeOffset at, Roster roster, CancellationToken cancellationToken, Dictionary<string, long>? loads = null)
    {
        if (found.Settings is not { } settings)
        {
            return Assigner.Choose(new AssignmentQuestion(found.Place, category, DateOnly.FromDateTime(at.UtcDateTime), null, null), []);
        }

        var question = new AssignmentQuestion(found.Place, category, settings.DayOf(found.Then ?? at), found.BuildingId, found.OriginVillage);
        IReadOnlyList<Candidate> candidates = Assigner.CandidatesOf(question, roster);
        if (candidates.Count(c => c.Excluded is null) < 2)
        {
            return Assigner.Choose(question, candidates);
        }

        if (found.Then is not null)
        {
            // How many reports were open then is not kept.
            Assignment then = Assigner.Choose(question, candidates);
            return then with { Reasons = [.. then.Reasons, AssignmentReasons.LoadsNotKnown] };
        }

        return Assigner.Choose(question, await CountLoadsAsync(settings.Jurisdiction, candidates, loads ?? [], cancellationToken));
    }

    private async Task<IReadOnlyList<Candidate>> CountLoadsAsync(
        string jurisdiction, IReadOnlyList<Candidate> candidates, Dictionary<string, long> loads, CancellationToken cancellationToken)
    {
        List<Candidate> counted = [];
        foreach (Candidate candidate in candidates)
        {
            string key = candidate.Assignee.Key;
            if (candidate.Excluded is null && !loads.ContainsKey(key))
            {
                loads[key] = await store.CountAsync(OpenReports.Of(jurisdiction, key), cancellationToken);
            }

            counted.Add(candidate.Excluded is null ? candidate with { OpenLoad = loads[key] } : candidate);
        }

        return counted;
    }
}
