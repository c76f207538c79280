using GridSteward.Domain.Assignments;
using GridSteward.Domain.Assists;
using GridSteward.Domain.Feedbacks;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Assists;
using GridSteward.Functions.Feedbacks;
using GridSteward.Functions.Deadlines;
using GridSteward.Functions.Duplicates;
using GridSteward.Functions.Http;
using GridSteward.Functions.Photos;
using GridSteward.Geo;

namespace GridSteward.Functions.Reports;

/// <summary>What the sender of a report gets back.</summary>
public sealed record SubmittedResponse(
    string Jurisdiction, string Id, string Number, ReportState State, string Category, DateTimeOffset ReceivedAt, DateTimeOffset AcceptBy,
    DateTimeOffset ResolveBy, string Tracking, string TrackingToken, AssignmentResponse Assignment, Severity Severity,
    JoiningResponse? SameAs, IReadOnlyList<SimilarReportResponse> Similar)
{
    public static SubmittedResponse Of(SubmittedReport submitted, string link)
    {
        Report r = submitted.Report.Value;
        return new(
            r.Jurisdiction, r.Id, r.Number, r.State, r.Category, r.ReceivedAt, r.AcceptBy, r.ResolveBy, link, submitted.Tracking.ToString(), AssignmentResponse.Of(r.Assignment), r.Severity,
            JoiningResponse.Of(submitted.Joining), [.. submitted.Similar.Select(SimilarReportResponse.Of)]);
    }
}

/// <summary>A report in a list: no words, no contact.</summary>
public sealed record ReportSummary(
    string Jurisdiction, string Id, string Number, ReportState State, string Category, ReportKind Kind, ReportSource Source, DateTimeOffset ReceivedAt,
    DateTimeOffset AcceptBy, DateTimeOffset ResolveBy, DateTimeOffset? DueAt,
    [property: Personal(PersonalField.ReportPoint, PersonalField.ReportHouseholdPoint)] Wgs84Point? Point, IReadOnlyList<ChainLink> Chain, AssigneeResponse? Assignee, string Etag,
    Severity Severity, TimingResponse Timing, string? DuplicateOf, int FollowerCount)
{
    /// <summary>Whether it is a private case.</summary>
    public bool Private { get; init; }

    /// <summary>Whether its words, contact and photos are hidden.</summary>
    public bool Hidden { get; init; }

    /// <summary>What is odd about the client's time.</summary>
    public IReadOnlyList<CapturedFlag> CapturedFlags { get; init; } = [];

    public static ReportSummary Of(Report r, string etag, Caller caller) => new(
        r.Jurisdiction, r.Id, r.Number, r.State, r.Category, r.Kind, r.Source, r.ReceivedAt, r.AcceptBy, r.ResolveBy, r.DueAt, caller.SightOf(r.Target).Of(Visibility.PointOf(r), r.Point),
        r.Assignment.Place.Chain, AssigneeResponse.Of(r.Handler), ETags.Quoted(etag), r.Severity, TimingResponse.Of(r), r.LeaderReference, r.Followers.Count)
    {
        Private = r.Private,
        Hidden = r.HiddenBy is not null,
        CapturedFlags = r.CapturedFlags,
    };
}

