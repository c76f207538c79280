using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Exports;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Households.Reshaping;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Privacy;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Transfers;
using GridSteward.Domain.Uploads;
using GridSteward.Domain.Visits;
using GridSteward.Pictures;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>One running instance of the program over a store: the operations, composed as the functions compose them, with caches of their own.</summary>
public sealed class Instance
{
    public Instance(IDocumentStore engine, IBlobStore blobs, TimeProvider clock, long memoryBytes = long.MaxValue)
    {
        var remembering = new RememberingStore(engine, clock);
        var publishing = new Publishing(remembering, Kinds.All);
        var store = new PublishedStore(remembering, publishing, Kinds.Published);
        Hindsight = new Hindsight(engine, clock);
        Store = store;
        Blobs = blobs;
        Directory = new JurisdictionDirectory(store);
        Snapshots = new AreaSnapshots(store, blobs, new AreaMemory(memoryBytes));
        Reservations = new Reservations(store, clock);
        Creator = new Creator(store, Reservations, clock);
        Jurisdictions = new KeepJurisdictions(store, Directory, Reservations, Tests.Deadlines.Calendars.Shipped, clock);
        Agenda = new Agenda(store, clock);
        var staging = new AreaStaging(store, blobs, Snapshots, Directory, Agenda, clock);
        Import = new AreaImport(store, staging, Reservations);
        var anew = new PlaceAnew(store);
        var reassign = new ReassignReport(store, new Assigning(store), clock);
        Preview = new ReassignmentPreview(store, anew, reassign);
        Trial = new TryAreaImport(staging, Snapshots, Preview);
        var references = new References(store);
        Changer = new Changer(store, clock);
        EditAreas = new EditAreas(staging, references);
        EditBorders = new EditBorders(new RunAreaEdits(store, staging, Snapshots, references, Reservations, Preview), new HouseholdSites(store));
        Places = new PlaceFinder(store, Hindsight, Directory, Snapshots);
        Responsible = new FindResponsible(store, Hindsight, Places, new Assigning(store), new AuditReads(store, clock));
        Deadlines = new DeadlineClock(Tests.Deadlines.Calendars.Shipped);
        var intake = new Intake(store, Places, Snapshots, new Assigning(store), Deadlines, clock);
        Steps = new StepReport(store, clock);
        Merge = new MergeReports(store, Steps, Deadlines);
        Similar = new FindSimilar(store, Places, clock);
        Join = new JoinReport(store, Steps, Merge, Similar);
        Following = new ReadFollowing(store);
        Submit = new SubmitReport(store, Places, intake, Reservations, new OnArrival(Join, Similar));

        var photoFiles = new PhotoFiles(blobs);
        HandOver = new HandOver(store, Places, intake, photoFiles, Agenda, clock);
        SendPhotos = new SendPhotos(store, photoFiles, Creator, Reservations, Agenda, new AuditReads(store, clock), PhotoLimits.Default, clock);
        SealPhotos = new SealPhotos(store, Steps, photoFiles, new SkiaThumbnails(), PhotoLimits.Default);
        KeepPhotos = new KeepPhotos(store, Steps, photoFiles, new AuditReads(store, clock), Agenda, clock);
        SweepPhotos = new SweepPhotos(store, photoFiles, Agenda, clock);
        Move = new MoveReport(store, Steps, Deadlines, HandOver);
        var held = new HeldPosts(store, clock);
        Assists = new KeepAssists(store, Steps, Snapshots, held);
        Inbox = new ReadInbox(store, held);
        Feedback = new GiveFeedback(store, Steps, Deadlines);
        Satisfaction = new ReadSatisfaction(store, Snapshots, clock);
        Grade = new GradeReport(store, Steps, Deadlines);
        Escalate = new EscalateReports(store, Directory, new EscalateReport(Steps, Move, new FindFiveLevels(store), Deadlines), Deadlines, clock);
        Links = new ReporterLinks(store);
        Read = new ReadReports(store, Links, Following, clock);
        var followers = new FollowBuilding(store, Places, Changer, clock);
        Staff = new KeepStaff(store, Snapshots, Creator, Changer, references, followers, clock);
        var placing = new PlaceUnits(store, Places);
        var reads = new AuditReads(store, clock);
        Households = new KeepHouseholds(store, placing, Creator, Changer, references, clock);
        Find = new FindHouseholds(store, reads, clock);
        Changes = new ReadUnitChanges(store, reads);
        var changeOnce = new ChangeOnce(store, Reservations);
        Reshape = new ReshapeUnits(store, placing, changeOnce, clock);
        Referrals = new KeepReferrals(store, Snapshots, Creator, Changer, reads, clock);
        Received = new ReceivedReferrals(store, Reservations, reads, clock);
        Checks = new CheckUnits(store, placing, changeOnce, clock);
        Visits = new KeepVisits(store, Creator, clock);
        VisitReads = new ReadVisits(store, new AuditReads(store, clock));
        Companions = new FindCompanions(store, clock);
        VisitRequests = new KeepVisitRequests(store, Creator, Changer, Companions, new AuditReads(store, clock), clock);
        VisitRequestReads = new ReadVisitRequests(store);
        Due = new DueUnits(store, clock);
        DayPlans = new PlanDay(store, new AuditReads(store, clock), clock);
        MoveMarks = new MoveMarks(store, Changer, clock);
        Books = new CoverageBooks(store, blobs, clock);
        Coverage = new CoverageRun(store, blobs, Snapshots, Books, clock);
        CoverageReports = new ReadCoverage(store);
        Nightly = new NightlyCoverage(Directory, Jurisdictions, Coverage, CoverageReports, clock);
        Uploads = new KeepUploads(store, blobs, Creator, Agenda, clock);
        JobFiles = new JobFiles(blobs);
        Jobs = new KeepJobs(store, Creator, Agenda, JobFiles, clock);
        Checkpoints = new JobCheckpoints(store);
        Campaigns = new KeepCampaigns(store, Snapshots, Creator, Changer, Jobs, clock);
        FixCampaigns = new FixCampaignWork(store, Checkpoints, clock);
        VisitCount = new CountVisits(store, Checkpoints, clock);
        NightlyVisits = new NightlyVisits(store, Directory, Jobs, clock);
        Orders = new OrderImports(Jobs, Uploads);
        Imports = new ImportWork(new ImportTools(store, publishing, Uploads, Checkpoints, JobFiles, Places, Snapshots, followers, clock), staging, Trial);
        PersonRequests = new PersonRequests(store, Jobs, Read);
        NightlyRetention = new NightlyRetention(Directory, Jurisdictions, Jobs, clock);
        Audit = new ReadAudit(store, clock);
        var erasure = new PersonalErasure(store, photoFiles, clock);
        var search = new PersonSearch(store, Checkpoints, JobFiles);
        var stewards = new StewardErasure(references, erasure, new PeopleDirectory(store, clock), new SignInIssuer(_ => Task.FromResult("issuer")), clock);
        PrivacyWorks =
        [
            new RetentionWork(store, blobs, erasure, Books, Checkpoints, clock),
            new ExportPersonWork(store, search, Checkpoints, JobFiles, clock),
            new ErasePersonWork(store, blobs, search, new SubjectErasure(store, erasure, stewards), Books, new KeptFiles(store, blobs, JobFiles, Uploads, clock), Checkpoints, JobFiles, clock),
        ];
        Exports = new OrderExports(Jobs, Snapshots);
        TableWork = new ExportTable(store, Snapshots, JobFiles, Checkpoints);
        Explain = new ExplainAssignment(store, Places, new Assigning(store), clock);
        Replay = new ReplayAssignments(store, Snapshots);
        ReplayWork = new ReplayWork(Replay, JobFiles, Checkpoints);
        Transfers = new KeepTransfers(store, Jobs, Uploads);
        ExportWork = new ExportJurisdiction(store, blobs, JobFiles, Checkpoints);
        Sweep = new JurisdictionSweep(store, blobs);
        Arriving = new ArrivingJurisdictions(store, Sweep, Directory, Checkpoints, Agenda, clock);
        ImportWork = new ImportJurisdiction(store, blobs, Uploads, Checkpoints, Arriving);
        Settled = new KeepSettled(store);
        Watch = new WatchAreas(store, Snapshots, Settled, Agenda, clock);
        Reassign = new ReassignWork(store, Places, Snapshots, Settled, reassign, anew, Checkpoints, JobFiles, Agenda, clock);
        Reassignments = new OrderReassignments(Jobs);
    }

