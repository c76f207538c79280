using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>Shows what became of deliveries, and sends dead ones again.</summary>
public sealed class KeepDeliveries(IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>A page of the deliveries, newest message first.</summary>
    public Task<Page<Delivery>> ListAsync(string jurisdiction, DeliveryState? state, string? channel, PageRequest page, CancellationToken cancellationToken)
        => store.ListAsync(
            Kinds.Delivery.In(jurisdiction)
                .WhereIf(state is not null, () => new Filter.Equal("state", Wire.Name(state!.Value)))
                .WhereIf(channel is not null, () => new Filter.Equal("channel", channel!))
                .OrderedBy(Kinds.NewestDeliveryFirst),
            page, cancellationToken);

    /// <summary>Has a dead delivery tried again, under the same id, so that a receiver who had it after all drops it.</summary>
    /// <exception cref="StoreUnavailableException">It kept changing meanwhile.</exception>
    public async Task<Outcome<Stored<Delivery>>> ResendAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Tries; i++)
        {
            if (await store.FindAsync(Kinds.Delivery, jurisdiction, id, cancellationToken) is not { } found)
            {
                return new Outcome<Stored<Delivery>>.NotFound("There is no such delivery.");
            }

            if (found.Value.State != DeliveryState.Dead)
            {
                return new Outcome<Stored<Delivery>>.Conflict($"Only a dead delivery is sent again; this one is {Wire.Name(found.Value.State)}.");
            }

            DateTimeOffset now = clock.GetUtcNow();
            Delivery again = found.Value with { State = DeliveryState.Pending, TriedFrom = now, DueAt = now, Attempts = 0, Error = null, EndedAt = null };
            CommitOutcome outcome = await store.CommitAsync(
                new Batch(Container.Reports, jurisdiction)
                    .Replace(Kinds.Delivery, again, found.ETag)
                    .Create(Kinds.Audit(Container.Reports), AuditEntry.Of(jurisdiction, acting.Fact(now, "resendDelivery", $"{Kinds.Delivery.Name}/{id}"))),
                cancellationToken);
            if (outcome.Committed)
            {
                return new Stored<Delivery>(again, outcome.ETags[0]);
            }
        }

        throw new StoreUnavailableException("A delivery kept changing.", TimeSpan.FromSeconds(1));
    }
}
