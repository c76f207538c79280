using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Responsibilities;

/// <summary>Finds who answers for a report that is there already, as posts are held now.</summary>
public sealed class FindFiveLevels(IDocumentStore store)
{
    /// <summary>Who answers for it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="settings">Its jurisdiction's; null where it lies in none.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<FiveLevels> RunAsync(Report report, Jurisdiction? settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (settings is null)
        {
            return FiveLevels.None;
        }

        Place place = report.Assignment.Place;
        Roster roster = await Roster.ReadAsync(store, settings.Jurisdiction, place.Codes, cancellationToken);
        string? building = report.Building?[(report.Building.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return roster.AnswerableFor(new RosterQuestion(place.Chain, settings.DayOf(now), building, null), report.Category);
    }
}
