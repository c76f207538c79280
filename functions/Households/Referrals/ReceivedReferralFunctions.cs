using GridSteward.Domain;
using GridSteward.Domain.Households.Referrals;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Households.Referrals;

/// <summary>Referrals, for those whom they are for: the jurisdiction of the path is theirs.</summary>
public sealed class ReceivedReferralFunctions(Api api, ReceivedReferrals referrals)
{
    [Function("ListReceivedReferrals")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/received-referrals")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            string? partner = call.Query.Text("partner"), area = call.Query.Text("area");
            if (partner is not null && area is not null)
            {
                call.Query.Faults.Add(new("query.area", "Either partner or area."));
            }

            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            Node? to = partner is not null ? Node.OfPartner(jurisdiction, partner) : area is not null ? Node.OfArea(jurisdiction, area) : null;
            ReceivedPage found = await referrals.ListAsync(jurisdiction, to, page, call.Caller, call.CancellationToken);
            return Answer.Json(
                new PageResponse<ReceivedReferralResponse>([.. found.Items.Select(r => ReceivedReferralResponse.Of(r, call.Caller))], found.Next?.ToString()),
                ApiJson.Default.PageResponseReceivedReferralResponse);
        });

    [Function("GetReceivedReferral")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/received-referrals/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => ToAnswer(call, await referrals.FindAsync(jurisdiction, id, call.Acting, call.CancellationToken)));

    [Function("OfferHelp")]
    public Task<IResult> OfferAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/received-referrals/{id}/offers")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => ToAnswer(
            call, await referrals.OfferAsync(jurisdiction, id, call.ReadJson().ReadOffer(), call.Once(), call.Acting, call.CancellationToken)));

    private static Answer ToAnswer(ApiCall call, Outcome<ReceivedReferral> outcome)
        => call.Problems.Of(outcome, done => Answer.Json(ReceivedReferralResponse.Of(done.Value, call.Caller), ApiJson.Default.ReceivedReferralResponse)
            .With("Idempotent-Replayed", done.Replayed ? "true" : null));
}
