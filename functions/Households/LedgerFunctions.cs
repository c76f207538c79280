using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households;

/// <summary>The ledger of changes, and the list of needs.</summary>
public sealed class LedgerFunctions(Api api, ReadUnitChanges changes)
{
    [Function("ListHouseholdChanges")]
    public Task<IResult> ListOfHouseholdAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}/changes")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return ToAnswer(call, await changes.OfUnitAsync(jurisdiction, id, page, call.Acting, call.CancellationToken));
        });

    [Function("ListRegisterChanges")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/register-changes")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            var filter = new UnitChangeFilter(call.Query.Text("area"), call.Query.Choice<UnitChangeKind>("kind"), call.Query.Time("from"), call.Query.Time("before"));
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return ToAnswer(call, await changes.ListAsync(jurisdiction, filter, page, call.Caller, call.CancellationToken));
        });

    [Function("ListNeedCodes")]
    public Task<IResult> ListNeedCodesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/need-codes")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, call => Task.FromResult(Answer.Json(new NeedCodesResponse(NeedCodes.All), ApiJson.Default.NeedCodesResponse)));

    private static Answer ToAnswer(ApiCall call, Outcome<UnitChangePage> outcome)
        => call.Problems.Of(outcome, done => Answer.Json(
            new PageResponse<UnitChangeResponse>([.. done.Value.Items.Select(c => UnitChangeResponse.Of(c, call.Caller))], done.Value.Next?.ToString()),
            ApiJson.Default.PageResponseUnitChangeResponse));
}
