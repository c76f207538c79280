using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>The program is killed at each of its calls to the store in turn, and as often at random; another goes on.</summary>
public sealed class KilledDeliveryTests
{
    [Fact]
    public async Task Killed_at_any_call_every_message_ends_and_no_receiver_sees_a_second_id()
    {
        for (int at = 1; at < 400; at++)
        {
            using NotifyWorld town = await StartAsync();
            int calls = 0;
            bool dead = false;
            void Count()
            {
                dead |= ++calls == at;
                if (dead)
                {
                    throw new KilledException();
                }
            }

            town.World.Store.BeforeRead = _ => { Count(); return Task.CompletedTask; };
            town.World.Store.BeforeCommit = _ => { Count(); return Task.CompletedTask; };
            town.World.Store.AfterCommit = _ => { Count(); return Task.CompletedTask; };
            try
            {
                await town.Deliver(town.World.Here).RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct);
            }
            catch (KilledException)
            {
                // In the list of jurisdictions, before anything began.
            }

            town.World.Store.BeforeRead = _ => Task.CompletedTask;
            town.World.Store.BeforeCommit = _ => Task.CompletedTask;
            town.World.Store.AfterCommit = _ => Task.CompletedTask;
            await SettleAsync(town);
            await CheckAsync(town, mostRepeats: 1);
            if (!dead)
            {
                Assert.True(at > 20, "The round makes more calls than that.");
                return;
            }
        }

        Assert.Fail("The round makes fewer calls than that.");
    }

    [Fact]
    public void Whatever_receivers_say_and_whenever_programs_die_every_message_ends_and_none_has_a_second_id() => Check.ForSeeds(25, random => RandomAsync(random).GetAwaiter().GetResult());

    private static async Task RandomAsync(Random random)
    {
        using NotifyWorld town = await StartAsync();
        SendOutcome[] outcomes =
        [
            new SendOutcome.Delivered(), new SendOutcome.Delivered(), new SendOutcome.Refused("http400"), new SendOutcome.Later("http500"),
            new SendOutcome.Later("http429", TimeSpan.FromMinutes(7), Counts: false), new SendOutcome.Later("smtp450", Others: false),
        ];
        town.Receivers.Says = _ => random.Pick(outcomes);
        for (int round = 0; round < 6; round++)
        {
            int left = random.Next(1, 60);
            Task Die() => left-- <= 0 ? throw new KilledException() : Task.CompletedTask;
            town.World.Store.BeforeCommit = _ => Die();
            town.World.Store.AfterCommit = _ => Die();
            await town.Deliver(town.World.Restarted()).RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct);
            town.World.Store.BeforeCommit = _ => Task.CompletedTask;
            town.World.Store.AfterCommit = _ => Task.CompletedTask;
            await town.ReportAsync(random.Next(2) + 0.5, random.Next(2) == 0 ? "r@town.example" : null);
            town.Wait(TimeSpan.FromMinutes(random.Next(1, 40)));
        }

        await SettleAsync(town);
        await CheckAsync(town, mostRepeats: int.MaxValue);
    }

    /// <summary>Channels of each sort, and reports of which some have moved.</summary>
    private static async Task<NotifyWorld> StartAsync()
    {
        NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted(ChannelKind.Feishu, "post:id-p1", "area:g2"));
        await town.AddChannelAsync(NotifyWorld.Wanted() with { DigestMinutes = 10 });
        Report first = await town.ReportAsync(email: "r@town.example");
        await town.ReportAsync(1.5);
        await town.MoveAsync(first, Move.Accept);
        return town;
    }

    /// <summary>Programs that nobody kills, for some days.</summary>
    private static async Task SettleAsync(NotifyWorld town)
    {
        for (int i = 0; i < 30 && (await PendingAsync(town) || i == 0); i++)
        {
            town.Wait(TimeSpan.FromHours(3));
            Assert.Empty((await town.Deliver(town.World.Restarted()).RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct)).Failed);
            town.Wait(TimeSpan.FromMinutes(10));
            Assert.Empty((await town.Deliver(town.World.Restarted()).RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct)).Failed);
        }
    }

    private static async Task<bool> PendingAsync(NotifyWorld town)
        => (await town.World.AllAsync(Kinds.OutboxMessage, "town")).Any(m => m.State == OutboxState.Pending) || (await town.DeliveriesAsync()).Any(d => d.State == DeliveryState.Pending);

    private static async Task CheckAsync(NotifyWorld town, int mostRepeats)
    {
        Assert.False(await PendingAsync(town));
        List<Delivery> deliveries = await town.DeliveriesAsync();
        Assert.NotEmpty(deliveries);
        Assert.All(deliveries, d => Assert.True(d is { EndedAt: not null, DueAt: null }));

        // What a receiver saw of a delivery, it saw under one id, and it is the one that is recorded; what is recorded as delivered it saw.
        var seen = town.Receivers.Sent.SelectMany(s => s.Notices.Select(n => (n.Id, SentAs: s.Id))).ToLookup(s => s.Id, s => s.SentAs);
        Assert.All(seen, s => Assert.Equal(deliveries.Single(d => d.Id == s.Key).SentAs, Assert.Single(s.Distinct())));
        Assert.All(deliveries.Where(d => d.State == DeliveryState.Delivered), d => Assert.True(seen.Contains(d.Id)));
        if (mostRepeats < int.MaxValue)
        {
            Assert.All(deliveries, d => Assert.Equal(DeliveryState.Delivered, d.State));
            Assert.True(town.Receivers.Sent.Count - town.Receivers.Sent.Select(s => s.Id).Distinct().Count() <= mostRepeats);
        }

        Assert.All(await town.World.AllAsync(Kinds.ChannelState, "town"), s => Assert.True(s.Worker is null || s.LeasedUntil < town.World.Clock.Now));
    }
}
