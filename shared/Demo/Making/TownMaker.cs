using GridSteward.Demo.Homes;
using GridSteward.Demo.Land;
using GridSteward.Demo.Life;
using GridSteward.Domain;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Making;

/// <summary>
/// Makes a town from its seed: land, homes, staff, then its life. What the program's operations can do in memory they do themselves; the many
/// households and visits are made by the same factories that the operations use.
/// </summary>
internal sealed class TownMaker
{
    private const string Code = DemoTown.Code;
    private const int DaysOfSettings = 775;

    private readonly MemoryStore store;
    private readonly MemoryBlobs blobs = new();
    private readonly PastClock clock = new();
    private readonly Jurisdiction settings = TownSettings.Of(Code);
    private readonly TownDocuments documents;
    private readonly int seed;
    private readonly Calendar calendar;
    private readonly JurisdictionDirectory directory;
    private readonly AreaSnapshots snapshots;
    private readonly PlaceFinder places;

    public TownMaker(int seed, DateTimeOffset now)
    {
        this.seed = seed;
        documents = new TownDocuments(Code, seed);
        store = documents.Store;
        calendar = new Calendar(settings, now);
        directory = new JurisdictionDirectory(store);
        snapshots = new AreaSnapshots(store, blobs, new AreaMemory(long.MaxValue));
        places = new PlaceFinder(store, new Hindsight(store, clock), directory, snapshots);
    }

