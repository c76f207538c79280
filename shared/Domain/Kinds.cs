using GridSteward.Domain.Areas;
using GridSteward.Domain.Areas.Editing;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Cards;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Books;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Health;
using GridSteward.Domain.History;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Limits;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Operations;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Publications;
using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Regions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Uploads;
using GridSteward.Domain.Visits;

namespace GridSteward.Domain;

/// <summary>Every kind of document, with what it may be asked. Indexes on both engines and in infra/ follow from here.</summary>
public static class Kinds
{
    /// <summary>The order of reports and coverage lists.</summary>
    public static readonly Ordering NewestFirst = new("receivedAt", Descending: true);

    /// <summary>The order of inboxes.</summary>
    public static readonly Ordering OldestFirst = new("receivedAt");

    /// <summary>The order of coverage reports.</summary>
    public static readonly Ordering LatestDateFirst = new("date", Descending: true);

    /// <summary>The order of visits.</summary>
    public static readonly Ordering LatestFirst = new("at", Descending: true);

    /// <summary>The order of units to visit: within a care level those never met, then those last met longest ago (<see cref="VisitKey"/>).</summary>
    public static readonly Ordering LongestUnvisitedFirst = new("visitKey");

    /// <summary>The order of requests for visits: open ones by the day for which they are wanted, then ended ones, the latest first.</summary>
    public static readonly Ordering OpenFirst = new("rank");

    /// <summary>The order of jobs.</summary>
    public static readonly Ordering NewestJobFirst = new("createdAt", Descending: true);

    /// <summary>The order in which reports are looked at.</summary>
    public static readonly Ordering LookFirst = new("lookAt");

    /// <summary>The order of the agenda.</summary>
    public static readonly Ordering DueFirst = new("dueAt");

    /// <summary>The order of deliveries, as they are shown.</summary>
    public static readonly Ordering NewestDeliveryFirst = new("createdAt", Descending: true);

    /// <summary>The order of audit lists.</summary>
    public static readonly Ordering LatestFactFirst = new("fact.at", Descending: true);

    /// <summary>The order of generations: of two of one moment the current one, then the later one, first.</summary>
    public static readonly Ordering LatestGenerationFirst = new("since", Descending: true);

    /// <summary>The order of past versions.</summary>
    public static readonly Ordering ByWhoseVersion = new("of");

    /// <summary>People.</summary>
    public static readonly DocumentKind<Person> Person = new("person", Container.Directory, () => DomainJson.Default.Person);

    /// <summary>Invitations.</summary>
    public static readonly DocumentKind<Invitation> Invitation = new("invitation", Container.Directory, () => DomainJson.Default.Invitation);

    /// <summary>The first administrator's invitation.</summary>
    public static readonly DocumentKind<FirstAdministrator> FirstAdministrator = new("firstAdministrator", Container.Directory, () => DomainJson.Default.FirstAdministrator);

    /// <summary>Idempotency keys.</summary>
    public static readonly DocumentKind<Reservation> Reservation = new("reservation", Container.Directory, () => DomainJson.Default.Reservation);

    /// <summary>The list of jurisdictions.</summary>
    public static readonly DocumentKind<JurisdictionEntry> JurisdictionEntry = new("jurisdictionEntry", Container.Directory, () => DomainJson.Default.JurisdictionEntry);

    /// <summary>The version of that list.</summary>
    public static readonly DocumentKind<JurisdictionListVersion> JurisdictionListVersion
        = new("jurisdictionListVersion", Container.Directory, () => DomainJson.Default.JurisdictionListVersion);

    /// <summary>Contact cards by code.</summary>
    public static readonly DocumentKind<ContactCardEntry> ContactCardEntry = new("contactCardEntry", Container.Directory, () => DomainJson.Default.ContactCardEntry);

    /// <summary>Referrals by the jurisdiction of those who may read them.</summary>
    public static readonly DocumentKind<ReferralEntry> ReferralEntry = new("referralEntry", Container.Directory, () => DomainJson.Default.ReferralEntry) { Fields = [new("to")] };

    /// <summary>What wants to be looked at, and when.</summary>
    public static readonly DocumentKind<AgendaEntry> AgendaEntry = new("agendaEntry", Container.Directory, () => DomainJson.Default.AgendaEntry)
    {
        Fields = [new("dueAt"), new("schemaVersion")],
        Orders = [DueFirst],
    };

    /// <summary>How much was taken of limits lately.</summary>
    public static readonly DocumentKind<RateWindow> RateWindow = new("rateWindow", Container.Directory, () => DomainJson.Default.RateWindow);

