using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Geo;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>The reports of a made-up town: of the last 120 days, most of them closed, some late, some begun again.</summary>
internal static class CoverageTownReports
{
    private static readonly DateOnly AssignedOn = new(2026, 1, 1);

    public static Report Of(int number, string id, Random random, Func<int, Place> placeOf, int grid, Wgs84Point point)
    {
        bool isPlaced = random.Next(50) > 0;
        Place place = isPlaced ? placeOf(grid) : Place.Nowhere(Basis.None, CoverageTown.Code, 1);
        DateTimeOffset received = CoverageTown.AsOf.AddSeconds(-random.Next(86_400 * 120));
        DateTimeOffset accepted = received.AddMinutes(random.Next(10, 60 * 40)), resolved = accepted.AddMinutes(random.Next(10, 60 * 150));
        ReportState state = number % 20 == 0 ? ReportState.Waiting
            : resolved <= CoverageTown.AsOf ? (random.Next(5) == 0 ? ReportState.Resolved : ReportState.Closed)
            : accepted <= CoverageTown.AsOf ? ReportState.Accepted : ReportState.Received;
        bool isAccepted = state != ReportState.Received, isResolved = state is ReportState.Resolved or ReportState.Closed, open = Lifecycle.IsOpen(state);
        return new Report
        {
            Id = id,
            Jurisdiction = CoverageTown.Code,
            Category = "hazard",
            Kind = ReportKind.Hazard,
            Source = ReportSource.Resident,
            State = state,
            Open = open,
            Private = random.Next(200) == 0,
            ReceivedAt = received,
            AcceptBy = received.AddHours(24),
            ResolveBy = received.AddHours(72),
            AcceptedAt = isAccepted ? accepted : null,
            ResolvedAt = isResolved ? resolved : null,
            DueAt = !open || state == ReportState.Waiting ? null : received.AddHours(isAccepted ? 72 : 24),
            LateThreeTimesFrom = random.Next(3) == 0 ? null : received.AddHours(216),
            Reopens = random.Next(15) == 0 ? 1 : 0,
            Feedback = isResolved && random.Next(2) == 0 ? new Feedback(resolved.AddHours(5), random.Next(5) > 0, null, 1, 4) : null,
            Point = isPlaced ? point : null,
            Assignment = Assigner.Choose(new AssignmentInputs(place, "hazard", AssignedOn, [])),
            Assignee = isPlaced ? $"post:{grid}" : null,
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = 1,
            Responsibility = FiveLevels.None,
            Nodes = [],
            TrackingHash = new string('a', 64),
            Sequence = 4,
        }.WithNodes();
    }
}
