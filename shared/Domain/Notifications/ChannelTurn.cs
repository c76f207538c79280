using System.Diagnostics;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;

namespace GridSteward.Domain.Notifications;

/// <summary>
/// One turn of one channel: takes it, sends what is due on it in order, one message at a time, and gives it back. Where the receiver does not answer, the channel rests and those
/// behind wait, so that the order is kept. What became of a message is written with the channel's own document, which only its holder can write.
/// </summary>
internal sealed class ChannelTurn(
    IDocumentStore store, IDeliverySender sender, KeepChannels channels, NoticeDesk notices, ChannelDesk desk, string id, string worker, TimeProvider clock)
{
    private const int PageSize = 50;

    /// <summary>Longer than any one sending takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private Stored<ChannelState> state = null!;
    private SendTally tally = SendTally.None;
    private bool lost;

    private bool MayGoOn => !lost && !(state.Value.PausedUntil > clock.GetUtcNow());

    /// <summary>Takes the turn until nothing is due, the channel rests or the time is up.</summary>
    public async Task<SendTally> RunAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(cancellationToken))
        {
            return tally;
        }

        try
        {
            Query<Delivery> due = Delivery.DueIn(desk.Jurisdiction, clock.GetUtcNow()).Where(new Filter.Equal("channel", id)).OrderedBy(Kinds.DueFirst);
            while (MayGoOn && clock.GetUtcNow() < until
                && await store.ListAsync(due, new PageRequest(PageSize), cancellationToken) is { Items: { Count: > 0 } items })
            {
                await WorkAsync(items, until, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync();
            throw;
        }

        await GiveBackAsync();
        return tally;
    }

    private async Task WorkAsync(IReadOnlyList<Stored<Delivery>> items, DateTimeOffset until, CancellationToken cancellationToken)
    {
        Stored<NotificationChannel>? channel = (await desk.ChannelsAsync(cancellationToken)).FirstOrDefault(c => c.Value.Id == id);
        bool isReporters = id == NotificationChannel.Reporters;
        if (!isReporters && channel is not { Value.Active: true })
        {
            await EndAsync(items, DeliveryState.Skipped, channel is null ? "noChannel" : "channelInactive", cancellationToken);
            return;
        }

        ChannelSecret? secret = isReporters ? null : (await store.FindAsync(Kinds.ChannelSecret, desk.Jurisdiction, ChannelSecret.IdOf(id), cancellationToken))?.Value;
        if (!isReporters && secret is null)
        {
            await EndAsync(items, DeliveryState.Skipped, "noAddress", cancellationToken);
            return;
        }

        DateTimeOffset now = clock.GetUtcNow();
        var (tooOld, timely) = Split(items, d => state.Value.Failures > 0 && now - d.TriedFrom > Delivery.Patience);
        Jurisdiction? settings = isReporters ? null : await desk.SettingsAsync(cancellationToken);
        var (quiet, loud) = Split(timely, d => channel is not null && QuietUntil(channel.Value, settings, d, now) > now);
        await EndAsync(tooOld, DeliveryState.Dead, "gaveUp", cancellationToken);
        await WriteAsync(quiet, d => d with { DueAt = QuietUntil(channel!.Value, settings, d, now) }, state.Value, cancellationToken);
        await notices.ReadAsync([.. loud.Select(d => d.Value)], cancellationToken);
        foreach (IReadOnlyList<Stored<Delivery>> together in await TogetherAsync(loud, cancellationToken))
        {
            if (!MayGoOn || clock.GetUtcNow() >= until || !await KeepAsync(channel?.Value.Kind ?? ChannelKind.Email, cancellationToken))
            {
                return;
            }

            SendOutcome? outcome = await SendAsync(together, channel?.Value, secret, cancellationToken);
            if (outcome is SendOutcome.Gone)
            {
                await channels.StopAsync(channel!, clock.GetUtcNow(), cancellationToken);
                lost = true; // The rest of the page ends in the next round, which sees that the channel is inactive.
            }
        }
    }

    private static DateTimeOffset QuietUntil(NotificationChannel channel, Jurisdiction? settings, Delivery delivery, DateTimeOffset now)
        => delivery.Urgent && channel.Quiet is not { UrgentPasses: false } ? now : DeliveryTimes.AfterQuiet(channel, settings, now);

    /// <summary>What goes out as one message each. Who is in a digest is written before it is sent, so that a second try holds the same.</summary>
    private async Task<List<IReadOnlyList<Stored<Delivery>>>> TogetherAsync(IReadOnlyList<Stored<Delivery>> items, CancellationToken cancellationToken)
    {
        var (unclaimed, claimed) = Split(items, d => d.SentAs is null);
        if (unclaimed.Count > 0)
        {
            string name = unclaimed.Count == 1 ? unclaimed[0].Value.Id : unclaimed[0].Value.Id + ".digest";
            unclaimed = await WriteAsync(unclaimed, d => d with { SentAs = name }, state.Value, cancellationToken);
        }

        List<IReadOnlyList<Stored<Delivery>>> together = [];
        foreach (var group in claimed.GroupBy(d => d.Value.SentAs))
        {
            // Of a digest that was tried before, some may lie on the next page.
            together.Add(group.Key == group.First().Value.Id
                ? [.. group]
                : await store.AllAsync(Kinds.Delivery.In(desk.Jurisdiction).Where(new Filter.Equal("sentAs", group.Key!)).Where(new Filter.Equal("state", Wire.Name(DeliveryState.Pending))), cancellationToken)
                    .ToListAsync(cancellationToken));
        }

        return unclaimed.Count > 0 ? [.. together, unclaimed] : together;
    }

    private async Task<SendOutcome?> SendAsync(
        IReadOnlyList<Stored<Delivery>> together, NotificationChannel? channel, ChannelSecret? secret, CancellationToken cancellationToken)
    {
        if (together.Any(d => d.Value.SentAs != d.Value.Id))
        {
            await notices.ReadAsync([.. together.Select(d => d.Value)], cancellationToken);
        }

        List<Stored<Delivery>> told = [];
        List<Notice> texts = [];
        foreach (Stored<Delivery> delivery in together)
        {
            var (notice, why) = await notices.NoticeOfAsync(delivery.Value, channel, cancellationToken);
            if (notice is not null && delivery.Value.Reader is { } reader && notices.AddressOf(reader) is null)
            {
                (notice, why) = (null, "noAddress");
            }

            if (notice is null)
            {
                await EndAsync([delivery], DeliveryState.Skipped, why!, cancellationToken);
                continue;
            }

            told.Add(delivery);
            texts.Add(notice);
        }

        if (told.Count == 0 || lost)
        {
            return null;
        }

        string sentAs = told[0].Value.SentAs!;
        IReadOnlyList<string> addresses = told[0].Value.Reader is { } one ? [notices.AddressOf(one)!] : secret!.Addresses;
        var message = new OutgoingMessage(sentAs, clock.GetUtcNow(), channel?.Kind ?? ChannelKind.Email, addresses, secret?.Secret, channel?.Language, texts)
        {
            IsDigest = sentAs != told[0].Value.Id,
        };
        using TraceSpan span = SpanOf(told, message);
        SendOutcome outcome = await sender.SendAsync(message, cancellationToken);
        if (outcome switch { SendOutcome.Refused o => o.Code, SendOutcome.Gone o => o.Code, SendOutcome.Later o => o.Code, _ => null } is { } code)
        {
            span.Fail(code);
        }

        // What has gone out is written down, though the host may be stopping.
        await ApplyAsync(told, outcome, CancellationToken.None);
        return outcome;
    }

    /// <summary>In the trace of the request that it tells of; a digest of several is linked to each, within the run that sends it.</summary>
    private static TraceSpan SpanOf(List<Stored<Delivery>> told, OutgoingMessage message)
    {
        ActivityContext[] from = [.. told.Select(d => d.Value.Trace).Distinct().Select(TraceText.Read).Where(c => c != default)];
        ActivityContext[] run = TraceText.Read(TraceText.Current) is var here && here != default ? [here] : [];
        TraceSpan span = from.Length == 1
            ? TraceSpan.Begin("deliver", ActivityKind.Client, from[0], run)
            : TraceSpan.Begin("deliver", ActivityKind.Client, links: from);
        return span.With("gridsteward.channel.kind", Wire.Name(message.Kind)).With("gridsteward.notices", told.Count);
    }

    private async Task ApplyAsync(List<Stored<Delivery>> told, SendOutcome outcome, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        ChannelState after = Counted(state.Value, now);
        int counts = outcome is SendOutcome.Later { Counts: false } ? 0 : 1;
        Delivery Tried(Delivery d) => d with { Attempts = d.Attempts + counts };
        switch (outcome)
        {
            case SendOutcome.Delivered:
                await WriteAsync(told, d => Tried(d).Ended(DeliveryState.Delivered, now, null), after with { Failures = 0 }, cancellationToken);
                tally = tally with { Delivered = tally.Delivered + told.Count };
                break;
            case SendOutcome.Refused(var code):
                await WriteAsync(told, d => Tried(d).Ended(DeliveryState.Dead, now, code), after with { Failures = 0 }, cancellationToken);
                CountDead(told, code);
                break;
            case SendOutcome.Gone(var code):
                await WriteAsync(told, d => Tried(d).Ended(DeliveryState.Dead, now, code), after, cancellationToken);
                CountDead(told, code);
                break;
            case SendOutcome.Later later:
                await PutOffAsync(told, later, after, Tried, now, cancellationToken);
                break;
        }
    }

    private async Task PutOffAsync(
        List<Stored<Delivery>> told, SendOutcome.Later later, ChannelState after, Func<Delivery, Delivery> tried, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int failures = after.Failures + (later is { Others: true, Counts: true } ? 1 : 0);
        int attempts = told.Max(d => tried(d.Value).Attempts);
        TimeSpan wait = later switch
        {
            { After: { } asked } => asked < LongestPause ? asked : LongestPause,
            { Others: true, Counts: false } => TimeSpan.FromMinutes(1),
            { Others: true } => DeliveryTimes.BackOff(failures, id),
            _ => DeliveryTimes.BackOff(attempts, told[0].Value.Id),
        };
        Delivery Put(Delivery d)
        {
            Delivery t = tried(d);
            return t.Attempts >= Delivery.MaxAttempts || now - t.TriedFrom > Delivery.Patience ? t.Ended(DeliveryState.Dead, now, later.Code)
                : later.Others ? t with { Error = later.Code }
                : t with { Error = later.Code, DueAt = now + wait };
        }

        await WriteAsync(told, Put, later.Others ? after with { Failures = failures, PausedUntil = now + wait } : after, cancellationToken);
        CountDead([.. told.Where(d => Put(d.Value).State == DeliveryState.Dead)], later.Code);
        tally = tally with { Later = tally.Later + told.Count(d => Put(d.Value).State == DeliveryState.Pending) };
    }

    private async Task EndAsync(IReadOnlyList<Stored<Delivery>> deliveries, DeliveryState to, string code, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await WriteAsync(deliveries, d => d.Ended(to, now, code), state.Value, cancellationToken);
        if (to == DeliveryState.Dead)
        {
            CountDead(deliveries, code);
        }
        else
        {
            tally = tally with { Skipped = tally.Skipped + deliveries.Count };
        }
    }

    private void CountDead(IReadOnlyList<Stored<Delivery>> deliveries, string code)
        => tally = tally with { Dead = [.. tally.Dead, .. deliveries.Select(d => new DeadDelivery(desk.Jurisdiction, d.Value.Id, code))] };

    /// <summary>Writes deliveries with the channel's document. Where that fails, another program holds the channel, or somebody changed one of them: the turn is over.</summary>
    private async Task<IReadOnlyList<Stored<Delivery>>> WriteAsync(
        IReadOnlyList<Stored<Delivery>> deliveries, Func<Delivery, Delivery> change, ChannelState channelState, CancellationToken cancellationToken)
    {
        if (deliveries.Count == 0 || lost)
        {
            return deliveries;
        }

        Batch batch = new Batch(Container.Reports, desk.Jurisdiction).Replace(Kinds.ChannelState, channelState, state.ETag);
        Delivery[] changed = [.. deliveries.Select(d => change(d.Value))];
        for (int i = 0; i < changed.Length; i++)
        {
            batch.Replace(Kinds.Delivery, changed[i], deliveries[i].ETag);
        }

        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        lost = !outcome.Committed;
        if (lost)
        {
            return deliveries;
        }

        state = new Stored<ChannelState>(channelState, outcome.ETags[0]);
        return [.. changed.Select((d, i) => new Stored<Delivery>(d, outcome.ETags[i + 1]))];
    }

    private static (IReadOnlyList<Stored<Delivery>> Are, IReadOnlyList<Stored<Delivery>> AreNot) Split(IReadOnlyList<Stored<Delivery>> items, Func<Delivery, bool> question)
        => ([.. items.Where(d => question(d.Value))], [.. items.Where(d => !question(d.Value))]);

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private static ChannelState Counted(ChannelState of, DateTimeOffset now)
        => of with { Minute = MinuteOf(now), Sent = of.Minute == MinuteOf(now) ? of.Sent + 1 : 1, PausedUntil = null };

    /// <summary>How many messages a minute a receiver takes without complaint, with some room below what it documents.</summary>
    private static int LimitOf(ChannelKind kind) => kind switch
    {
        ChannelKind.WeCom or ChannelKind.DingTalk => 18,
        ChannelKind.Feishu or ChannelKind.Email => 60,
        _ => 600,
    };

    /// <summary>Takes the channel; false where another program has it, or it rests.</summary>
    private async Task<bool> TakeAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var found = await store.FindAsync(Kinds.ChannelState, desk.Jurisdiction, ChannelState.IdOf(id), cancellationToken);
        if (found?.Value.LeasedUntil > now || found?.Value.PausedUntil > now)
        {
            return false;
        }

        ChannelState taken = (found?.Value ?? new ChannelState { Id = ChannelState.IdOf(id), Jurisdiction = desk.Jurisdiction }) with { Worker = worker, LeasedUntil = now + Lease };
        return await WriteStateAsync(taken, found?.ETag, cancellationToken);
    }

    /// <summary>Sees that one more message may go out in this minute, and that the channel stays held while it does.</summary>
    private async Task<bool> KeepAsync(ChannelKind kind, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (state.Value.Minute == MinuteOf(now) && state.Value.Sent >= LimitOf(kind))
        {
            await WriteStateAsync(state.Value with { PausedUntil = MinuteOf(now).AddMinutes(1) }, state.ETag, cancellationToken);
            return false;
        }

        return state.Value.LeasedUntil - now >= Lease / 2 || await WriteStateAsync(state.Value with { LeasedUntil = now + Lease }, state.ETag, cancellationToken);
    }

    private async Task GiveBackAsync()
    {
        if (!lost)
        {
            await WriteStateAsync(state.Value with { Worker = null, LeasedUntil = null }, state.ETag, CancellationToken.None);
        }
        else
        {
            await ReleaseOwnAsync();
        }
    }

    /// <summary>After a write that failed: the channel may still be ours, and need not wait for the end of its lease.</summary>
    private async Task ReleaseOwnAsync()
    {
        var now = await store.FindAsync(Kinds.ChannelState, desk.Jurisdiction, ChannelState.IdOf(id), CancellationToken.None);
        if (now is { Value.Worker: { } holder } && holder == worker)
        {
            await WriteStateAsync(now.Value with { Worker = null, LeasedUntil = null }, now.ETag, CancellationToken.None);
        }
    }

    private async Task<bool> WriteStateAsync(ChannelState to, string? etag, CancellationToken cancellationToken)
    {
        var batch = new Batch(Container.Reports, desk.Jurisdiction);
        _ = etag is null ? batch.Create(Kinds.ChannelState, to) : batch.Replace(Kinds.ChannelState, to, etag);
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        lost = !outcome.Committed;
        if (!lost)
        {
            state = new Stored<ChannelState>(to, outcome.ETags[0]);
        }

        return !lost;
    }
}