    public KeepSettled Settled { get; }

    public WatchAreas Watch { get; }

    public ReassignWork Reassign { get; }

    public OrderReassignments Reassignments { get; }

    public ReassignmentPreview Preview { get; }

    public PersonRequests PersonRequests { get; }

    public NightlyRetention NightlyRetention { get; }

    public ReadAudit Audit { get; }

    /// <summary>The kinds of work that erase and put together.</summary>
    public IJobWork[] PrivacyWorks { get; }

    public IDocumentStore Store { get; }

    public Hindsight Hindsight { get; }

    public IBlobStore Blobs { get; }

    public JurisdictionDirectory Directory { get; }

    public AreaSnapshots Snapshots { get; }

    public Reservations Reservations { get; }

    public Creator Creator { get; }

    public KeepJurisdictions Jurisdictions { get; }

    public TryAreaImport Trial { get; }

    public AreaImport Import { get; }

    public EditAreas EditAreas { get; }

    public EditBorders EditBorders { get; }

    public Changer Changer { get; }

    public PlaceFinder Places { get; }

    public FindResponsible Responsible { get; }

    public SubmitReport Submit { get; }

    public DeadlineClock Deadlines { get; }

    public StepReport Steps { get; }

    public MergeReports Merge { get; }

    public FindSimilar Similar { get; }

