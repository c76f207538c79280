using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;

namespace GridSteward.Domain.Assignments;

/// <summary>
/// Reads the roster and the open loads that a choice needs, and makes it. The loads are those of the moment at which they are read: of reports that come in at
/// once, each may see what the others saw, so that as many as are under way at a time can go to one assignee; whoever comes later sees them.
/// </summary>
public sealed class Assigning(IDocumentStore store)
{
    /// <summary>Chooses an assignee for a place.</summary>
    public async Task<Assignment> AssignAsync(FoundPlace found, string? category, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using TraceSpan span = TraceSpan.Begin("assign");
        Roster roster = found.Settings is { } settings
            ? await Roster.ReadAsync(store, settings.Jurisdiction, found.Place.Codes, cancellationToken)
            : Roster.Empty;
        return await AssignAsync(found, category, at, roster, cancellationToken);
    }

    /// <summary>Chooses an assignee, and says who else answers, from a roster that was read before, for many places at once.</summary>
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
            return Assigner.Choose(new AssignmentInputs(found.Place, category, DateOnly.FromDateTime(at.UtcDateTime), [])) with { Answerable = FiveLevels.None };
        }

        DateOnly day = settings.DayOf(found.Then ?? at);
        var question = new RosterQuestion(found.Place.Chain, day, found.BuildingId, found.OriginVillage);
        var inputs = new AssignmentInputs(found.Place, category, day, roster.CandidatesOf(question)) { Placing = found.Placing, Surroundings = found.Surroundings() };
        Assignment chosen = await ChooseAsync(found, settings, inputs, loads ?? [], cancellationToken);
        return chosen with { Answerable = roster.AnswerableFor(question, category) };
    }

    private async Task<Assignment> ChooseAsync(
        FoundPlace found, Jurisdiction settings, AssignmentInputs inputs, Dictionary<string, long> loads, CancellationToken cancellationToken)
    {
        IReadOnlyList<Candidate> contenders = Assigner.ContendersOf(inputs);
        if (contenders.Count < 2)
        {
            return Assigner.Choose(inputs);
        }

        if (found.Then is not null)
        {
            // How many reports were open then is not kept.
            Assignment then = Assigner.Choose(inputs);
            return then with { Reasons = [.. then.Reasons, AssignmentReasons.LoadsNotKnown] };
        }

        foreach (string key in contenders.Select(c => c.Assignee.Key).Where(key => !loads.ContainsKey(key)))
        {
            loads[key] = await store.CountAsync(OpenReports.Of(settings.Jurisdiction, key), cancellationToken);
        }

        HashSet<Assignee> between = [.. contenders.Select(c => c.Assignee)];
        return Assigner.Choose(inputs with
        {
            Candidates = [.. inputs.Candidates.Select(c => between.Contains(c.Assignee) ? c with { OpenLoad = loads[c.Assignee.Key] } : c)],
        });
    }
}
