using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Visits;

/// <summary>Visits to households.</summary>
public sealed class VisitFunctions(Api api, KeepVisits visits, ReadVisits read)
{
    [Function("CreateVisit")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/visits")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            VisitSubmission submission = call.ReadJson().ReadVisit();
            var outcome = await visits.RecordAsync(settings, id, submission, call.Once(), call.Acting, call.CancellationToken);
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
            return PageOf(call, await read.ListOfHouseholdAsync(jurisdiction, id, page, call.Caller, call.CancellationToken));
        });

    [Function("ListVisits")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visits")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            VisitFilter filter = call.Query.ReadVisitFilter();
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return PageOf(call, await read.ListAsync(jurisdiction, filter, page, call.Caller, call.CancellationToken));
        });

    [Function("GetVisit")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visits/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await read.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(VisitResponse.Of(done.Value.Visit.Value, done.Value.Note, call.Caller), ApiJson.Default.VisitResponse).WithETag(done.Value.Visit.ETag)));

    [Function("ListVisitCounts")]
    public Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visit-counts")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            bool byTeam = call.Query.Choice<VisitsBy>("by") == VisitsBy.Team;
            var filter = new VisitFilter { Area = call.Query.Text("area"), From = call.Query.Time("from"), Before = call.Query.Time("before") };
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            return call.Problems.Of(
                await read.CountAsync(jurisdiction, filter, byTeam, call.Caller, call.CancellationToken),
                done => PageAnswers.ByCode(done.Value, c => c.Of, page, VisitCountsResponse.From, ApiJson.Default.PageResponseVisitCountsResponse));
        });

    private static Answer PageOf(ApiCall call, Outcome<Page<Visit>> outcome)
        => call.Problems.Of(outcome, done => done.Value.ToAnswer(v => VisitResponse.Of(v, null, call.Caller), ApiJson.Default.PageResponseVisitResponse));
}

/// <summary>Whose visits are counted together.</summary>
public enum VisitsBy
{
    /// <summary>Those of each steward.</summary>
    Steward,

    /// <summary>Those for each team.</summary>
    Team,
}
