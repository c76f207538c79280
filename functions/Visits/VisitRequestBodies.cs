using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Visits;

/// <summary>A request for a visit; its words only where one is read in full.</summary>
public sealed record VisitRequestResponse(
    string Jurisdiction, string Id, string Household, VisitRequestSource Source, VisitReason Reason, string? Report, DateOnly? WantedBy, string? Post, string? Steward,
    VisitRequestState State, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    string? Visit, int Failed, CompanionAsk? Companion, bool HasNote,
    [property: Personal(PersonalField.VisitNote)] string? Note,
    [property: Personal(PersonalField.VisitNote)] string? CancelNote,
    IReadOnlyList<string> Areas, string Etag)
{
    public static VisitRequestResponse Of(Stored<VisitRequest> stored, string? note, string? cancelNote, Caller caller)
    {
        VisitRequest r = stored.Value;
        Sight sight = caller.SightOf(new Target(r.Jurisdiction, r.Areas));
        return new(
            r.Jurisdiction, r.Id, r.Household, r.Source, r.Reason, r.Report, r.WantedBy, r.Post, r.Steward, r.State, r.CreatedAt, r.EndedAt, r.Visit, r.Failed, r.Companion, r.HasNote,
            sight.Of(PersonalField.VisitNote, note), sight.Of(PersonalField.VisitNote, cancelNote), r.Areas, ETags.Quoted(stored.ETag));
    }
}

/// <summary>A steward who could come along.</summary>
/// <param name="Steward">Their id.</param>
/// <param name="Posts">Their posts that know the village that the household came from.</param>
/// <param name="Bases">Why the household may know them.</param>
/// <param name="LastMet">When they last met somebody there; null where they never did.</param>
public sealed record CompanionResponse(string Steward, IReadOnlyList<CompanionPostResponse> Posts, IReadOnlyList<CompanionBasis> Bases, DateTimeOffset? LastMet)
{
    public static CompanionResponse Of(Companion c) => new(c.Steward, [.. c.Posts.Select(p => new CompanionPostResponse(p.Id, p.Code, p.Title))], c.Bases, c.LastMet);
}

/// <summary>A post of a companion.</summary>
public sealed record CompanionPostResponse(string Id, string Code, string Title);

/// <summary>Whom to ask to come along.</summary>
/// <param name="Steward">The id of a steward whom the household knows; null for nobody any more.</param>
public sealed record WantedCompanion(string? Steward);

/// <summary>What a companion says.</summary>
/// <param name="Accepts">Whether they come along.</param>
public sealed record CompanionAnswer(bool Accepts);

/// <summary>Why nobody need go any more.</summary>
/// <param name="Note">In words (personal).</param>
public sealed record VisitCancellation(string Note);

/// <summary>Reads requests for visits from bodies.</summary>
public static class VisitRequestInput
{
    public static VisitRequestSubmission ReadVisitRequest(this JsonInput input)
    {
        var submission = new VisitRequestSubmission(
            input.Choice<VisitRequestSource>("source") ?? VisitRequestSource.Manager, input.Choice<VisitReason>("reason", required: true) ?? default,
            input.Day("wantedBy"), input.Text("post", 64), input.Text("steward", 64), input.Text("report", 64), input.Text("companion", 64), input.Text("note", 2000));
        input.Finish();
        return submission;
    }

    public static WantedCompanion ReadCompanion(this JsonInput input)
    {
        var wanted = new WantedCompanion(input.Text("steward", 64));
        input.Finish();
        return wanted;
    }

    public static CompanionAnswer ReadCompanionAnswer(this JsonInput input)
    {
        var answer = new CompanionAnswer(input.RequiredFlag("accepts"));
        input.Finish();
        return answer;
    }

    public static VisitCancellation ReadVisitCancellation(this JsonInput input)
    {
        var cancellation = new VisitCancellation(input.RequiredText("note", 2000));
        input.Finish();
        return cancellation;
    }
}
