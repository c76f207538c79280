using GridSteward.Domain.Households.Campaigns;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households.Campaigns;

/// <summary>Re-check campaigns 复核.</summary>
public sealed class CampaignFunctions(Api api, KeepCampaigns campaigns, CheckUnits checks)
{
    [Function("CreateCampaign")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/campaigns")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            var outcome = await campaigns.CreateAsync(settings, call.ReadJson().ReadCampaign(), call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(CampaignResponse.Of(done.Value.Value), ApiJson.Default.CampaignResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/campaigns/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListCampaigns")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/campaigns")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            return (await campaigns.ListAsync(jurisdiction, page, call.CancellationToken)).ToAnswer(CampaignResponse.Of, ApiJson.Default.PageResponseCampaignResponse);
        });

    [Function("GetCampaign")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/campaigns/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await campaigns.FindAsync(jurisdiction, id, call.Caller, call.CancellationToken),
            done => Answer.Json(new CampaignStandResponse(CampaignResponse.Of(done.Value.Campaign.Value), done.Value.Total, done.Value.Areas), ApiJson.Default.CampaignStandResponse)
                .WithETag(done.Value.Campaign.ETag)));

    [Function("ListCampaignUnits")]
    public Task<IResult> ListUnitsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/campaigns/{id}/units")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            string? found = call.Query.Text("found"), area = call.Query.Text("area");
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            return call.Problems.Of(
                await campaigns.ListUnitsAsync(jurisdiction, id, found, area, page, call.Caller, call.CancellationToken),
                done => done.Value.ToAnswer(CampaignUnitResponse.Of, ApiJson.Default.PageResponseCampaignUnitResponse));
        });

    [Function("CheckHousehold")]
    public Task<IResult> CheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/campaigns/{id}/checks")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) => call.IfMatch() is { } seen
            ? call.Problems.Of(
                await checks.RunAsync(settings, id, call.ReadJson().ReadCheck(), seen, call.Once(), call.Acting, call.CancellationToken),
                done => Answer.Json(UnitCheckResponse.Of(done.Value, call.Caller), ApiJson.Default.UnitCheckResponse).WithETag(done.Value.Household.ETag)
                    .With("Idempotent-Replayed", done.Replayed ? "true" : null))
            : call.PreconditionRequired());

    [Function("CloseCampaign")]
    public Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/campaigns/{id}/closing")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } seen
            ? call.Problems.Of(
                await campaigns.CloseAsync(jurisdiction, id, seen, call.Acting, call.CancellationToken),
                done => Answer.Json(CampaignResponse.Of(done.Value.Value), ApiJson.Default.CampaignResponse).WithETag(done.Value.ETag))
            : call.PreconditionRequired());
}
