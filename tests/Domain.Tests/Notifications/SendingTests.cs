using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>How channels are sent on.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task A_channel_whose_receiver_fails_rests_longer_each_time_and_goes_on_in_order()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel channel = await town.AddChannelAsync();
        Report report = await town.ReportAsync();
        await town.MoveAsync(report, Move.Accept);
        await town.MoveAsync(report, Move.Resolve);
        town.Receivers.Says = _ => new SendOutcome.Later("http500");
        TimeSpan before = TimeSpan.Zero;
        for (int failures = 1; failures <= 6; failures++)
        {
            await town.RoundAsync();
            Assert.Equal(failures, town.Receivers.Sent.Count);
            ChannelState state = (await town.StateOfAsync(channel))!;
            Assert.Equal(failures, state.Failures);
            TimeSpan pause = state.PausedUntil!.Value - town.World.Clock.Now;
            Assert.InRange(pause, TimeSpan.FromMinutes(0.75 * Math.Pow(2, failures - 1)), TimeSpan.FromMinutes(1.25 * Math.Pow(2, failures - 1)));
            Assert.True(pause > before);
            before = pause;
            town.Wait(pause - TimeSpan.FromSeconds(1));
            await town.RoundAsync();
            Assert.Equal(failures, town.Receivers.Sent.Count);
            town.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.Single(town.Receivers.Sent.Select(s => s.Id).Distinct());
        town.Receivers.Says = _ => new SendOutcome.Delivered();
        await town.RoundAsync();
        Assert.Equal(["received", "accept", "resolve"], town.Receivers.Sent.Skip(6).Select(s => s.Notices.Single().Event));
        Assert.Equal((0, null, null), ((await town.StateOfAsync(channel))!.Failures, (await town.StateOfAsync(channel))!.PausedUntil, (await town.StateOfAsync(channel))!.Worker));
    }

    [Fact]
    public async Task After_ten_tries_it_is_dead_and_can_be_sent_again_under_the_same_id()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        await town.ReportAsync();
        town.Receivers.Says = _ => new SendOutcome.Later("timeout");
        for (int i = 0; i < 30; i++)
        {
            await town.RoundAsync();
            town.Wait(TimeSpan.FromMinutes(90));
        }

        Delivery dead = Assert.Single(await town.DeliveriesAsync());
        Assert.Equal((DeliveryState.Dead, Delivery.MaxAttempts, "timeout", null), (dead.State, dead.Attempts, dead.Error, dead.DueAt));
        Assert.Equal(Delivery.MaxAttempts, town.Receivers.Sent.Count);

        var deliveries = new KeepDeliveries(town.World.Here.Store, town.World.Clock);
        Assert.Equal(dead.Id, Assert.Single((await deliveries.ListAsync("town", DeliveryState.Dead, null, new(10), NotifyWorld.Ct)).Items).Value.Id);
        Delivery again = Expect.Done(await deliveries.ResendAsync("town", dead.Id, Acting.Program, NotifyWorld.Ct)).Value;
        Assert.Equal((DeliveryState.Pending, 0, null), (again.State, again.Attempts, again.Error));
        Assert.IsType<Outcome<Storage.Stored<Delivery>>.Conflict>(await deliveries.ResendAsync("town", dead.Id, Acting.Program, NotifyWorld.Ct));
        town.Receivers.Says = _ => new SendOutcome.Delivered();
        town.Wait(TimeSpan.FromHours(8));
        await town.RoundAsync();
        Assert.Equal(DeliveryState.Delivered, Assert.Single(await town.DeliveriesAsync()).State);
        Assert.Equal([dead.Id], town.Receivers.Sent.Select(s => s.Id).Distinct());
        Assert.IsType<Outcome<Storage.Stored<Delivery>>.NotFound>(await deliveries.ResendAsync("town", "none", Acting.Program, NotifyWorld.Ct));
    }

    [Fact]
    public async Task Behind_a_receiver_that_never_comes_back_everything_is_given_up_in_the_end()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        for (int i = 0; i < 60; i++)
        {
            await town.ReportAsync();
        }

        town.Receivers.Says = _ => new SendOutcome.Later("connection");
        for (int i = 0; i < 48; i++)
        {
            await town.RoundAsync();
            town.Wait(TimeSpan.FromHours(2));
        }

        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Dead, d.State));
        Assert.True(town.Receivers.Sent.Count < 60);
    }

    [Fact]
    public async Task One_that_is_refused_is_dead_at_once_and_the_next_goes_out()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        Report first = await town.ReportAsync();
        await town.ReportAsync();
        town.Receivers.Says = m => m.Notices[0].Report == first.Id ? new SendOutcome.Refused("http400") : new SendOutcome.Delivered();
        DeliveryRound round = await town.RoundAsync();
        Assert.Equal([(DeliveryState.Delivered, null), (DeliveryState.Dead, "http400")], (await town.DeliveriesAsync()).Select(d => (d.State, d.Error)).Order());
        Assert.Equal("http400", Assert.Single(round.Sent.Dead).Code);
    }

    [Fact]
    public async Task A_mailbox_that_is_full_does_not_hold_up_the_others()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Report full = await town.ReportAsync(email: "full@town.example"), other = await town.ReportAsync(email: "other@town.example");
        await town.MoveAsync(full, Move.Accept);
        await town.MoveAsync(other, Move.Accept);
        town.Receivers.Says = m => m.Addresses[0].StartsWith("full", StringComparison.Ordinal) ? new SendOutcome.Later("smtp452", Others: false) : new SendOutcome.Delivered();
        await town.RoundAsync();
        Assert.Equal(2, town.Receivers.Sent.Count);
        Delivery waiting = (await town.DeliveriesAsync()).Single(d => d.State == DeliveryState.Pending);
        Assert.Equal(("smtp452", 1), (waiting.Error, waiting.Attempts));
        Assert.True(waiting.DueAt > town.World.Clock.Now);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_for_good_makes_its_channel_inactive_and_the_rest_is_skipped()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel channel = await town.AddChannelAsync();
        await town.ReportAsync();
        await town.ReportAsync();
        town.Receivers.Says = _ => new SendOutcome.Gone("http410");
        await town.RoundAsync();
        NotificationChannel stopped = await town.AgainAsync(channel);
        Assert.Equal((false, town.World.Clock.Now), (stopped.Active, stopped.StoppedAt));
        await town.RoundAsync();
        Assert.Single(town.Receivers.Sent);
        Assert.Equal([(DeliveryState.Dead, "http410"), (DeliveryState.Skipped, "channelInactive")], (await town.DeliveriesAsync()).Select(d => (d.State, d.Error!)).Order());
        Assert.Contains(await town.World.AllAsync(Kinds.Audit(Storage.Container.Areas), "town"), a => a.Fact.Action == "stopChannel");
    }

    [Fact]
    public async Task What_is_to_go_out_on_a_channel_that_was_deleted_or_came_without_its_address_is_skipped()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel deleted = await town.AddChannelAsync(), moved = await town.AddChannelAsync();
        await town.ReportAsync();
        town.Receivers.Says = _ => new SendOutcome.Later("http503");
        await town.RoundAsync();
        Expect.Done(await town.Channels().DeleteAsync(new Changing<NotificationChannel>(Kinds.NotificationChannel, "town", deleted.Id, _ => true, c => c.Code, Acting.Program), NotifyWorld.Ct));
        Assert.DoesNotContain(await town.World.AllAsync(Kinds.ChannelSecret, "town"), s => s.Id == ChannelSecret.IdOf(deleted.Id));
        var secret = (await town.World.Engine.FindAsync(Kinds.ChannelSecret, "town", ChannelSecret.IdOf(moved.Id), NotifyWorld.Ct))!;
        await town.World.Engine.CommitAsync(new Storage.Batch(Storage.Container.Areas, "town").Delete(Kinds.ChannelSecret, secret.Value.Id, secret.ETag), NotifyWorld.Ct);
        town.Wait(TimeSpan.FromHours(1));
        await town.RoundAsync();
        Assert.Equal(["noAddress", "noChannel"], (await town.DeliveriesAsync()).Select(d => d.Error!).Order(StringComparer.Ordinal));
        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Skipped, d.State));
    }

    [Fact]
    public async Task A_robot_gets_no_more_in_a_minute_than_it_takes_and_being_asked_to_slow_down_is_no_failure()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel channel = await town.AddChannelAsync(NotifyWorld.Wanted(ChannelKind.WeCom));
        for (int i = 0; i < 40; i++)
        {
            await town.ReportAsync();
        }

        await town.RoundAsync();
        await town.RoundAsync();
        Assert.Equal(18, town.Receivers.Sent.Count);
        town.Wait(TimeSpan.FromMinutes(1));
        town.Receivers.Says = _ => new SendOutcome.Later("errcode45009", TimeSpan.FromMinutes(2), Counts: false);
        await town.RoundAsync();
        Assert.Equal(19, town.Receivers.Sent.Count);
        Assert.Equal((0, town.World.Clock.Now.AddMinutes(2)), ((await town.StateOfAsync(channel))!.Failures, (await town.StateOfAsync(channel))!.PausedUntil));
        Assert.All(await town.DeliveriesAsync(), d => Assert.True(d.State == DeliveryState.Delivered || d.Attempts == 0));
        town.Receivers.Says = _ => new SendOutcome.Delivered();
        for (int i = 0; i < 4; i++)
        {
            town.Wait(TimeSpan.FromMinutes(1));
            await town.RoundAsync();
        }

        Assert.Equal(40, (await town.DeliveriesAsync()).Count(d => d.State == DeliveryState.Delivered));
    }

    [Fact]
    public async Task A_digest_tells_at_the_end_of_its_time_how_many_and_which_and_a_second_try_tells_the_same()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted() with { DigestMinutes = 30 });
        await town.ReportAsync();
        await town.RoundAsync();
        town.Wait(TimeSpan.FromMinutes(20));
        await town.ReportAsync();
        await town.RoundAsync();
        Assert.Empty(town.Receivers.Sent);
        town.Wait(TimeSpan.FromMinutes(10));
        town.Receivers.Says = _ => new SendOutcome.Later("http502");
        await town.RoundAsync();
        await town.ReportAsync();
        town.Wait(TimeSpan.FromMinutes(30));
        town.Receivers.Says = _ => new SendOutcome.Delivered();
        await town.RoundAsync();
        town.Wait(TimeSpan.FromMinutes(30));
        await town.RoundAsync();
        Assert.Equal([2, 2, 1], town.Receivers.Sent.Select(s => s.Notices.Count));
        Assert.Equal(town.Receivers.Sent[0].Id, town.Receivers.Sent[1].Id);
        Assert.Equal(town.Receivers.Sent[0].Notices.Select(n => n.Id), town.Receivers.Sent[1].Notices.Select(n => n.Id));
        Assert.NotEqual(town.Receivers.Sent[0].Id, town.Receivers.Sent[2].Id);
        Assert.True(town.Receivers.Sent[0].IsDigest);
        Assert.Equal((false, town.Receivers.Sent[2].Notices[0].Id), (town.Receivers.Sent[2].IsDigest, town.Receivers.Sent[2].Id));
        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Delivered, d.State));
    }

    [Fact]
    public async Task What_comes_in_quiet_hours_goes_out_at_their_end_also_what_a_failure_pushed_into_them()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted() with { Quiet = new QuietHours(new(22, 0), new(7, 0), true) });
        town.World.Clock.Now = new DateTimeOffset(2026, 3, 1, 21, 59, 30, TimeSpan.FromHours(8));
        town.Receivers.Says = _ => new SendOutcome.Later("http500");
        await town.ReportAsync();
        await town.RoundAsync();
        town.Receivers.Says = _ => new SendOutcome.Delivered();
        town.Wait(TimeSpan.FromMinutes(30));
        await town.ReportAsync();
        await town.RoundAsync();
        Assert.Single(town.Receivers.Sent);
        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.FromHours(8)), d.DueAt));
        town.World.Clock.Now = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.FromHours(8));
        await town.RoundAsync();
        Assert.Equal(3, town.Receivers.Sent.Count);
    }

    [Fact]
    public async Task Two_programs_at_once_send_each_message_once()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        for (int i = 0; i < 4; i++)
        {
            await town.AddChannelAsync();
        }

        for (int i = 0; i < 25; i++)
        {
            await town.ReportAsync();
        }

        town.Receivers.Before = _ => Task.Yield().GetAwaiter().IsCompleted ? Task.CompletedTask : Task.Delay(1);
        Instance[] programs = [town.World.Here, town.World.Beside, town.World.Restarted()];
        for (int i = 0; i < 3; i++)
        {
            await Task.WhenAll(programs.Select(p => Task.Run(() => town.Deliver(p).RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct))));
        }

        Assert.Equal(100, town.Receivers.Sent.Count);
        Assert.Equal(100, town.Receivers.Sent.Select(s => s.Id).Distinct().Count());
        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal((DeliveryState.Delivered, 1), (d.State, d.Attempts)));
    }
}