/// <summary>A report in full, for those in whose scope it lies.</summary>
public sealed record ReportResponse(
    string Jurisdiction, string Id, string Number, ReportState State, string Category, ReportKind Kind, ReportSource Source, DateTimeOffset ReceivedAt,
    DateTimeOffset? ClientTime, DateTimeOffset AcceptBy, DateTimeOffset ResolveBy, DateTimeOffset? DueAt, DateTimeOffset? ClosedAt, DateTimeOffset? ErasedAt,
    [property: Personal(PersonalField.ReportPoint, PersonalField.ReportHouseholdPoint)] PositionResponse? Position,
    [property: Personal(PersonalField.ReportPoint, PersonalField.ReportHouseholdPoint)] Wgs84Point? Point,
    string? Household, string? Building,
    [property: Personal(PersonalField.ReportWords)] string? Words,
    [property: Personal(PersonalField.ReportContact)] ContactResponse? Contact,
    [property: Personal(PersonalField.ReportPhotos)] IReadOnlyList<PhotoResponse>? Photos,
    AssigneeResponse? Assignee, AssignmentResponse Assignment, DateTimeOffset? WaitUntil, int Reopens, string? TransferredTo, string? TransferredFrom, IReadOnlyList<Move> AllowedMoves,
    Severity Severity, TimingResponse Timing, ResponsibilityResponse Responsibility, string? DuplicateOf, IReadOnlyList<string> Followers)
{
    /// <summary>Who else was asked to help, first the oldest.</summary>
    public required IReadOnlyList<AssistResponse> Assists { get; init; }

    /// <summary>Until when its reporter can say whether they are satisfied; null where there is nothing to say, or it was said.</summary>
    public DateTimeOffset? FeedbackUntil { get; init; }

    /// <summary>What its reporter said last; their words stand in the events.</summary>
    public FeedbackResponse? Feedback { get; init; }

    /// <summary>Whether it is a private case.</summary>
    public bool Private { get; init; }

    /// <summary>Whether its words, contact and photos are hidden.</summary>
    public bool Hidden { get; init; }

    /// <summary>What is odd about the client's time.</summary>
    public IReadOnlyList<CapturedFlag> CapturedFlags { get; init; } = [];

    public static ReportResponse Of(Report r, ReportPersonalPart? personal, Caller caller)
    {
        Sight sight = caller.SightOf(r.Target);
        PersonalField point = Visibility.PointOf(r);
        ContactResponse? contact = personal is { ContactName: null, ContactPhone: null, ContactEmail: null } or null
            ? null : new ContactResponse(personal.ContactName, personal.ContactPhone, personal.ContactEmail);
        return new(
            r.Jurisdiction, r.Id, r.Number, r.State, r.Category, r.Kind, r.Source, r.ReceivedAt, r.ClientTime, r.AcceptBy, r.ResolveBy, r.DueAt, r.ClosedAt, r.ErasedAt,
            sight.Of(point, PositionResponse.Of(r.Sent)), sight.Of(point, r.Point), r.Household, r.Building, sight.Of(PersonalField.ReportWords, personal?.Words),
            sight.Of(PersonalField.ReportContact, contact), sight.Of<IReadOnlyList<PhotoResponse>>(PersonalField.ReportPhotos, [.. r.Photos.Select(PhotoResponse.Of)]), AssigneeResponse.Of(r.Handler), AssignmentResponse.Of(r.Assignment, sight.Sees(point)), r.WaitUntil, r.Reopens, r.TransferredTo, r.TransferredFrom,
            MoveReport.AllowedTo(caller, r), r.Severity, TimingResponse.Of(r), ResponsibilityResponse.Of(r),
            r.LeaderReference, [.. r.Followers.Select(f => $"{r.Jurisdiction}/{f}")])
        {
            Private = r.Private,
            Hidden = r.HiddenBy is not null,
            CapturedFlags = r.CapturedFlags,
            Assists = [.. r.Assists.Select(a => AssistResponse.Of(a, r))],
            FeedbackUntil = GiveFeedback.OpenUntil(r),
            Feedback = FeedbackResponse.Of(r.Feedback),
        };
    }
}

/// <summary>The reporter, for those who see contacts.</summary>
public sealed record ContactResponse(
    [property: Personal(PersonalField.ReportContact)] string? Name, [property: Personal(PersonalField.ReportContact)] string? Phone,
    [property: Personal(PersonalField.ReportContact)] string? Email);

