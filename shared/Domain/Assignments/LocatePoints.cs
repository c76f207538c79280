using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>Where a point lies and who would get a report from there now.</summary>
/// <param name="Jurisdiction">The jurisdiction; null where it lies in none.</param>
/// <param name="Assignment">The chain of areas and the assignee.</param>
public sealed record LocatedPoint(string? Jurisdiction, Assignment Assignment);

/// <summary>A point that is asked about.</summary>
public sealed record PointQuestion(Wgs84Point Point, double? AccuracyMetres);

/// <summary>Answers for points what a report from there would be answered, without keeping anything.</summary>
public sealed class LocatePoints(PlaceFinder places, Assigning assigning, TimeProvider clock)
{
    /// <summary>Locates the points, in their order.</summary>
    /// <param name="points">The points.</param>
    /// <param name="category">The category to ask for; null asks for any.</param>
    /// <param name="jurisdiction">The one jurisdiction to look in; null looks in all.</param>
    /// <param name="asOf">The moment of the past of which the areas and those who answer for them are taken; null for now.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<Outcome<IReadOnlyList<LocatedPoint>>> RunAsync(
        IReadOnlyList<PointQuestion> points, string? category, string? jurisdiction, AsOf? asOf, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (asOf?.FaultAt(null, now) is { } fault)
        {
            return new Outcome<IReadOnlyList<LocatedPoint>>.Invalid([new("$.asOf", fault)]);
        }

        PlacingSession session = places.Open(asOf);
        if (jurisdiction is not null && await session.FindAsync(jurisdiction, cancellationToken) is null)
        {
            return new Outcome<IReadOnlyList<LocatedPoint>>.Invalid([new("$.jurisdiction", $"There is no jurisdiction '{jurisdiction}'.")]);
        }

        Dictionary<string, long> loads = [];
        List<LocatedPoint> located = new(points.Count);
        foreach (PointQuestion question in points)
        {
            FoundPlace found = await session.OfPointAsync(question.Point, question.AccuracyMetres, jurisdiction, cancellationToken);
            Jurisdiction? settings = found.Settings;
            if (category is not null && settings is not null && settings.FindCategory(category) is null)
            {
                return new Outcome<IReadOnlyList<LocatedPoint>>.Invalid([SubmitReport.UnknownCategory(category, settings)]);
            }


            // All of a town's posts at once for many points; for one, the handful that could have it.
            Roster roster = settings is null ? Roster.Empty
                : points.Count == 1 ? await session.RosterAsync(settings.Jurisdiction, found.Place, cancellationToken)
                : await session.RosterAsync(settings.Jurisdiction, cancellationToken);
            located.Add(new LocatedPoint(settings?.Jurisdiction, await assigning.AssignAsync(found, category, now, roster, cancellationToken, loads)));
        }

        return new Outcome<IReadOnlyList<LocatedPoint>>.Done(located);
    }
}
