using GridSteward.Domain;
using GridSteward.Domain.Households;
using GridSteward.Domain.Households.Ledger;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households;

/// <summary>The register of households.</summary>
public sealed class HouseholdFunctions(Api api, KeepHouseholds households, FindHouseholds find)
{
    [Function("CreateHousehold")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            var (submission, why) = call.ReadJson().ReadHousehold();
            var outcome = await households.CreateAsync(settings, submission, why, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(HouseholdResponse.Of(done.Value.Value, null, call.Caller), ApiJson.Default.HouseholdResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/households/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListHouseholds")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            var filter = new HouseholdFilter(
                call.Query.Text("area"), call.Query.Box("bbox"), call.Query.Choice<UnitKind>("kind"), call.Query.Choice<CareLevel>("care"), call.Query.Text("building"),
                call.Query.Text("need"), call.Query.Choice<UnitStanding>("state") ?? UnitStanding.Counting);
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            var outcome = await find.ListAsync(jurisdiction, filter, page, call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(
                new PageResponse<HouseholdResponse>([.. done.Value.Items.Select(u => HouseholdResponse.Of(u, call.Caller))], done.Value.Next?.ToString()),
                ApiJson.Default.PageResponseHouseholdResponse));
        });

    [Function("GetHousehold")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await households.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken), done => InFull(done, call.Caller)));

    [Function("UpdateHousehold")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            var (submission, why) = call.ReadJson().ReadHousehold();
            return call.Problems.Of(await households.ReplaceAsync(settings, submission, why, id, ifMatch, call.Acting, call.CancellationToken), done => InFull(done, call.Caller));
        });

    [Function("DeleteHousehold")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/households/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            ChangeReason? reason = call.Query.Choice<ChangeReason>("reason");
            call.Query.Finish();
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            return call.Problems.Of(
                await households.DeleteAsync(jurisdiction, reason, id, ifMatch, call.Acting, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent));
        });

    private static Answer InFull(Outcome<HouseholdInFull>.Done done, Caller caller)
        => Answer.Json(HouseholdResponse.Of(done.Value.Household.Value, done.Value.Personal, caller), ApiJson.Default.HouseholdResponse).WithETag(done.Value.Household.ETag);
}