    public async Task<DemoTown> MakeAsync()
    {
        Drawing drawing = Drawing.Of(seed);
        await PublishAsync(TownAreas.Of(drawing));
        var (community, elsewhere) = Build(drawing);
        List<Home> homes = [.. Settling.Community(community, Rolls("community")), .. Settling.Elsewhere(elsewhere, Rolls("elsewhere"))];
        RegisterFacts facts = new(calendar, Rolls("register"));
        List<Home> businesses = facts.Businesses([.. community, .. elsewhere]);
        var buildings = await RegisterBuildingsAsync([.. community.Concat(elsewhere).Where(h => h.IsBuilding)], facts, [.. homes, .. businesses]);
        Staffing staff = new(Code, drawing, [.. buildings.Select(b => (b.Key, b.Value))], calendar.Today, Rolls("staff"));
        await documents.WriteAsync(Kinds.Steward, staff.Stewards, null);
        await documents.WriteAsync(Kinds.Team, staff.Teams, t => t.Code);
        await documents.WriteAsync(Kinds.Partner, staff.Partners, p => p.Code);
        await documents.WriteAsync(Kinds.Post, staff.Posts, p => p.Code);

        var registered = await RegisterAsync([.. homes, .. businesses], facts, buildings, staff);
        var cards = new CardIssue(Code, Rolls("cards")).Issue(drawing, [.. buildings.Values], [.. registered.Select(r => r.Household)]);
        await documents.WriteAsync(Kinds.ContactCard, cards, null);
        await documents.WriteAsync(Kinds.ContactCardEntry, [.. cards.Select(CardIssue.EntryOf)], null);
        await LiveAsync(drawing, registered, staff, cards);

        documents.Add(Kinds.Jurisdiction, [settings]);
        var entry = await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, Code, CancellationToken.None);
        return new DemoTown(entry!.Value, blobs.All, documents.All);
    }

    private Rolls Rolls(string name) => new(seed, name);

    /// <summary>Settings and areas, two years ago.</summary>
    private async Task PublishAsync(IReadOnlyList<AreaDraft> drafts)
    {
        clock.Now = calendar.At(DaysOfSettings, 9);
        var jurisdictions = new KeepJurisdictions(store, directory, new Reservations(store, clock), HolidayCalendars.None, clock);
        TownDocuments.Require(await jurisdictions.CreateAsync(settings, null, Acting.Program, CancellationToken.None) is Outcome<Stored<Jurisdiction>>.Done);
        var next = new NextGeneration(Code, null, [], Rolls("import").Id().ToString("N"));
        AreaEdition edition = AreaEdition.Compose(next, drafts, ImportMode.Merge);
        var result = new AreaImportResult
        {
            Id = $"import.{next.ImportId}", Jurisdiction = Code, Generation = 1, Added = edition.Added, Changed = 0, Unchanged = 0, Removed = 0, Areas = edition.Areas.Count,
        };
        CommitOutcome outcome = await new AreaStaging(store, blobs, snapshots, directory, new Agenda(store, clock), clock).PublishAsync(
            next, edition, now => Acting.Program.Fact(now, "importAreas", "generation/1"), batch => batch.Create(Kinds.AreaImport, result), CancellationToken.None);
        TownDocuments.Require(!edition.TreeFaults(settings, drafts).Any() && outcome.Committed);
        documents.Take(Kinds.Area);
        documents.Take(Kinds.AreaImport);
        documents.Take(Kinds.Generation);

        // What is made from here on is placed by these areas.
        await new KeepSettled(store).RaiseAsync(Code, 1, CancellationToken.None);
        documents.Take(Kinds.SettledAreas);
        documents.TakeAudit(Container.Areas);
    }

    private (List<House> Community, List<House> Elsewhere) Build(Drawing drawing)
    {
        Rolls rolls = Rolls("houses");
        Plot[] compounds = [.. drawing.Top[0].Parts.Where(p => p.Kind == LandKind.Compound)];
        double land = compounds.Sum(c => Math.Pow(c.Shape.Area, 0.7));
        List<House> community =
        [
            .. compounds.SelectMany(c => Buildings.Of(c, (int)(3560 * Math.Pow(c.Shape.Area, 0.7) / land), rolls)),
            .. drawing.Top[0].Parts.Where(p => p.Kind == LandKind.StreetBlock).SelectMany(b => Buildings.Of(b, rolls.Whole(28, 52), rolls)),
        ];
        List<House> elsewhere =
        [
            .. drawing.Top.Where(t => t.Kind == LandKind.Village).SelectMany(t => t.Parts).SelectMany(g => Hamlets.Of(g, rolls)),
            .. drawing.Top.Where(t => t.Kind == LandKind.Park).SelectMany(t => t.Parts).SelectMany(g => Buildings.Of(g, 6, rolls)),
        ];
        return (community, elsewhere);
    }

    private async Task<Dictionary<House, string>> RegisterBuildingsAsync(IReadOnlyList<House> houses, RegisterFacts facts, IReadOnlyList<Home> homes)
    {
        Dictionary<House, ExpectedUnits> counted = facts.Count(houses, homes);
        Rolls rolls = Rolls("buildings");
        Building[] made =
        [
            .. houses.Select(h => new Building
            {
                Id = rolls.Id().ToString(), Jurisdiction = Code, Code = h.Code, Name = h.Name, Point = Site.PointOf(h.Spot), Sent = SentPosition.Of(Site.PointOf(h.Spot)),
                Expected = counted.GetValueOrDefault(h),
            }),
        ];
        await documents.WriteAsync(Kinds.Building, made, b => b.Code);
        return houses.Zip(made).ToDictionary(x => x.First, x => x.Second.Id);
    }

    /// <summary>Households with their people and their visits.</summary>
    private async Task<List<Registered>> RegisterAsync(List<Home> homes, RegisterFacts facts, Dictionary<House, string> buildings, Staffing staff)
    {
        Rolls rolls = Rolls("households");
        PersonNames names = new(rolls);
        VisitRounds rounds = new(calendar, Rolls("visits"));
        ILookup<string, string> stewards = staff.Posts.Where(p => p.Steward is not null).ToLookup(p => p.Area, p => p.Steward!, StringComparer.Ordinal);
        List<(Household Household, HouseholdPersonalPart Personal)> made = [];
        List<DemoDocument> visits = [];
        foreach (Home home in homes)
        {
            string? building = buildings.GetValueOrDefault(home.House);
            var submission = new HouseholdSubmission(
                home.Code, names.Next(elder: home.MonthsBetweenVisits == 1), rolls.Chance(0.85) ? names.NextPhone() : null,
                building is null ? SentPosition.Of(Site.PointOf(home.House.Spot)) : null, building, home.Flat, home.Residents, home.OriginVillage,
                WantsAcquaintance: home.OriginVillage is not null);
            submission = facts.Of(home, submission);
            Whereabouts where = building is null ? new(submission.Position, Jurisdiction: Code) : new(null, Building: $"{Code}/{building}", Jurisdiction: Code);
            FoundPlace found = ((Outcome<FoundPlace>.Done)await places.FindAsync(where, CancellationToken.None)).Value;
            Household household = Household.Of(Code, rolls.Id().ToString(), submission, found);
            string[] goers = [.. stewards[home.House.Grid.Code]];
            (Visit Visit, VisitPersonalPart? Personal)[] went = facts.IsNeverVisited() ? [] : [.. rounds.Of(home, household, goers)];
            household = household with { Visits = VisitReplay.Of(went.Select(w => w.Visit), settings.DayOf) };
            made.Add((household, HouseholdPersonalPart.Of(household, submission)!));
            foreach (var (visit, personal) in went)
            {
                visits.Add(DemoDocument.Of(Kinds.Visit, visit));
                visits.AddRange(personal is null ? [] : [DemoDocument.Of(Kinds.VisitPersonalPart, personal)]);
            }
        }

        await documents.WriteAsync(Kinds.Household, [.. made.Select(m => m.Household)], h => h.Code);
        documents.Add(Kinds.HouseholdPersonalPart, made.Select(m => m.Personal));
        Rolls entries = Rolls("ledger");
        AuditFact entered = Acting.Program.Fact(calendar.At(DaysOfSettings - 5, 10), "import", "");
        documents.Add(Kinds.UnitChange, made.Select(m => UnitLedger.Entry(
            entries.Id().ToString(), entered, UnitChangeKind.Imported, ChangeReason.Import, null, new UnitState(m.Household, m.Personal))));
        documents.AddRange(visits);

        // Reports come from people at home.
        return [.. homes.Zip(made, (home, m) => new Registered(home, m.Household.Id, m.Household.Building)).Where(r => r.Home.Kind == UnitKind.Household)];
    }

    /// <summary>What came of the visits to one unit, oldest first.</summary>
    private VisitSummary? SummaryOf(IReadOnlyList<Visit> visits)
    {
        int done = visits.ToList().FindLastIndex(v => v.Outcome == VisitOutcome.Done);
        return visits.Count == 0
            ? null
            : new VisitSummary(done < 0 ? null : settings.DayOf(visits[done].At), visits[^1].At, visits[^1].Outcome, visits.Count - 1 - done);
    }

    private async Task LiveAsync(Drawing drawing, List<Registered> homes, Staffing staff, IReadOnlyList<ContactCard> cards)
    {
        var outline = (Polygon)NetTopologySuite.Operation.OverlayNG.OverlayNGRobust.Union(drawing.Top.Select(t => (Geometry)t.Shape));
        Rolls rolls = Rolls("reports");
        IReadOnlyList<PlannedReport> plan = new ReportPlan(Code, homes, cards, outline, calendar, rolls).Plan();
        DeadlineClock deadlines = new(HolidayCalendars.None);
        Intake intake = new(store, places, snapshots, new Assigning(store), deadlines, clock);
        SubmitReport submit = new(store, places, intake, new Reservations(store, clock), arrival: null);
        MoveReport move = new(store, new StepReport(store, clock), deadlines, new HandOver(store, places, intake, new PhotoFiles(blobs), new Agenda(store, clock), clock));
        await new ReportDays(submit, move, clock, settings, staff.Posts, staff.Stewards, rolls).RunAsync(plan, calendar.Midnight);

        // The links of these reports went to nobody: their secrets are thrown away, and so that the town is the same each time, so are their hashes.
        documents.Add(Kinds.Report, store.All(Kinds.Report, Code).Select(r => r with { TrackingHash = Hashes.Hex($"nobody {r.Id}") }));
        documents.Take(Kinds.ReportEvent);
        documents.Take(Kinds.ReportPersonalPart);
        documents.Take(Kinds.Resolution);
        documents.Take(Kinds.OutboxMessage);
        documents.TakeAudit(Container.Reports);
    }
}