    /// <summary>The key by which whoever is limited is named.</summary>
    public static readonly DocumentKind<RateKey> RateKey = new("rateKey", Container.Directory, () => DomainJson.Default.RateKey);

    /// <summary>What timers did, day by day.</summary>
    public static readonly DocumentKind<TimerDay> TimerDay = new("timerDay", Container.Directory, () => DomainJson.Default.TimerDay);

    /// <summary>What is written to see whether it can be.</summary>
    public static readonly DocumentKind<HealthProbe> HealthProbe = new("healthProbe", Container.Directory, () => DomainJson.Default.HealthProbe);

    /// <summary>Audit entries of the directory.</summary>
    public static readonly DocumentKind<DirectoryAuditEntry> DirectoryAudit = new("audit", Container.Directory, () => DomainJson.Default.DirectoryAuditEntry);

    /// <summary>Settings.</summary>
    public static readonly DocumentKind<Jurisdiction> Jurisdiction = new("jurisdiction", Container.Areas, () => DomainJson.Default.Jurisdiction);

    /// <summary>Area versions.</summary>
    public static readonly DocumentKind<Area> Area = new("area", Container.Areas, () => DomainJson.Default.Area);

    /// <summary>Generations.</summary>
    public static readonly DocumentKind<Generation> Generation = new("generation", Container.Areas, () => DomainJson.Default.Generation)
    {
        Fields = [new("since")],
        Orders = [LatestGenerationFirst],
    };

    /// <summary>Up to which generation everything has been looked at.</summary>
    public static readonly DocumentKind<SettledAreas> SettledAreas = new("settledAreas", Container.Areas, () => DomainJson.Default.SettledAreas);

    /// <summary>Import results.</summary>
    public static readonly DocumentKind<AreaImportResult> AreaImport = new("areaImport", Container.Areas, () => DomainJson.Default.AreaImportResult);

    /// <summary>Edits of several areas.</summary>
    public static readonly DocumentKind<AreaEdit> AreaEdit = new("areaEdit", Container.Areas, () => DomainJson.Default.AreaEdit);

    /// <summary>Buildings.</summary>
    public static readonly DocumentKind<Building> Building = new("building", Container.Areas, () => DomainJson.Default.Building) { Location = LocationFields.Point("point") };

    /// <summary>Stewards.</summary>
    public static readonly DocumentKind<Steward> Steward = new("steward", Container.Areas, () => DomainJson.Default.Steward) { Fields = [new("subject")] };

    /// <summary>Teams.</summary>
    public static readonly DocumentKind<Team> Team = new("team", Container.Areas, () => DomainJson.Default.Team) { Fields = [new("areas", FieldUse.Elements)] };

    /// <summary>Partners.</summary>
    public static readonly DocumentKind<Partner> Partner = new("partner", Container.Areas, () => DomainJson.Default.Partner) { Fields = [new("areas", FieldUse.Elements)] };

    /// <summary>Posts.</summary>
    public static readonly DocumentKind<Post> Post = new("post", Container.Areas, () => DomainJson.Default.Post) { Fields = [new("area"), new("duty"), new("steward"), new("building")] };

    /// <summary>What settings, buildings, teams, partners and posts were.</summary>
    public static readonly DocumentKind<PastVersion> PastVersion = new("past", Container.Areas, () => DomainJson.Default.PastVersion)
    {
        Fields = [new("of"), new("until")],
        Orders = [ByWhoseVersion],
    };

    /// <summary>Channels of notifications.</summary>
    public static readonly DocumentKind<NotificationChannel> NotificationChannel
        = new("notificationChannel", Container.Areas, () => DomainJson.Default.NotificationChannel);

    /// <summary>Their addresses and secrets.</summary>
    public static readonly DocumentKind<ChannelSecret> ChannelSecret = new("channelSecret", Container.Areas, () => DomainJson.Default.ChannelSecret);

    /// <summary>When stewards were reached over what.</summary>
    public static readonly DocumentKind<ChannelConfirmation> ChannelConfirmation
        = new("channelConfirmation", Container.Areas, () => DomainJson.Default.ChannelConfirmation) { Fields = [new("steward"), new("at")], Orders = [LatestFirst] };

    /// <summary>Contact cards.</summary>
    public static readonly DocumentKind<ContactCard> ContactCard = new("contactCard", Container.Areas, () => DomainJson.Default.ContactCard)
    {
        Fields = [new("household"), new("building"), new("area"), new("state"), new("areaPath")],
    };

