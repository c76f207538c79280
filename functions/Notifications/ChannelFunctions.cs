using GridSteward.Domain;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Notifications;

/// <summary>Channels of notifications. Also of <c>unassigned</c>, whose duty desk is the deployment's.</summary>
public sealed class ChannelFunctions(Api api, IDocumentStore store, KeepChannels channels)
{
    [Function("CreateChannel")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/channels")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            WantedChannel wanted = call.ReadJson().ReadChannel();
            var outcome = await channels.CreateAsync(jurisdiction, wanted, call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(ChannelResponse.Of(done.Value.Value), ApiJson.Default.ChannelResponse, StatusCodes.Status201Created),
                $"/api/jurisdictions/{jurisdiction}/channels/{done.Value.Value.Id}", done.Value.ETag, done.Replayed));
        });

    [Function("ListChannels")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/channels")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            PageRequest page = call.Query.IdPage();
            call.Query.Finish();
            Page<NotificationChannel> found = await store.ListAsync(Kinds.NotificationChannel.In(jurisdiction), page, call.CancellationToken);
            return found.ToAnswer(ChannelResponse.Of, ApiJson.Default.PageResponseChannelResponse);
        });

    [Function("GetChannel")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/channels/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => await store.FindAsync(Kinds.NotificationChannel, jurisdiction, id, call.CancellationToken) is { } found
            ? Answer.Json(ChannelResponse.Of(found.Value), ApiJson.Default.ChannelResponse).WithETag(found.ETag)
            : call.Problems.NotFound($"There is no such {Kinds.NotificationChannel.Name}."));

    [Function("UpdateChannel")]
    public Task<IResult> UpdateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/jurisdictions/{jurisdiction}/channels/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (call.IfMatch() is not { } ifMatch)
            {
                return call.PreconditionRequired();
            }

            WantedChannel wanted = call.ReadJson().ReadChannel();
            var outcome = await channels.ReplaceAsync(ChangingOf(call, jurisdiction, id, ifMatch), wanted, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(ChannelResponse.Of(done.Value.Value), ApiJson.Default.ChannelResponse).WithETag(done.Value.ETag));
        });

    [Function("DeleteChannel")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/jurisdictions/{jurisdiction}/channels/{id}")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.IfMatch() is { } ifMatch
            ? call.Problems.Of(await channels.DeleteAsync(ChangingOf(call, jurisdiction, id, ifMatch), call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent))
            : call.PreconditionRequired());

    private static Changing<NotificationChannel> ChangingOf(ApiCall call, string jurisdiction, string id, Func<string, bool> ifMatch)
        => new(Kinds.NotificationChannel, jurisdiction, id, ifMatch, c => c.Code, call.Acting);
}