public sealed record ReportEventResponse(int Sequence, ReportEventKind Kind, Move? Move, ReportState State, DateTimeOffset At, string Actor, Preset? ActorAs, string? Assignee,
    string? AssigneeBefore, int? Generation, [property: Personal(PersonalField.ReportNote, PersonalField.AssistNote)] string? Note,
    EscalationFactResponse? Escalation, Severity? Severity, Severity? SeverityBefore, string? Other)
{
    /// <summary>The request for help that it is about.</summary>
    public string? Assist { get; init; }

    /// <summary>What was done with that request; null where it was made.</summary>
    public AssistMove? AssistMove { get; init; }

    /// <summary>Whether the reporter is satisfied, where they said so.</summary>
    public bool? Satisfied { get; init; }

    public static ReportEventResponse Of(EventInFull e, Sight sight)
        => new(e.Event.Sequence, e.Event.Kind, e.Event.Move, e.Event.State, e.Event.At, e.Event.Actor, e.Event.ActorAs, e.Event.Assignee, e.Event.AssigneeBefore, e.Event.Generation, sight.Of(e.Event.Assist is null ? PersonalField.ReportNote : PersonalField.AssistNote, e.Note),
            EscalationFactResponse.Of(e.Event.Escalation), e.Event.Severity, e.Event.SeverityBefore, e.Event.Other)
        {
            Assist = e.Event.Assist,
            AssistMove = e.Event.AssistMove,
            Satisfied = e.Event.Satisfied,
        };
}

public sealed record ReportEventsResponse(IReadOnlyList<ReportEventResponse> Items);

/// <summary>As what somebody did it, in words; never who.</summary>
public sealed record RoleResponse(Preset? As, string En, string Zh)
{
    public static RoleResponse Of(ReportEvent happened) => happened switch
    {
        { ActorAs: Preset.Steward } => new(Preset.Steward, "Grid steward", "网格员"),
        { ActorAs: Preset.Manager } => new(Preset.Manager, "Community manager", "社区管理者"),
        { ActorAs: Preset.DutyDesk } => new(Preset.DutyDesk, "Duty desk", "值班"),
        { ActorAs: Preset.Partner } => new(Preset.Partner, "Partner", "共建单位"),
        { ActorAs: { } other } => new(other, "Administration", "管理员"),
        { Actor: "reporter" } => new(null, "Reporter", "上报人"),
        _ => new(null, "Community staff", "社区工作人员"),
    };
}

/// <summary>An event as the reporter sees it: as what somebody did it, not who, and why, where the move wants a reason.</summary>
public sealed record TrackedEvent(ReportEventKind Kind, Move? Move, ReportState State, DateTimeOffset At, RoleResponse By, string? Reason)
{
    public static TrackedEvent Of(EventInFull e) => new(e.Event.Kind, e.Event.Move, e.Event.State, e.Event.At, RoleResponse.Of(e.Event), e.Note);
}

/// <summary>A report as its reporter sees it, under the number that it has now.</summary>
public sealed record TrackingResponse(
    string Jurisdiction, string Number, IReadOnlyList<string> FormerNumbers, ReportState State, string Category, DateTimeOffset ReceivedAt, DateTimeOffset AcceptBy, DateTimeOffset ResolveBy,
    AssigneeResponse? Assignee, AssignmentResponse Assignment, IReadOnlyList<PhotoResponse> Photos, IReadOnlyList<TrackedEvent> Events, FollowingResponse? Following,
    IReadOnlyList<Move> AllowedMoves,
    Severity Severity, ResponsibilityTitles Responsibility)
{
    /// <summary>Until when one can say whether one is satisfied with what was done; null where there is nothing to say, or it was said.</summary>
    public DateTimeOffset? FeedbackUntil { get; init; }

    /// <summary>What one said last.</summary>
    public FeedbackResponse? Feedback { get; init; }

    public static TrackingResponse Of(TrackedReport tracked)
    {
        Report r = tracked.Report;
        return new(
            r.Jurisdiction, r.Number, tracked.FormerNumbers, r.State, r.Category, r.ReceivedAt, r.AcceptBy, r.ResolveBy, AssigneeResponse.Of(r.Handler), AssignmentResponse.Of(r.Assignment),
            [.. r.Photos.Where(p => p.From == PhotoSender.Reporter && r.HiddenBy is null).Select(PhotoResponse.Of)],
            [.. tracked.Events.Select(TrackedEvent.Of)], FollowingResponse.Of(tracked.Following), ReadFollowing.MovesOf(r, tracked.Following?.Leader),
            r.Severity, ResponsibilityTitles.Of(r))
        {
            FeedbackUntil = GiveFeedback.OpenUntil(r),
            Feedback = FeedbackResponse.Of(r.Feedback),
        };
    }
}