    /// <summary>What happened to contact cards.</summary>
    public static readonly DocumentKind<CardHandOut> CardHandOut = new("cardHandOut", Container.Areas, () => DomainJson.Default.CardHandOut)
    {
        Fields = [new("card"), new("at")],
        Orders = [LatestFirst],
    };

    /// <summary>Households.</summary>
    public static readonly DocumentKind<Household> Household = new("household", Container.Households, () => DomainJson.Default.Household)
    {
        Fields =
        [
            new("areas", FieldUse.Elements), new("areaPath"), new("building"), new("erased"), new("movedOn"), new("care"), new("visitKey"), new("kind"), new("merged"), new("mergedInto"),
        ],
        Orders = [LongestUnvisitedFirst],
        Location = LocationFields.Point("point"),
        TracksWrites = true,
    };

    /// <summary>Who households are.</summary>
    public static readonly DocumentKind<HouseholdPersonalPart> HouseholdPersonalPart
        = new("householdPersonalPart", Container.Households, () => DomainJson.Default.HouseholdPersonalPart) { Fields = [new("needs", FieldUse.Elements)] };

    /// <summary>The ledger of changes of units.</summary>
    public static readonly DocumentKind<UnitChange> UnitChange = new("unitChange", Container.Households, () => DomainJson.Default.UnitChange)
    {
        Fields = [new("unit"), new("at"), new("kind"), new("areas", FieldUse.Elements)],
        Orders = [LatestFirst],
    };

    /// <summary>Words beside what the register keeps of units.</summary>
    public static readonly DocumentKind<RegisterWords> RegisterWords = new("registerWords", Container.Households, () => DomainJson.Default.RegisterWords) { Fields = [new("household")] };

    /// <summary>Referrals.</summary>
    public static readonly DocumentKind<Referral> Referral = new("referral", Container.Households, () => DomainJson.Default.Referral) { Fields = [new("household")] };

    /// <summary>Re-check campaigns.</summary>
    public static readonly DocumentKind<Campaign> Campaign = new("campaign", Container.Households, () => DomainJson.Default.Campaign);

    /// <summary>Units of campaigns.</summary>
    public static readonly DocumentKind<CampaignUnit> CampaignUnit = new("campaignUnit", Container.Households, () => DomainJson.Default.CampaignUnit)
    {
        Fields = [new("campaign"), new("unit"), new("found"), new("areas", FieldUse.Elements)],
    };

    /// <summary>Visits.</summary>
    public static readonly DocumentKind<Visit> Visit = new("visit", Container.Households, () => DomainJson.Default.Visit)
    {
        Fields =
        [
            new("household"), new("at"), new("areas", FieldUse.Elements), new("by"), new("team"), new("outcome"), new("far"), new("campaign"),
        ],
        Orders = [LatestFirst],
    };

    /// <summary>Words beside visits.</summary>
    public static readonly DocumentKind<VisitPersonalPart> VisitPersonalPart = new("visitPersonalPart", Container.Households, () => DomainJson.Default.VisitPersonalPart)
    {
        Fields = [new("household")],
    };

    /// <summary>Requests for visits.</summary>
    public static readonly DocumentKind<VisitRequest> VisitRequest = new("visitRequest", Container.Households, () => DomainJson.Default.VisitRequest)
    {
        Fields = [new("household"), new("open"), new("rank"), new("areas", FieldUse.Elements), new("post"), new("steward"), new("companionAsked")],
        Orders = [OpenFirst],
    };

    /// <summary>Words beside requests for visits.</summary>
    public static readonly DocumentKind<VisitRequestPersonalPart> VisitRequestPersonalPart
        = new("visitRequestPersonalPart", Container.Households, () => DomainJson.Default.VisitRequestPersonalPart)
        {
            Fields = [new("household")],
        };

    /// <summary>That all visits of a jurisdiction are counted.</summary>
    public static readonly DocumentKind<VisitsCounted> VisitsCounted = new("visitsCounted", Container.Households, () => DomainJson.Default.VisitsCounted);

    /// <summary>Reports.</summary>
    public static readonly DocumentKind<Report> Report = new("report", Container.Reports, () => DomainJson.Default.Report)
    {
        Fields =
        [
            new("state"), new("open"), new("assignee"), new("dueAt"), new("receivedAt"), new("areaPath"),
            new("areas", FieldUse.Elements), new("nodes", FieldUse.Elements), new("household"), new("erased"), new("closedAt"),
            new("lateFrom"), new("lateThreeTimesFrom"), new("lookAt"), new("duplicateOf"), new("waitsFor", FieldUse.Elements),
            new("private"), new("capturedFlags", FieldUse.Elements),
        ],
        Orders = [NewestFirst, OldestFirst, LookFirst],
        Location = LocationFields.Point("point"),
        TracksWrites = true,
    };

