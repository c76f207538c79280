using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>What one round did.</summary>
/// <param name="Routed">How many messages were handed over.</param>
/// <param name="Sent">What sending did.</param>
/// <param name="Failed">Jurisdictions whose round broke, with why.</param>
public sealed record DeliveryRound(int Routed, SendTally Sent, IReadOnlyDictionary<string, Exception> Failed);

/// <summary>
/// One round of the notifications: every jurisdiction's pending messages are handed over and its due deliveries sent. Two indexed questions to each jurisdiction; what has
/// nothing to do costs no more. Any number of programs may do so at once.
/// </summary>
public sealed class DeliverMessages(IDocumentStore store, JurisdictionDirectory directory, RouteMessages route, SendDeliveries send, TimeProvider clock)
{
    private const int AtOnce = 8;

    /// <summary>Does one round.</summary>
    public async Task<DeliveryRound> RunAsync(TimeSpan budget, CancellationToken cancellationToken)
    {
        DateTimeOffset until = clock.GetUtcNow() + budget;
        string worker = Guid.NewGuid().ToString("N");
        Lock gate = new();
        int routed = 0;
        SendTally sent = SendTally.None;
        Dictionary<string, Exception> failed = [];
        SweepPatience patience = new();
        IEnumerable<string> codes = (await directory.AllAsync(cancellationToken)).Select(e => e.Code).Append(Jurisdiction.Unassigned);
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (code, ct) =>
        {
            if (patience.IsOver)
            {
                return; // messages wait in their outboxes for the next round
            }

            try
            {
                var desk = new ChannelDesk(store, code);
                int handedOver = await route.RunAsync(desk, until, ct);
                SendTally there = await send.RunAsync(desk, worker, until, ct);
                patience.Answered();
                lock (gate)
                {
                    routed += handedOver;
                    sent = sent.Plus(there);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One jurisdiction's trouble is not the others'; the caller logs it, and the next round tries again.
                patience.Failed(e);
                lock (gate)
                {
                    failed[code] = e;
                }
            }
        });
        return new DeliveryRound(routed, sent, failed);
    }
}
