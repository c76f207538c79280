using GridSteward.Domain.Notifications;
using GridSteward.Domain.Operations;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Notifications;

/// <summary>What became of messages: a list, sending dead ones again, and the timer that hands over and sends.</summary>
public sealed partial class DeliveryFunctions(Api api, KeepDeliveries deliveries, DeliverMessages deliver, KeepRuns runs, ILogger<DeliveryFunctions> logger)
{
    /// <summary>How long one run begins new sendings: half of what the host gives it (host.json).</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

    /// <summary>Hands over pending messages and sends what is due (setting <c>DeliverMessages</c>, in UTC); any number of instances may at the same time.</summary>
    [Function("DeliverMessages")]
    public async Task DeliverAsync([TimerTrigger("%DeliverMessages%")] TimerInfo timer, FunctionContext context)
    {
        using OperationCharges charges = OperationCharges.Begin(context.FunctionDefinition.Name);
        await runs.RunAsync(context.FunctionDefinition.Name, tally => DeliverAsync(tally, context.CancellationToken), context.CancellationToken);
    }

    private async Task DeliverAsync(RunTally tally, CancellationToken cancellationToken)
    {
        DeliveryRound round = await deliver.RunAsync(Budget, cancellationToken);
        tally.Count("handedOver", round.Routed).Count("delivered", round.Sent.Delivered).Count("putOff", round.Sent.Later).Count("skipped", round.Sent.Skipped)
            .Count("dead", round.Sent.Dead.Count).Count("failed", round.Failed.Count);
        foreach (var (jurisdiction, why) in round.Failed)
        {
            tally.Fail(LogEvents.NotificationsBroke, jurisdiction, why);
            LogFailed(jurisdiction, why);
        }

        foreach (DeadDelivery dead in round.Sent.Dead)
        {
            tally.Fail(LogEvents.DeliveryDead, dead.Jurisdiction, dead.Code);
            LogDead(dead.Jurisdiction, dead.Id, dead.Code);
        }

        if (round.Routed > 0 || round.Sent != SendTally.None)
        {
            LogRound(round.Routed, round.Sent.Delivered, round.Sent.Later, round.Sent.Skipped, round.Sent.Dead.Count);
        }
    }

    [Function("ListDeliveries")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/jurisdictions/{jurisdiction}/deliveries")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            DeliveryState? state = call.Query.Choice<DeliveryState>("state");
            string? channel = call.Query.Text("channel");
            PageRequest page = call.Query.OrderedPage();
            call.Query.Finish();
            return (await deliveries.ListAsync(jurisdiction, state, channel, page, call.CancellationToken)).ToAnswer(DeliveryResponse.Of, ApiJson.Default.PageResponseDeliveryResponse);
        });

    [Function("ResendDelivery")]
    public Task<IResult> ResendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/deliveries/{id}/resend")] HttpRequest request,
        string jurisdiction, string id, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call => call.Problems.Of(
            await deliveries.ResendAsync(jurisdiction, id, call.Acting, call.CancellationToken),
            done => Answer.Json(DeliveryResponse.Of(done.Value.Value), ApiJson.Default.DeliveryResponse)));

    [LoggerMessage(EventName = LogEvents.NotificationsBroke, Level = LogLevel.Error, Message = "The notifications of {Jurisdiction} broke off")]
    private partial void LogFailed(string jurisdiction, Exception why);

    [LoggerMessage(EventName = LogEvents.DeliveryDead, Level = LogLevel.Warning, Message = "The delivery {Id} of {Jurisdiction} is dead: {Code}")]
    private partial void LogDead(string jurisdiction, string id, string code);

    [LoggerMessage(LogLevel.Information, "Notifications: {Routed} handed over; {Delivered} delivered, {Later} put off, {Skipped} skipped, {Dead} dead")]
    private partial void LogRound(int routed, int delivered, int later, int skipped, int dead);
}