    /// <summary>Report events.</summary>
    public static readonly DocumentKind<ReportEvent> ReportEvent = new("reportEvent", Container.Reports, () => DomainJson.Default.ReportEvent) { Fields = [new("report")] };

    /// <summary>Personal parts of reports and their events.</summary>
    public static readonly DocumentKind<ReportPersonalPart> ReportPersonalPart = new("reportPersonalPart", Container.Reports, () => DomainJson.Default.ReportPersonalPart)
    {
        Fields = [new("report")],
    };

    /// <summary>What redactions have replaced.</summary>
    public static readonly DocumentKind<ReportOriginal> ReportOriginal = new("reportOriginal", Container.Reports, () => DomainJson.Default.ReportOriginal)
    {
        Fields = [new("report")],
    };

    /// <summary>What was said to be solved, and what its reporters said of that.</summary>
    public static readonly DocumentKind<Resolution> Resolution = new("resolution", Container.Reports, () => DomainJson.Default.Resolution)
    {
        Fields =
        [
            new("at"), new("private"), new("answered"), new("satisfied"), new("assignee"), new("steward"), new("category"), new("month"),
            new("areas", FieldUse.Elements), new("nodes", FieldUse.Elements),
        ],
    };

    /// <summary>Messages to go out.</summary>
    public static readonly DocumentKind<OutboxMessage> OutboxMessage = new("outboxMessage", Container.Reports, () => DomainJson.Default.OutboxMessage)
    {
        Fields = [new("state"), new("report"), new("createdAt")],
    };

    /// <summary>Messages on their way over channels.</summary>
    public static readonly DocumentKind<Delivery> Delivery = new("delivery", Container.Reports, () => DomainJson.Default.Delivery)
    {
        Fields = [new("state"), new("channel"), new("dueAt"), new("createdAt"), new("endedAt"), new("sentAs")],
        Orders = [DueFirst, NewestDeliveryFirst],
    };

    /// <summary>What channels are doing.</summary>
    public static readonly DocumentKind<ChannelState> ChannelState = new("channelState", Container.Reports, () => DomainJson.Default.ChannelState);

    /// <summary>Photos on their way in.</summary>
    public static readonly DocumentKind<PhotoDraft> PhotoDraft = new("photoDraft", Container.Reports, () => DomainJson.Default.PhotoDraft)
    {
        Fields = [new("report")],
    };

    /// <summary>Coverage reports.</summary>
    public static readonly DocumentKind<CoverageEntry> Coverage = new("coverage", Container.Outcomes, () => DomainJson.Default.CoverageEntry)
    {
        Fields = [new("date")],
        Orders = [LatestDateFirst],
    };

    /// <summary>Nightly figures of coverage, kept for trends.</summary>
    public static readonly DocumentKind<CoverageTrend> CoverageTrend = new("coverageTrend", Container.Outcomes, () => DomainJson.Default.CoverageTrend)
    {
        Fields = [new("month")],
    };

    /// <summary>What is kept to count by.</summary>
    public static readonly DocumentKind<CoverageBook> CoverageBook = new("coverageBook", Container.Outcomes, () => DomainJson.Default.CoverageBook);

    /// <summary>Regions.</summary>
    public static readonly DocumentKind<RegionHead> RegionHead = new("regionHead", Container.Outcomes, () => DomainJson.Default.RegionHead);

    /// <summary>Their jurisdictions.</summary>
    public static readonly DocumentKind<RegionMember> RegionMember = new("regionMember", Container.Outcomes, () => DomainJson.Default.RegionMember);

    /// <summary>Nightly sums of jurisdictions, kept by their regions.</summary>
    public static readonly DocumentKind<RegionTrend> RegionTrend = new("regionTrend", Container.Outcomes, () => DomainJson.Default.RegionTrend)
    {
        Fields = [new("month")],
    };

    /// <summary>The topmost areas of jurisdictions, kept by their regions.</summary>
    public static readonly DocumentKind<RegionCommunities> RegionCommunities = new("regionCommunities", Container.Outcomes, () => DomainJson.Default.RegionCommunities);

    /// <summary>Up to which regions jurisdictions were written.</summary>
    public static readonly DocumentKind<RegionMembership> RegionMembership = new("regionMembership", Container.Outcomes, () => DomainJson.Default.RegionMembership);

    /// <summary>Jobs.</summary>
    public static readonly DocumentKind<Job> Job = new("job", Container.Outcomes, () => DomainJson.Default.Job)
    {
        Fields = [new("needs"), new("createdAt")],
        Orders = [NewestJobFirst],
    };

