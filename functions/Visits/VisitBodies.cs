using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Visits;

/// <summary>A visit; its note only where one is read in full.</summary>
public sealed record VisitResponse(
    string Jurisdiction, string Id, string Household, DateTimeOffset At, string? By, VisitReason Reason, VisitOutcome Outcome,
    [property: Personal(PersonalField.HouseholdPoint)] PositionResponse? CheckIn,
    bool HasNote,
    [property: Personal(PersonalField.VisitNote)] string? Note, IReadOnlyList<string> Areas)
{
    /// <summary>Whether the visitor was at the unit: unknown where there is no check-in, or the unit is not located.</summary>
    public CheckInVerdict AtUnit { get; init; }

    /// <summary>Metres between the check-in and the unit; null where either is not known.</summary>
    public double? DistanceMetres { get; init; }

    /// <summary>Whether that is more than settings and accuracies allow.</summary>
    public bool Far { get; init; }

    /// <summary>The team for which they went.</summary>
    public string? Team { get; init; }

    /// <summary>The steward who came along because the household knows them.</summary>
    public string? Companion { get; init; }

    /// <summary>The request that it answers.</summary>
    public string? Request { get; init; }

    /// <summary>The campaign to which it belongs.</summary>
    public string? Campaign { get; init; }

    /// <summary>When a device that was offline said that it was; null where it came at once.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>When it was received; null in old records.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>What is odd about capturedAt.</summary>
    public required IReadOnlyList<CapturedFlag> CapturedFlags { get; init; }

    public static VisitResponse Of(Visit v, string? note, Caller caller)
    {
        Sight sight = caller.SightOf(new Target(v.Jurisdiction, v.Areas));
        return new(
            v.Jurisdiction, v.Id, v.Household, v.At, v.By, v.Reason, v.Outcome, sight.Of(PersonalField.HouseholdPoint, PositionResponse.Of(v.CheckIn)), v.HasNote,
            sight.Of(PersonalField.VisitNote, note), v.Areas)
        {
            AtUnit = v.AtUnit,
            DistanceMetres = v.DistanceMetres,
            Far = v.Far,
            Team = v.Team,
            Companion = v.Companion,
            Request = v.Request,
            Campaign = v.Campaign,
            CapturedAt = v.CapturedAt,
            ReceivedAt = v.ReceivedAt,
            CapturedFlags = v.CapturedFlags,
        };
    }
}

/// <summary>Visits of one steward, or for one team, by what came of them.</summary>
/// <param name="Of">The id of the steward or the team.</param>
/// <param name="Total">All of them.</param>
/// <param name="Done">Somebody was met.</param>
/// <param name="NobodyHome">Nobody was at home.</param>
/// <param name="Refused">They were refused.</param>
/// <param name="Moved">The unit had moved away.</param>
/// <param name="Far">Of all, those whose visitor was too far from the unit.</param>
public sealed record VisitCountsResponse(string Of, long Total, long Done, long NobodyHome, long Refused, long Moved, long Far)
{
    public static VisitCountsResponse From(VisitCounts c) => new(c.Of, c.Done + c.NobodyHome + c.Refused + c.Moved, c.Done, c.NobodyHome, c.Refused, c.Moved, c.Far);
}

/// <summary>Reads visits from bodies.</summary>
public static class VisitInput
{
    public static VisitSubmission ReadVisit(this JsonInput input, bool offline = false)
    {
        var submission = new VisitSubmission(
            input.Time("at"), input.Text("by", 64), input.Choice<VisitReason>("reason") ?? VisitReason.Routine,
            input.Choice<VisitOutcome>("outcome", required: true) ?? default, input.Position("checkIn"), input.Text("note", 4000))
        {
            Team = input.Text("team", 64),
            Companion = input.Text("companion", 64),
            Request = input.Text("request", 64),
            Campaign = input.Text("campaign", 64),
            Offline = offline,
        };
        input.Finish();
        return submission;
    }

    /// <summary>Which visits a query asks for.</summary>
    public static VisitFilter ReadVisitFilter(this QueryInput query) => new()
    {
        Area = query.Text("area"),
        Far = query.Flag("far"),
        Steward = query.Text("steward"),
        Team = query.Text("team"),
        Outcome = query.Choice<VisitOutcome>("outcome"),
        Campaign = query.Text("campaign"),
        From = query.Time("from"),
        Before = query.Time("before"),
    };
}
