using GridSteward.Demo.Homes;
using GridSteward.Demo.Land;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Life;

/// <summary>A home with the id of its household, and of its building where it has one.</summary>
internal sealed record Registered(Home Home, string Household, string? Building);

/// <summary>Plans the reports of the last months: more of late, most of them solved, some waiting, a few forgotten.</summary>
internal sealed class ReportPlan(
    string jurisdiction, IReadOnlyList<Registered> homes, IReadOnlyList<ContactCard> cards, Polygon outline, Calendar calendar, Rolls rolls)
{
    private const int Reports = 620;
    private const int Days = 180;

    private static readonly (ReportSource Source, double Weight)[] Sources =
    [
        (ReportSource.Resident, 70), (ReportSource.BuildingHead, 8), (ReportSource.Patrol, 12), (ReportSource.Visit, 6), (ReportSource.Council, 2), (ReportSource.Partner, 2),
    ];

    private static readonly ReportState[] Targets = [ReportState.Received, ReportState.Accepted, ReportState.Resolved, ReportState.Closed, ReportState.Waiting, ReportState.Refused];

    /// <summary>How likely a report of some age (in days) is to have got how far, in the order of the targets; what has no number has the least.</summary>
    private static readonly (int Days, double[] Weights)[] Progress =
    [
        (1, [32, 40, 16, 12]), (3, [9, 36, 25, 30]), (10, [2, 15, 25, 58]), (40, [0.5, 4, 11, 84.5]), (int.MaxValue, [0.1, 0.7, 2.5, 96.7]),
    ];

    private readonly PersonNames names = new(rolls);
    private readonly ILookup<string, Registered> byGrid = homes.ToLookup(h => h.Home.House.Grid.Code, StringComparer.Ordinal);
    private readonly string[] grids = [.. homes.Select(h => h.Home.House.Grid.Code).Distinct()];

    public IReadOnlyList<PlannedReport> Plan() => [.. Enumerable.Range(0, Reports).Select(_ => One()).OrderBy(p => p.At)];

    private PlannedReport One()
    {
        int daysAgo = 1 + (int)(Days * Math.Pow(rolls.Between(0, 1), 2.1));
        DateTimeOffset at = calendar.At(daysAgo, rolls.Chance(0.45) ? rolls.Between(17, 22.5) : rolls.Between(6.5, 17));
        Registered about = rolls.Chance(0.7) ? rolls.Pick(homes) : rolls.Pick(byGrid[rolls.Pick(grids)].ToList());
        double[] weights = Progress.First(p => daysAgo <= p.Days).Weights;
        ReportState target = rolls.Weighted([.. Targets.Select((state, i) => (state, i < weights.Length ? weights[i] : 3))]);
        string category = rolls.Weighted(Lifecycle.IsOpen(target) && rolls.Chance(0.55) ? ReportWords.SlowCategories : ReportWords.Categories);
        ReportSource source = rolls.Weighted(Sources);
        bool contact = source == ReportSource.Resident && rolls.Chance(0.4);
        var submission = new ReportSubmission(
            category,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, rolls.Pick(ReportWords.Of[category]), about.Home.House.Name),
            Where(about),
            source,
            at.AddSeconds(-rolls.Whole(2, 200)),
            rolls.Id(),
            contact ? names.Next() : null,
            contact ? names.NextPhone() : null);
        return new PlannedReport(at, submission, source is ReportSource.Patrol or ReportSource.Visit or ReportSource.BuildingHead ? about.Home.House.Grid.Code : null, target);
    }

    private Whereabouts Where(Registered about) => rolls.Weighted<Func<Whereabouts>>(
    [
        (() => Near(about.Home.House.Spot, 30), 58),
        (() => new(null, Household: $"{jurisdiction}/{about.Household}"), 12),
        (() => about.Building is null ? Near(about.Home.House.Spot, 8) : new(null, Building: $"{jurisdiction}/{about.Building}"), 14),
        (() => new(null, Card: rolls.Pick(cards).Code), 9),
        (JustOutside, 1.5),
        (() => new(null, Jurisdiction: jurisdiction), 2),
    ])();

    private Whereabouts Near(Coordinate spot, double metres)
        => new(SentPosition.Of(Site.PointOf(new Coordinate(spot.X + rolls.Between(-metres, metres), spot.Y + rolls.Between(-metres, metres))), rolls.Whole(4, 45)));

    /// <summary>On the town's very edge, where a phone errs to the other side.</summary>
    private Whereabouts JustOutside()
    {
        Coordinate corner = rolls.Pick(outline.Shell.Coordinates);
        double length = Math.Sqrt((corner.X * corner.X) + (corner.Y * corner.Y));
        return Near(new Coordinate(corner.X * (1 + (9 / length)), corner.Y * (1 + (9 / length))), 4);
    }
}
