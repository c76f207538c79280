using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Visits;

/// <summary>A visit; its note only where one is read in full.</summary>
public sealed record VisitResponse(
    string Jurisdiction, string Id, string Household, DateTimeOffset At, string? By, VisitReason Reason, VisitOutcome Outcome,
    [property: Personal(PersonalField.HouseholdPoint)] PositionResponse? CheckIn,
    bool HasNote,
    [property: Personal(PersonalField.VisitNote)] string? Note, IReadOnlyList<string> Areas)
{
    public static VisitResponse Of(Visit v, string? note, Caller caller)
    {
        Sight sight = caller.SightOf(new Target(v.Jurisdiction, v.Areas));
        return new(
            v.Jurisdiction, v.Id, v.Household, v.At, v.By, v.Reason, v.Outcome, sight.Of(PersonalField.HouseholdPoint, PositionResponse.Of(v.CheckIn)), v.HasNote,
            sight.Of(PersonalField.VisitNote, note), v.Areas);
    }
}

/// <summary>Reads visits from bodies.</summary>
public static class VisitInput
{
    public static VisitSubmission ReadVisit(this JsonInput input)
    {
        var submission = new VisitSubmission(
            input.Time("at"), input.Text("by", 64), input.Choice<VisitReason>("reason") ?? VisitReason.Routine,
            input.Choice<VisitOutcome>("outcome", required: true) ?? default, input.Position("checkIn"), input.Text("note", 4000));
        input.Finish();
        return submission;
    }
}

/// <summary>Visits to households.</summary>
public sealed class VisitFunctions(Api api, KeepVisits visits)
{
    [Function("CreateVisit")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/visits")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            VisitSubmission submission = call.ReadJson().ReadVisit();
            var outcome = await visits.RecordAsync(jurisdiction, id, submission, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(VisitResponse.Of(done.Value.Value, null, call.Caller), ApiJson.Default.VisitResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/visits/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListHouseholdVisits")]
    public Task<IResult> ListOfHouseholdAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}/visits")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return PageOf(call, await visits.ListOfHouseholdAsync(jurisdiction, id, page, call.Caller, call.CancellationToken));
        });

    [Function("ListVisits")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visits")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            string? area = call.Query.Text("area");
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return PageOf(call, await visits.ListAsync(jurisdiction, area, page, call.Caller, call.CancellationToken));
        });

    [Function("GetVisit")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visits/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await visits.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(VisitResponse.Of(done.Value.Visit.Value, done.Value.Note, call.Caller), ApiJson.Default.VisitResponse).WithETag(done.Value.Visit.ETag)));

    private static Answer PageOf(ApiCall call, Outcome<Page<Visit>> outcome)
        => call.Problems.Of(outcome, done => done.Value.ToAnswer(v => VisitResponse.Of(v, null, call.Caller), ApiJson.Default.PageResponseVisitResponse));
}
