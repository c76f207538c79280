using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households.Referrals;

/// <summary>Referrals, for those who keep the household.</summary>
public sealed class ReferralFunctions(Api api, KeepReferrals referrals)
{
    [Function("CreateReferral")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/households/{id}/referrals")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunInAsync(request, context, jurisdiction, async (call, settings) =>
        {
            var outcome = await referrals.CreateAsync(settings, id, call.ReadJson().ReadReferral(), call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(ReferralResponse.Of(done.Value.Value, null, call.Caller), ApiJson.Default.ReferralResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/referrals/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListHouseholdReferrals")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/households/{id}/referrals")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            return call.Problems.Of(
                await referrals.ListAsync(jurisdiction, id, page, call.Caller, call.CancellationToken),
                done => done.Value.ToAnswer(r => ReferralResponse.Of(r, null, call.Caller), ApiJson.Default.PageResponseReferralResponse));
        });

    [Function("GetReferral")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/referrals/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await referrals.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(ReferralResponse.Of(done.Value.Referral.Value, done.Value.Words, call.Caller), ApiJson.Default.ReferralResponse).WithETag(done.Value.Referral.ETag)));

    [Function("WithdrawReferral")]
    public Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/referrals/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } seen
            ? call.Problems.Of(await referrals.WithdrawAsync(jurisdiction, id, seen, call.Acting, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());
}
