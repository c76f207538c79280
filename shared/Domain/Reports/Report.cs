using System.Text.Json.Serialization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Inboxes;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Reports;

/// <summary>Who a report comes from.</summary>
[JsonConverter(typeof(WireEnumConverter<ReportSource>))]
public enum ReportSource
{
    /// <summary>居民.</summary>
    Resident,

    /// <summary>楼道长.</summary>
    BuildingHead,

    /// <summary>巡查.</summary>
    Patrol,

    /// <summary>走访.</summary>
    Visit,

    /// <summary>议事会.</summary>
    Council,

    /// <summary>共建单位.</summary>
    Partner,
}

/// <summary>What is odd about the time at which a client says that it wrote a report. Nothing is refused for it; deadlines run from receipt.</summary>
[JsonConverter(typeof(WireEnumConverter<CapturedFlag>))]
public enum CapturedFlag
{
    /// <summary>More than five minutes after the server had it: the client's clock is wrong.</summary>
    ClockAhead,

    /// <summary>More than a day before.</summary>
    Late,

    /// <summary>More than seven days before.</summary>
    WeekOld,
}

/// <summary>A report 上报. Its words and the reporter's contact are in its personal part; its history in its events.</summary>
public sealed record Report : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "report";

    /// <summary>The category's code.</summary>
    public required string Category { get; init; }

    /// <summary>The category's kind when it was received.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>Who it comes from.</summary>
    public required ReportSource Source { get; init; }

    /// <summary>Where it stands; always the replay of its events.</summary>
    public required ReportState State { get; init; }

    /// <summary>Whether it still waits for its assignee (<see cref="Lifecycle.IsOpen"/>).</summary>
    public required bool Open { get; init; }

    /// <summary>When the server had it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the client says it was written; null where it did not say.</summary>
    public DateTimeOffset? ClientTime { get; init; }

    /// <summary>What is odd about that.</summary>
    public IReadOnlyList<CapturedFlag> CapturedFlags { get => field ?? []; init; }

    /// <summary>By when it should be accepted.</summary>
    public required DateTimeOffset AcceptBy { get; init; }

    /// <summary>By when it should be resolved.</summary>
    public required DateTimeOffset ResolveBy { get; init; }

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; init; }

    /// <summary>When whoever has it took it; null while nobody has.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it was last said to be solved; null where it was not since it was last begun.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>
    /// From when on it is late: its next deadline, or the first that it missed; <see cref="DeadlineClock.Never"/> where it missed none and none runs. Null in
    /// documents from before it was kept.
    /// </summary>
    public DateTimeOffset? LateFrom { get; init; }

    /// <summary>From when on it took three times what was allowed, likewise.</summary>
    public DateTimeOffset? LateThreeTimesFrom { get; init; }

    /// <summary>When the program has to look at it: a deadline is missed, the next level is to be told, or a wait is over; null while nothing comes.</summary>
    public DateTimeOffset? LookAt { get; init; }

    /// <summary>How far its missed deadlines have climbed; null where nobody was told of any.</summary>
    public ReportEscalation? Escalation { get; init; }

    /// <summary>What its deadlines were made from; null in documents from before it was kept.</summary>
    public ReportClock? Clock { get; init; }

    /// <summary>Since when it is over (<see cref="Lifecycle.IsOver"/>): closed, refused, withdrawn, a duplicate or transferred; null while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When what was personal of it was erased; null where nothing was, or something has come since.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Whether nothing personal is left of it, for queries.</summary>
    public bool Erased => ErasedAt is not null;

    /// <summary>Whether it is a private case, as its category was when it came in: in no list, count, map or file outside the case.</summary>
    public bool Private { get; init; }

    /// <summary>The subject who hid its words, contact and photos; null where they are not hidden.</summary>
    public string? HiddenBy { get; init; }

    /// <summary>The deadline that is next: <see cref="AcceptBy"/>, then <see cref="ResolveBy"/>, then null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The position as sent; null where none was.</summary>
    public SentPosition? Sent { get; init; }

    /// <summary>The position in WGS-84, or that of the household or building named; null where there is none.</summary>
    public Wgs84Point? Point { get; init; }

    /// <summary>The household named, as <c>{jurisdiction}/{id}</c>.</summary>
    public string? Household { get; init; }

    /// <summary>The building named, as <c>{jurisdiction}/{id}</c>.</summary>
    public string? Building { get; init; }

    /// <summary>The id of the contact card used.</summary>
    public string? Card { get; init; }

    /// <summary>Who got it, and why, with the inputs of the choice.</summary>
    public required Assignment Assignment { get; init; }

    /// <summary>The key of whoever has it; null while nobody has.</summary>
    public string? Assignee { get; init; }

    /// <summary>Whom somebody gave it to by hand; null where the assignment holds.</summary>
    public Assignee? Dispatched { get; init; }

    /// <summary>Whoever has it: whom it was dispatched to, else whom the assignment chose; null while nobody has.</summary>
    [JsonIgnore]
    public Assignee? Handler => Assignee is null ? null : Dispatched is { } d && d.Key == Assignee ? d : Assignment.Assignee;

    /// <summary>Who else was asked to help, in the order in which they were.</summary>
    public IReadOnlyList<Assist> Assists { get => field ?? []; init; }

    /// <summary>How many times it was said to be solved.</summary>
    public int Resolutions { get; init; }

    /// <summary>The subject who said so last; null where nobody has.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>Until when its reporter can say whether they are satisfied with that; null where nobody has said that it is solved.</summary>
    public DateTimeOffset? FeedbackUntil { get; init; }

    /// <summary>What its reporter said last; null where nothing.</summary>
    public Feedback? Feedback { get; init; }

    /// <summary>Whom it waits for, and for what, as <see cref="InboxKey"/> writes it.</summary>
    public IReadOnlyList<string> WaitsFor => [.. InboxKey.AllOf(this).Select(k => k.ToString())];

    /// <summary>Who answers for it beside whoever has it; null in documents from before it was kept.</summary>
    public FiveLevels? Responsibility { get; init; }

    /// <summary>Until when it waits for a third party; null where it does not wait, or nobody said.</summary>
    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>How many times it was begun again.</summary>
    public int Reopens { get; init; }

    /// <summary>Whether that is as often as those who handle it may (<see cref="Jurisdiction.MaxReopens"/>, as it was at its last move).</summary>
    public bool ReopensUsedUp { get; init; }

    /// <summary>The report that it goes on as, as <c>{jurisdiction}/{id}</c>; null where it was not transferred.</summary>
    public string? TransferredTo { get; init; }

    /// <summary>The category it has there; null where it was not transferred.</summary>
    public string? TransferredCategory { get; init; }

    /// <summary>The report that it goes on from, as <c>{jurisdiction}/{id}</c>; null where it was not transferred from anywhere.</summary>
    public string? TransferredFrom { get; init; }

    /// <summary>Its photos, in the order in which they came; none in documents from before there were any.</summary>
    public IReadOnlyList<ReportPhoto> Photos { get => field ?? []; init; }

    /// <summary>Codes of its areas, all levels.</summary>
    public required IReadOnlyList<string> Areas { get; init; }

    /// <summary><see cref="Place.AreaPath"/> of its place.</summary>
    public required string AreaPath { get; init; }

    /// <summary>The areas' generation by which it was assigned.</summary>
    public required int Generation { get; init; }

    /// <summary>The nodes from which it is visible, as <see cref="People.Scope"/> names them.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>SHA-256 of the tracking secret, in hexadecimal.</summary>
    public required string TrackingHash { get; init; }

    /// <summary>The id of the report that it is followed under, of the same jurisdiction; null where it goes on by itself.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>The same as <c>{jurisdiction}/{id}</c>.</summary>
    [JsonIgnore]
    public string? LeaderReference => DuplicateOf is { } leader ? $"{Jurisdiction}/{leader}" : null;

    /// <summary>The ids of the reports that are followed under it, of the same jurisdiction, first the one that came first: their reporters are told what becomes of it.</summary>
    public IReadOnlyList<string> Followers { get => field ?? []; init; }

    /// <summary>The sequence number of its last event.</summary>
    public required int Sequence { get; init; }

    /// <summary>What it is about, for the question whether a grant reaches it.</summary>
    [JsonIgnore]
    public People.Target Target => new(
        Jurisdiction, Areas, Handler is { Kind: AssigneeKind.Team } team ? team.Id : null, Id,
        Handler is { Kind: AssigneeKind.Partner } partner ? partner.Id : null)
    {
        Private = Private,
        Posts = Handler is { Kind: AssigneeKind.Post } post ? [post.Id] : [],
        HiddenBy = HiddenBy,
        Helpers = [.. Helping.Select(a => a.TargetIn(Jurisdiction) with { Private = Private })],
    };

    /// <summary>The requests whose askees may see it: those not declined and not cancelled, until it is over.</summary>
    [JsonIgnore]
    public IEnumerable<Assist> Helping
        => Lifecycle.IsOver(State) ? [] : Assists.Where(a => a.State is AssistState.Asked or AssistState.Accepted or AssistState.Answered);

    /// <summary>The nodes from which it can be worked on: its areas (of a private case none, but the post that has it), itself, and the team or partner that has it.</summary>
    [JsonIgnore]
    public IEnumerable<string> OwnNodes
        => [.. Private ? Target.Posts.Select(People.Scope.PostKey) : Areas.Select(People.Scope.AreaKey), People.Scope.CaseKey(Id), .. Handler?.ScopeKey is { } handler ? [handler] : Array.Empty<string>()];

    /// <summary>Its number for people: jurisdiction and id, the id in Crockford's base 32.</summary>
    [JsonIgnore]
    public string Number => ReportNumber.Write(Jurisdiction, Guid.Parse(Id));

    /// <summary>The photo with this id; null where there is none.</summary>
    public ReportPhoto? FindPhoto(string id) => Photos.FirstOrDefault(p => p.Id == id);

    /// <summary>The same with the nodes that follow from where it lies, who has it and who was asked to help.</summary>
    public Report WithNodes() => this with { Nodes = [.. OwnNodes.Union(Helping.Select(a => a.Asked.ScopeKey ?? (Private ? People.Scope.PostKey(a.Asked.Id) : null)).OfType<string>())] };
}
