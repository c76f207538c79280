using GridSteward.Domain.Areas;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>What became of one report's assignment when it was made again.</summary>
/// <param name="Number">The report's number.</param>
/// <param name="Id">Its id.</param>
/// <param name="PlaceReplayed">Whether its place was found again too; not where what it was found by was not kept yet.</param>
/// <param name="Erased">Whether it could not be the same, because what it was made from was erased.</param>
/// <param name="Differences">What is not the same; empty for nearly all.</param>
public sealed record ReplayedReport(string Number, string Id, bool PlaceReplayed, bool Erased, IReadOnlyList<ReplayDifference> Differences);

/// <summary>Some reports, in the order of their ids.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="After">After which id to go on; null where there are no more.</param>
public sealed record ReplayedPage(IReadOnlyList<ReplayedReport> Reports, string? After);

/// <summary>
/// Makes stored assignments again from what they keep: the place on the areas of their generation, the choice from the candidates as they stood. Nothing is
/// written. Which of several jurisdictions a point belongs to is not asked again.
/// </summary>
public sealed class ReplayAssignments(IDocumentStore store, AreaSnapshots snapshots)
{
    private const int PageSize = 200;

    /// <summary>Replays the next reports of a jurisdiction; not private cases, of which no file tells.</summary>
    /// <param name="jurisdiction">The jurisdiction, or <c>unassigned</c>.</param>
    /// <param name="after">The id after which to go on; null from the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ReplayedPage> ReplayAsync(string jurisdiction, string? after, CancellationToken cancellationToken)
    {
        Page<Report> page = await store.ListAsync(Kinds.Report.In(jurisdiction).Where(new Filter.NotTrue("private")), new PageRequest(PageSize, after is null ? null : new PageToken(null, after)), cancellationToken);
        Dictionary<(int, string), AreaSnapshot?> areas = [];
        List<ReplayedReport> replayed = [];
        foreach (Stored<Report> report in page.Items)
        {
            replayed.Add(await ReplayAsync(report.Value, areas, cancellationToken));
        }

        return new ReplayedPage(replayed, page.Next?.Id);
    }

    private async Task<ReplayedReport> ReplayAsync(Report report, Dictionary<(int, string), AreaSnapshot?> areas, CancellationToken cancellationToken)
    {
        Assignment was = report.Assignment;
        AssignmentInputs inputs = was.Inputs;
        List<ReplayDifference> differences = [];
        bool placed = false;
        if (was.Placing is { } placing && !(placing.ByPoint && report.Point is null))
        {
            var key = (was.Place.Generation, string.Join('\n', placing.Levels));
            if (!areas.TryGetValue(key, out AreaSnapshot? snapshot))
            {
                areas[key] = snapshot = await snapshots.GetGenerationAsync(report.Jurisdiction, was.Place.Generation, placing.Levels, cancellationToken);
            }

            placed = snapshot is not null;
            if (snapshot is null)
            {
                differences.Add(new("generation", $"{was.Place.Generation}", "is not there"));
            }
            else
            {
                Place place = PlaceOf(snapshot, was.Place, placing, report);
                inputs = inputs with
                {
                    Place = place,
                    Surroundings = placing.ByPoint ? AreaSurroundings.Of(snapshot, place, report.Point!.Value, placing.ToleranceMetres) : null,
                };
            }
        }

        differences.AddRange(ReplayDifference.Between(was, Assigner.Choose(inputs)));
        bool erased = differences.Count > 0 && report is { Erased: true, Point: null } && was.Place.Basis is Basis.Household or Basis.Card;
        return new ReplayedReport(report.Number, report.Id, placed, erased, differences);
    }

    private static Place PlaceOf(AreaSnapshot snapshot, Place was, Placing placing, Report report)
    {
        Place place = placing.ByPoint ? AreaPlacing.Of(snapshot, report.Point!.Value, placing.AccuracyMetres, placing.ToleranceMetres, was.Basis)
            : was.Chain.Count > 0 && snapshot.Find(was.Chain[^1].Code) is { } area ? AreaPlacing.OfArea(snapshot, area, was.Basis)
            : Place.Nowhere(was.Basis, generation: snapshot.Generation);
        return place with { Jurisdiction = was.Jurisdiction };
    }
}