    public JoinReport Join { get; }

    public ReadFollowing Following { get; }

    public GradeReport Grade { get; }

    public EscalateReports Escalate { get; }

    public HandOver HandOver { get; }

    public SendPhotos SendPhotos { get; }

    public SealPhotos SealPhotos { get; }

    public KeepPhotos KeepPhotos { get; }

    public SweepPhotos SweepPhotos { get; }

    public MoveReport Move { get; }

    public KeepAssists Assists { get; }

    public ReadInbox Inbox { get; }

    public GiveFeedback Feedback { get; }

    public ReadSatisfaction Satisfaction { get; }

    public ReporterLinks Links { get; }

    public ReadReports Read { get; }

    public KeepStaff Staff { get; }

    public KeepHouseholds Households { get; }

    public FindHouseholds Find { get; }

    public ReadUnitChanges Changes { get; }

    public ReshapeUnits Reshape { get; }

    public KeepReferrals Referrals { get; }

    public ReceivedReferrals Received { get; }

    public KeepCampaigns Campaigns { get; }

    public FixCampaignWork FixCampaigns { get; }

    public CheckUnits Checks { get; }

    public KeepVisits Visits { get; }

    public ReadVisits VisitReads { get; }

    public FindCompanions Companions { get; }

    public KeepVisitRequests VisitRequests { get; }

    public ReadVisitRequests VisitRequestReads { get; }

    public DueUnits Due { get; }

    public PlanDay DayPlans { get; }

    public MoveMarks MoveMarks { get; }

    public CountVisits VisitCount { get; }

    public NightlyVisits NightlyVisits { get; }

    public CoverageBooks Books { get; }

    public CoverageRun Coverage { get; }

    public ReadCoverage CoverageReports { get; }

    public NightlyCoverage Nightly { get; }

    public Agenda Agenda { get; }

    public KeepUploads Uploads { get; }

    public KeepJobs Jobs { get; }

    public JobFiles JobFiles { get; }

    public JobCheckpoints Checkpoints { get; }

    public OrderImports Orders { get; }

    public ImportWork Imports { get; }

    public ExplainAssignment Explain { get; }

    public ReplayAssignments Replay { get; }

    public ReplayWork ReplayWork { get; }

    public OrderExports Exports { get; }

    public ExportTable TableWork { get; }

    public KeepTransfers Transfers { get; }

    public JurisdictionSweep Sweep { get; }

    public ArrivingJurisdictions Arriving { get; }

    public ExportJurisdiction ExportWork { get; }

    public ImportJurisdiction ImportWork { get; }

    /// <summary>A worker that knows these kinds of work.</summary>
    public JobRunner Runner(TimeProvider clock, params IJobWork[] works) => new(Store, Agenda, JobFiles, Uploads, Watch, HandOver, SweepPhotos, works, new JobPace(JobRun.LeaseTime), clock);
}