    /// <summary>Uploads.</summary>
    public static readonly DocumentKind<Upload> Upload = new("upload", Container.Outcomes, () => DomainJson.Default.Upload);

    private static readonly Dictionary<Container, DocumentKind<AuditEntry>> Audits = Container.OfJurisdictions
        .ToDictionary(c => c, c => new DocumentKind<AuditEntry>("audit", c, () => DomainJson.Default.AuditEntry)
        {
            Fields = [new("fact.at"), new("fact.actor"), new("fact.subject")],
            Orders = [LatestFactFirst],
        });

    private static readonly Dictionary<Container, DocumentKind<Deletion>> Deletions = Container.OfJurisdictions
        .ToDictionary(c => c, c => new DocumentKind<Deletion>("deletion", c, () => DomainJson.Default.Deletion) { TracksWrites = c == Container.Households || c == Container.Reports });

    private static readonly Dictionary<Container, DocumentKind<UniqueCode>> Codes = new[] { Container.Areas, Container.Households }
        .ToDictionary(c => c, c => new DocumentKind<UniqueCode>("uniqueCode", c, () => DomainJson.Default.UniqueCode));

    private static readonly Dictionary<Container, DocumentKind<Publication>> Publications = new[] { Container.Areas, Container.Households }
        .ToDictionary(c => c, c => new DocumentKind<Publication>("publication", c, () => DomainJson.Default.Publication));

    private static readonly Dictionary<Container, DocumentKind<StagedRow>> StagedRows = new[] { Container.Areas, Container.Households }
        .ToDictionary(c => c, c => new DocumentKind<StagedRow>("stagedRow", c, () => DomainJson.Default.StagedRow)
        {
            Fields = [new("import"), new("kinds", FieldUse.Elements), new("targets", FieldUse.Elements)],
        });

    private static readonly Dictionary<Container, DocumentKind<JobCheckpoint>> Checkpoints = Container.OfJurisdictions
        .ToDictionary(c => c, c => new DocumentKind<JobCheckpoint>("jobCheckpoint", c, () => DomainJson.Default.JobCheckpoint));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DocumentKind> All { get; } =
    [
        Person, Invitation, FirstAdministrator, Reservation, JurisdictionEntry, JurisdictionListVersion, ContactCardEntry, ReferralEntry, AgendaEntry, RateWindow, RateKey, TimerDay, HealthProbe, DirectoryAudit,
        Jurisdiction, Area, Generation, SettledAreas, AreaImport, AreaEdit, Building, Steward, Team, Partner, Post, PastVersion, ContactCard, CardHandOut, ChannelConfirmation, NotificationChannel, ChannelSecret,
        Household, HouseholdPersonalPart, UnitChange, RegisterWords, Referral, Campaign, CampaignUnit, Visit, VisitPersonalPart, VisitRequest, VisitRequestPersonalPart, VisitsCounted,
        Report, ReportEvent, ReportPersonalPart, ReportOriginal, Resolution, OutboxMessage, Delivery, ChannelState, PhotoDraft,
        Coverage, CoverageTrend, CoverageBook, RegionHead, RegionMember, RegionTrend, RegionCommunities, RegionMembership, Job, Upload,
        .. Checkpoints.Values,
        .. Publications.Values,
        .. StagedRows.Values,
        .. Audits.Values,
        .. Deletions.Values,
        .. Codes.Values,
    ];

    /// <summary>Audit entries beside the documents of a container.</summary>
    public static DocumentKind<AuditEntry> Audit(Container container) => Audits[container];

    /// <summary>Deletions of documents of a container.</summary>
    public static DocumentKind<Deletion> Deletion(Container container) => Deletions[container];

    /// <summary>How far jobs have come in a container.</summary>
    public static DocumentKind<JobCheckpoint> JobCheckpoint(Container container) => Checkpoints[container];

    /// <summary>The last publication of a container.</summary>
    public static DocumentKind<Publication> Publication(Container container) => Publications[container];

    /// <summary>Rows of imports that are not in their places.</summary>
    public static DocumentKind<StagedRow> StagedRow(Container container) => StagedRows[container];

    /// <summary>The kinds whose documents an import may write all at once.</summary>
    public static IReadOnlyList<DocumentKind> Published { get; } =
        [Building, Steward, Post, UniqueCode(Container.Areas), Household, HouseholdPersonalPart, UniqueCode(Container.Households)];

    /// <summary>Codes kept unique in a container.</summary>
    public static DocumentKind<UniqueCode> UniqueCode(Container container) => Codes[container];
}
