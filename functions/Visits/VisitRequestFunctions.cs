using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Visits;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Visits;

/// <summary>Visits that somebody asks for, and who comes along.</summary>
public sealed class VisitRequestFunctions(Api api, KeepVisitRequests requests, ReadVisitRequests read, FindCompanions companions)
{
    [Function("CreateVisitRequest")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/visit-requests")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            VisitRequestSubmission submission = call.ReadJson().ReadVisitRequest();
            var outcome = await requests.CreateAsync(settings, id, submission, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(VisitRequestResponse.Of(done.Value, null, null, call.Caller), ApiJson.Default.VisitRequestResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/visit-requests/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListVisitRequests")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visit-requests")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            QueryInput query = call.Query;
            var filter = new VisitRequestFilter(query.Flag("open"), query.Text("area"), query.Text("household"), query.Text("post"), query.Text("steward"));
            PageRequest page = query.OrderedPage();
            query.Finish();
            return call.Problems.Of(await read.ListAsync(jurisdiction, filter, page, call.Caller, call.CancellationToken), done => PageOf(call, done.Value));
        });

    [Function("GetVisitRequest")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/visit-requests/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await requests.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(
                VisitRequestResponse.Of(done.Value.Request, done.Value.Personal?.Note, done.Value.Personal?.CancelNote, call.Caller), ApiJson.Default.VisitRequestResponse)
                .WithETag(done.Value.Request.ETag)));

    [Function("CancelVisitRequest")]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/visit-requests/{id}/cancellation")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? Changed(call, await requests.CancelAsync(jurisdiction, id, call.ReadJson().ReadVisitCancellation().Note, ifMatch, call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("ListCompanions")]
    public Task<IResult> ListCompanionsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}/companions")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            return await companions.ForAsync(settings, id, call.Caller, call.CancellationToken) is { } found
                ? PageAnswers.ByCode(found.OrderBy(c => c.Steward, StringComparer.Ordinal), c => c.Steward, page, CompanionResponse.Of, ApiJson.Default.PageResponseCompanionResponse)
                : call.Problems.NotFound("There is no such household.");
        });

    [Function("AskCompanion")]
    public Task<IResult> AskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/visit-requests/{id}/companion")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } ifMatch
            ? Changed(call, await requests.AskCompanionAsync(settings, id, call.ReadJson().ReadCompanion().Steward, ifMatch, call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("AnswerCompanion")]
    public Task<IResult> AnswerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/visit-requests/{id}/companion-answer")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? Changed(call, await requests.AnswerAsync(jurisdiction, id, call.ReadJson().ReadCompanionAnswer().Accepts, ifMatch, call.Acting, call.CancellationToken))
            : call.PreconditionRequired());

    [Function("ListCompanionRequests")]
    public Task<IResult> ListAskedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/companion-requests")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return PageOf(call, await read.ListAskedAsync(jurisdiction, page, call.Caller, call.CancellationToken));
        });

    private static Answer PageOf(ApiCall call, Page<VisitRequest> page) => Answer.Json(
        new PageResponse<VisitRequestResponse>([.. page.Items.Select(r => VisitRequestResponse.Of(r, null, null, call.Caller))], page.Next?.ToString()),
        ApiJson.Default.PageResponseVisitRequestResponse);

    private static Answer Changed(ApiCall call, Outcome<Stored<VisitRequest>> outcome) => call.Problems.Of(
        outcome, done => Answer.Json(VisitRequestResponse.Of(done.Value, null, null, call.Caller), ApiJson.Default.VisitRequestResponse).WithETag(done.Value.ETag));
}
