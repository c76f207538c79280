using System.Runtime.CompilerServices;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Counting;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Geo;

namespace GridSteward.Domain.Tests.Coverage;

/// <summary>A random town with everything that coverage counts: overlapping and lone areas, counted and uncounted buildings, crowded ones, units without place, lost buildings, posts of all sorts.</summary>
internal sealed class CoverageScene : IMarks
{
    private static readonly Square[] Squares =
    [
        new("c1", "community", null, 0, 0, 2, 2), new("c2", "community", null, 2, 0, 2, 2), new("g1", "grid", "c1", 0, 0), new("g2", "grid", "c1", 1, 0), new("g3", "grid", "c2", 2, 0, 2),
        new("g0", "grid", "c1", 0.5, 0.5), new("lone", "grid", null, 5, 0),
    ];

    public CoverageScene(int seed, int units = 120, int reports = 120)
    {
        var random = new Random(seed);
        Snapshot = Town.Snapshot(Squares);
        Day = new DateOnly(2026, 3, 2);
        AsOf = new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero);
        Rules = new CoverageRules { Intervals = new(random.Next(30, 100), random.Next(10, 40), random.Next(3, 10)), LoopDays = random.Next(5, 60), ConfirmedDays = random.Next(5, 40), Target = 0.8 };
        Settings = Town.Settings() with { Coverage = Rules, ToleranceMetres = 0 };
        Stewards = [.. Enumerable.Range(0, 4).Select(i => Town.Steward($"s{i}") with
        {
            Code = random.Pick<string?>(null, $"0{i}"),
            ChannelConfirmedAt = random.Next(3) == 0 ? null : AsOf.AddDays(-random.Next(0, 50)),
        })];
        Teams = [Town.Team("ta", "g1", "g2"), Town.Team("tb", "c1"), Town.Team("tc", "lone", "c2")];
        Buildings = [.. Enumerable.Range(0, 9).Select(i => Town.Building($"b{i}", (random.Next(-5, 65) + 0.13) / 10, (random.Next(-5, 22) + 0.17) / 10) with
        {
            Expected = random.Next(4) == 0 ? null : new(random.Next(0, 12), random.Next(0, 3), random.Next(0, 3)),
        })];
        Posts = [.. Enumerable.Range(0, 8).Select(i => Town.Post($"p{i}", random.Pick("c1", "c2", "g1", "g2", "g3", "lone")) with
        {
            Duty = random.Next(4) == 0 ? Duty.Lead : Duty.Handle,
            Steward = random.Next(4) == 0 ? null : $"s{random.Next(4)}",
            Building = random.Next(3) == 0 ? $"b{random.Next(9)}" : null,
            Categories = random.Next(4) == 0 ? ["trees"] : [],
            ValidTo = random.Pick<DateOnly?>(null, null, Day, Day.AddDays(1)),
        })];
        Units = [.. Enumerable.Range(0, units).Select(i => Unit(i, random))];
        Reports = [.. Enumerable.Range(0, reports).Select(i => ReportOf(i, random))];
    }

    public AreaSnapshot Snapshot { get; }

    public IReadOnlyList<Area> Areas => Snapshot.Areas;

    public DateOnly Day { get; }

    public DateTimeOffset AsOf { get; }

    public CoverageRules Rules { get; }

    public Jurisdiction Settings { get; }

    public IReadOnlyList<Steward> Stewards { get; }

    public IReadOnlyList<Team> Teams { get; }

    public IReadOnlyList<Building> Buildings { get; }

    public IReadOnlyList<Post> Posts { get; }

    public IReadOnlyList<Household> Units { get; init; }

    public IReadOnlyList<Report> Reports { get; init; }

    public Task<Counted> CountAsync() => CoverageCount.RunAsync(Basis(), this, AsOf, World.Ct);

    public CountingBasis Basis() => new(
        Settings, Day, AsOf, Snapshot, Buildings.ToDictionary(b => b.Id, b => new PlacedBuilding(b.Id, PlaceOf(b.Point).AreaPath, b.Expected)),
        new Answering(Posts, Stewards, Teams, Day, AsOf.AddDays(-Rules.ConfirmedDays), AsOf));

    public async IAsyncEnumerable<IReadOnlyList<UnitMark>> UnitsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Household[] some in Units.Chunk(7))
        {
            yield return [.. some.Select(UnitMark.Of)];
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<ReportMark>> ReportsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Report[] some in Reports.Chunk(11))
        {
            yield return [.. some.Select(ReportMark.Of)];
        }
    }

    private Place PlaceOf(Wgs84Point? point) => point is { } at ? AreaPlacing.Of(Snapshot, at, null, 0, Domain.Assignments.Basis.Point) : Place.Nowhere(Domain.Assignments.Basis.None, "town", Snapshot.Generation);

    private Household Unit(int i, Random random)
    {
        string? building = random.Next(5) == 0 ? null : random.Next(25) == 0 ? "gone" : $"b{random.Next(9)}";
        Wgs84Point? point = random.Next(12) == 0 ? null
            : building is not null && random.Next(5) > 0 && Buildings.FirstOrDefault(b => b.Id == building) is { } home ? home.Point
            : Town.Point((random.Next(-5, 65) + 0.13) / 10, (random.Next(-5, 22) + 0.17) / 10);
        Place place = PlaceOf(point);
        return new Household
        {
            Id = $"u{i:D4}",
            Jurisdiction = "town",
            Code = $"u{i}",
            Residents = 2,
            Building = building,
            Point = point,
            Kind = random.Pick(UnitKind.Household, UnitKind.Household, UnitKind.Household, UnitKind.Company, UnitKind.Shop),
            Care = random.Pick(CareLevel.Ordinary, CareLevel.Ordinary, CareLevel.Attention, CareLevel.Key),
            MovedOn = random.Next(10) == 0 ? Day.AddDays(random.Next(-3, 4)) : null,
            MergedInto = random.Next(20) == 0 ? "u0000" : null,
            Visits = random.Next(4) == 0 ? null : new VisitSummary(random.Next(5) == 0 ? null : Day.AddDays(-random.Next(-2, 110)), AsOf, VisitOutcome.Done, 0),
            Place = place,
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = place.Generation,
        };
    }

    private Report ReportOf(int i, Random random)
    {
        Place place = PlaceOf(random.Next(12) == 0 ? null : Town.Point((random.Next(-5, 65) + 0.13) / 10, (random.Next(-5, 22) + 0.17) / 10));
        DateTimeOffset received = AsOf.AddHours(-random.Next(-5, 24 * 70)).AddMinutes(-1);
        ReportState state = random.Pick(Enum.GetValues<ReportState>());
        DateTimeOffset? accepted = state is ReportState.Received || random.Next(8) == 0 ? null : received.AddHours(random.Next(1, 60));
        DateTimeOffset? resolved = state is ReportState.Resolved or ReportState.Closed or ReportState.ReopenRequested ? received.AddHours(random.Next(2, 400)) : null;
        bool open = Lifecycle.IsOpen(state);
        return new Report
        {
            Id = $"r{i:D4}",
            Jurisdiction = "town",
            Category = "hazard",
            Kind = ReportKind.Hazard,
            Source = ReportSource.Resident,
            State = state,
            Open = open,
            Private = random.Next(15) == 0,
            ReceivedAt = received,
            AcceptBy = received.AddHours(24),
            ResolveBy = received.AddHours(72),
            AcceptedAt = accepted,
            ResolvedAt = resolved,
            DueAt = open && state != ReportState.Waiting ? received.AddHours(state == ReportState.Received ? 24 : 72) : null,
            LateThreeTimesFrom = random.Next(3) == 0 ? null : received.AddHours(216),
            Reopens = random.Next(6) == 0 ? 1 : 0,
            Feedback = resolved is not null && random.Next(2) == 0 ? new Feedback(AsOf, random.Next(3) > 0, null, 1, 1) : null,
            Assignment = null!,
            Assignee = random.Pick(null, "post:id-p0", "post:id-p1", "post:id-p2", "post:gone", "team:id-ta", "team:id-tb"),
            Areas = place.Codes,
            AreaPath = place.AreaPath,
            Generation = place.Generation,
            Nodes = [],
            TrackingHash = "",
            Sequence = 1,
        };
    }
}
