using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Says who would get a report, why, who would be next and what would change that, without keeping anything.</summary>
public sealed class ExplainAssignment(IDocumentStore store, PlaceFinder places, Assigning assigning, TimeProvider clock)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3660);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Explains.</summary>
    /// <returns>Not found where a household is named that the caller does not see; invalid with every fault of the question.</returns>
    public async Task<Outcome<Explanation>> RunAsync(ExplainQuestion question, Caller caller, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset at = question.At ?? now;
        if (at < Earliest || at > now + Furthest)
        {
            return new Outcome<Explanation>.Invalid([new("$.at", "From the year 2000 to ten years from now.")]);
        }

        if (question.Where.Household is { } household && !await SeesAsync(household, caller, cancellationToken))
        {
            return new Outcome<Explanation>.NotFound("There is no such household.");
        }

        // The one place where the moment goes in: of the past, areas, settings and staff are those of then.
        PlacingSession session = places.Open(at < now ? AsOf.At(at) with { FirstCounts = true } : null);
        var located = await places.FindAsync(question.Where, session, cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return located.As<Explanation>();
        }

        if (question.Category is { } category && found.Settings is { } settings && settings.FindCategory(category) is null)
        {
            return new Outcome<Explanation>.Invalid([SubmitReport.UnknownCategory(category, settings)]);
        }

        var whatIf = await WhatIf.OpenAsync(store, session, assigning, found, question, at, cancellationToken);
        Assignment assignment = whatIf.Assignment;
        var target = new Target(found.Settings?.Jurisdiction ?? Jurisdiction.Unassigned, assignment.Place.Codes);
        bool inFull = caller.Can(Capability.ReadReports, target);
        bool mayLocate = assignment.Place.Basis is Basis.Point or Basis.Building || caller.Can(Capability.ReadHouseholds, target);
        bool isPast = found.Then is not null;
        List<WouldChange> changes =
        [
            .. mayLocate ? await whatIf.OfPlaceAsync(cancellationToken) : [],

            // How much somebody has to do and when somebody will be away is for those who work there.
            .. inFull && !isPast ? whatIf.OfLoads() : [],
            .. inFull && !isPast ? await whatIf.OfDaysAsync(cancellationToken) : [],
            .. await whatIf.OfCategoriesAsync(cancellationToken),
        ];
        return new Explanation(at, found.Settings?.Jurisdiction, assignment, isPast ? null : now, inFull, mayLocate, changes);
    }

    private async Task<bool> SeesAsync(string reference, Caller caller, CancellationToken cancellationToken)
    {
        string[] parts = reference.Split('/', 2);
        return parts.Length == 2 && parts[0].Length > 0 && DocumentIds.IsValid(parts[1])
            && caller.CanSomewhereIn(Capability.ReadHouseholds, parts[0])
            && await store.FindAsync(Kinds.Household, parts[0], parts[1], cancellationToken) is { Value: Household found }
            && caller.Can(Capability.ReadHouseholds, new Target(parts[0], found.Areas));
    }
}
