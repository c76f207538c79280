using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>A delivery that was given up or refused, for the log.</summary>
public sealed record DeadDelivery(string Jurisdiction, string Id, string Code);

/// <summary>What sending did.</summary>
public sealed record SendTally(int Delivered, int Later, int Skipped, IReadOnlyList<DeadDelivery> Dead)
{
    /// <summary>Nothing.</summary>
    public static readonly SendTally None = new(0, 0, 0, []);

    /// <summary>Both.</summary>
    public SendTally Plus(SendTally other) => new(Delivered + other.Delivered, Later + other.Later, Skipped + other.Skipped, [.. Dead, .. other.Dead]);
}

/// <summary>Sends what is due in a jurisdiction, channel by channel; a channel is asked only where something is due on it.</summary>
public sealed class SendDeliveries(IDocumentStore store, IDeliverySender sender, KeepChannels channels, ReportLinks links, TimeProvider clock)
{
    /// <summary>How long one channel may take before the next has its turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(40);

    internal async Task<SendTally> RunAsync(ChannelDesk desk, string worker, DateTimeOffset until, CancellationToken cancellationToken)
    {
        SendTally tally = SendTally.None;
        foreach (string channel in (await store.TallyAsync(Delivery.DueIn(desk.Jurisdiction, clock.GetUtcNow()), "channel", cancellationToken)).Keys.Order(StringComparer.Ordinal))
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (now < until)
            {
                var turn = new ChannelTurn(store, sender, channels, new NoticeDesk(store, desk, links), desk, channel, worker, clock);
                tally = tally.Plus(await turn.RunAsync(now + Turn < until ? now + Turn : until, cancellationToken));
            }
        }

        return tally;
    }
}
