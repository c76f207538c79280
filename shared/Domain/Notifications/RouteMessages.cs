using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>
/// Hands pending outbox messages over: a delivery for each channel that wants it, written in one batch with the message, so each is handed over once however many
/// programs try. Where a message has more deliveries than a batch holds, the missing ones come first and the message last.
/// </summary>
public sealed class RouteMessages(IDocumentStore store, OutgoingPolicy policy, TimeProvider clock)
{
    /// <summary>A message that has waited so long is news to nobody.</summary>
    public static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    private const int PageSize = 100;

    private const int RoomInBatch = Batch.MaxOperations - 5;

    /// <summary>Hands over what is pending in a jurisdiction, until nothing is or the time is up; how many messages.</summary>
    internal async Task<int> RunAsync(ChannelDesk desk, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Query<OutboxMessage> pending = Kinds.OutboxMessage.In(desk.Jurisdiction).Where(new Filter.Equal("state", Wire.Name(OutboxState.Pending)));
        PageToken? after = null;
        int routed = 0;
        do
        {
            // By id, which is by report and by event within it.
            Page<OutboxMessage> page = await store.ListAsync(pending, new PageRequest(PageSize, after), cancellationToken);
            routed += page.Items.Count == 0 ? 0 : await RouteAsync(desk, page.Items, cancellationToken);
            after = page.Next;
        }
        while (after is not null && clock.GetUtcNow() < until);
        return routed;
    }

    private async Task<int> RouteAsync(ChannelDesk desk, IReadOnlyList<Stored<OutboxMessage>> messages, CancellationToken cancellationToken)
    {
        var reports = (await store.FindManyAsync(Kinds.Report, desk.Jurisdiction, [.. messages.Select(m => m.Value.Report).Distinct()], cancellationToken))
            .ToDictionary(r => r.Value.Id, r => r.Value);
        var events = (await store.FindManyAsync(Kinds.ReportEvent, desk.Jurisdiction, [.. messages.Select(m => m.Value.Event).Distinct()], cancellationToken))
            .ToDictionary(e => e.Value.Id, e => e.Value);
        List<(Stored<OutboxMessage> Message, List<Delivery> Deliveries, bool Wanted)> together = [];
        int room = RoomInBatch, routed = 0;
        foreach (Stored<OutboxMessage> message in messages)
        {
            List<Delivery> deliveries = reports.TryGetValue(message.Value.Report, out Report? report) && events.TryGetValue(message.Value.Event, out ReportEvent? e)
                ? await DeliveriesOfAsync(desk, message.Value, report, e, cancellationToken)
                : [];
            bool wanted = deliveries.Count > 0;
            if (deliveries.Count + 1 > room)
            {
                routed += await CommitAsync(desk.Jurisdiction, together, cancellationToken);
                (together, room) = ([], RoomInBatch);
            }

            if (deliveries.Count + 1 > RoomInBatch)
            {
                deliveries = await CommitMostAsync(desk.Jurisdiction, deliveries, cancellationToken);
            }

            together.Add((message, deliveries, wanted));
            room -= deliveries.Count + 1;
        }

        return routed + await CommitAsync(desk.Jurisdiction, together, cancellationToken);
    }

    private async Task<List<Delivery>> DeliveriesOfAsync(ChannelDesk desk, OutboxMessage message, Report report, ReportEvent e, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (now - message.CreatedAt > NewsFor)
        {
            return [];
        }

        bool urgent = NoticeRules.IsUrgent(report, e);
        List<Delivery> deliveries = [];
        foreach (NotificationChannel channel in (await desk.ChannelsAsync(cancellationToken)).Select(c => c.Value).Where(c => c.Active && NoticeRules.Wants(c, e)))
        {
            if (Recipients.Serves(channel, message.To, report, await desk.AreasOfAsync(message.To, cancellationToken)))
            {
                DateTimeOffset due = DeliveryTimes.DueOf(channel, await desk.SettingsAsync(cancellationToken), now, urgent);
                Delivery delivery = Of(Delivery.IdOf(message.Id, channel.Id), channel.Id, due);
                deliveries.Add(channel.DigestMinutes > 0 && !urgent ? delivery with { SentAs = null } : delivery);
            }
        }

        if (message.To == OutboxMessage.Reporter && policy.CanMail)
        {
            IReadOnlyList<string> readers = NoticeRules.ReadersOf(report);
            foreach (string[] some in readers.Chunk(1000))
            {
                var parts = await store.FindManyAsync(Kinds.ReportPersonalPart, desk.Jurisdiction, [.. some.Select(ReportPersonalPart.IdOf)], cancellationToken);
                deliveries.AddRange(parts.Where(p => p.Value.ContactEmail is not null).Select(p => p.Value.Report).Order(StringComparer.Ordinal)
                    .Select(reader => Of(Delivery.IdOf(message, reader), NotificationChannel.Reporters, now) with { Reader = reader }));
            }
        }

        return deliveries;

        Delivery Of(string id, string channel, DateTimeOffset due) => new()
        {
            Id = id,
            Jurisdiction = desk.Jurisdiction,
            Message = message.Id,
            Report = message.Report,
            Event = message.Event,
            To = message.To,
            Channel = channel,
            State = DeliveryState.Pending,
            CreatedAt = message.CreatedAt,
            TriedFrom = due,
            DueAt = due,
            Urgent = urgent,
            SentAs = id,
            Trace = message.Trace,
        };
    }

    /// <summary>Writes all but as many as fit into the batch of the message, each once; those are left.</summary>
    private async Task<List<Delivery>> CommitMostAsync(string jurisdiction, List<Delivery> deliveries, CancellationToken cancellationToken)
    {
        HashSet<string> there = [];
        foreach (string[] some in deliveries.Select(d => d.Id).Chunk(1000))
        {
            there.UnionWith((await store.FindManyAsync(Kinds.Delivery, jurisdiction, some, cancellationToken)).Select(d => d.Value.Id));
        }

        List<Delivery> missing = [.. deliveries.Where(d => !there.Contains(d.Id))];
        while (missing.Count + 1 > RoomInBatch)
        {
            await store.CommitAsync(missing.Take(RoomInBatch).Aggregate(new Batch(Container.Reports, jurisdiction), (b, d) => b.Create(Kinds.Delivery, d)), cancellationToken);
            missing = missing[RoomInBatch..];
        }

        return missing;
    }

    /// <summary>Writes messages with their deliveries; how many. Where another program was quicker with one of them, all are left to the next round.</summary>
    private async Task<int> CommitAsync(string jurisdiction, List<(Stored<OutboxMessage> Message, List<Delivery> Deliveries, bool Wanted)> together, CancellationToken cancellationToken)
    {
        if (together.Count == 0)
        {
            return 0;
        }

        var batch = new Batch(Container.Reports, jurisdiction);
        DateTimeOffset now = clock.GetUtcNow();
        foreach (var (message, deliveries, wanted) in together)
        {
            batch.Replace(Kinds.OutboxMessage, message.Value with { State = wanted ? OutboxState.Routed : OutboxState.Skipped, RoutedAt = now }, message.ETag);
            deliveries.ForEach(d => batch.Create(Kinds.Delivery, d));
        }

        return (await store.CommitAsync(batch, cancellationToken)).Committed ? together.Count : 0;
    }
}
