using GridSteward.Domain.Areas;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>To whom messages are handed over.</summary>
public sealed class RoutingTests
{
    [Fact]
    public async Task A_message_goes_once_to_each_channel_that_serves_whom_it_is_for()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Dictionary<string, NotificationChannel> channels = [];
        foreach (string recipient in new[] { "all", "dutyDesk", "post:id-p1", "post:id-p2", "area:g1", "area:c1", "area:g2" })
        {
            channels[recipient] = await town.AddChannelAsync(NotifyWorld.Wanted(recipients: recipient));
        }

        await town.AddChannelAsync(NotifyWorld.Wanted() with { Active = false });
        Report report = await town.ReportAsync();
        for (int i = 0; i < 3; i++)
        {
            await town.RoundAsync();
        }

        string message = OutboxMessage.IdOf(report.Id, 1);
        string[] wanted = [.. new[] { "all", "post:id-p1", "area:g1", "area:c1" }.Select(r => Delivery.IdOf(message, channels[r].Id)).Order(StringComparer.Ordinal)];
        Assert.Equal(wanted, (await town.DeliveriesAsync()).Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.Equal(wanted, town.Receivers.Sent.Select(s => s.Id).Order(StringComparer.Ordinal));
        Assert.All(await town.DeliveriesAsync(), d => Assert.Equal((DeliveryState.Delivered, 1, town.World.Clock.Now, null), (d.State, d.Attempts, d.EndedAt, d.DueAt)));
        Assert.Equal(OutboxState.Routed, await town.StateOfAsync(message));
    }

    [Fact]
    public async Task A_report_without_an_assignee_is_the_duty_desks()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel desk = await town.AddChannelAsync(NotifyWorld.Wanted(recipients: "dutyDesk"));
        await town.AddChannelAsync(NotifyWorld.Wanted(recipients: "area:g3"));
        Report report = Expect.Done(await town.World.Beside.Submit.RunAsync(World.Hazard(0.5, 1.5), null, GridSteward.Domain.Audit.Acting.Program, NotifyWorld.Ct)).Report.Value;
        Assert.Null(report.Assignee);
        await town.RoundAsync();
        Assert.Equal(desk.Id, Assert.Single(await town.DeliveriesAsync()).Channel);
    }

    [Fact]
    public async Task A_channel_gets_only_the_events_it_wants()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted() with { Events = ["resolve", "received"] });
        await town.AddChannelAsync(NotifyWorld.Wanted() with { Events = ["moved"] });
        Report report = await town.ReportAsync();
        await town.MoveAsync(report, Move.Accept);
        await town.MoveAsync(report, Move.Resolve);
        await town.RoundAsync();
        Assert.Equal(["accept", "received", "resolve", "resolve"], town.Receivers.Sent.Select(s => s.Notices.Single().Event).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_nobody_wants_is_skipped_and_so_is_what_is_no_news_any_more()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Report unwanted = await town.ReportAsync();
        await town.RoundAsync();
        Assert.Equal(OutboxState.Skipped, await town.StateOfAsync(OutboxMessage.IdOf(unwanted.Id, 1)));

        await town.AddChannelAsync();
        Report old = await town.ReportAsync();
        town.Wait(RouteMessages.NewsFor + TimeSpan.FromSeconds(1));
        Report fresh = await town.ReportAsync();
        await town.RoundAsync();
        Assert.Equal(OutboxState.Skipped, await town.StateOfAsync(OutboxMessage.IdOf(old.Id, 1)));
        Assert.Equal(fresh.Id, Assert.Single(town.Receivers.Sent).Notices.Single().Report);
    }

    [Fact]
    public async Task Hundreds_of_messages_are_handed_over_in_few_batches_each_once()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted(recipients: "post:id-p1"));
        for (int i = 0; i < 230; i++)
        {
            await town.ReportAsync(i % 2 == 0 ? 0.5 : 1.5);
        }

        town.World.Store.Committed.Clear();
        Assert.Equal(230, (await town.RoundAsync()).Routed);
        Assert.Equal(115, town.Receivers.Sent.Select(s => s.Id).Distinct().Count());
        Assert.Equal(115, town.Receivers.Sent.Count);
        Assert.InRange(town.World.Store.Committed.Count(b => b.Operations.Any(o => o.Kind == Kinds.OutboxMessage)), 3, 8);
    }

    [Fact]
    public async Task A_private_report_is_told_only_where_its_handler_is_named_and_not_what_it_is_about()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        await town.AddChannelAsync(NotifyWorld.Wanted(recipients: "area:g1"));
        NotificationChannel handler = await town.AddChannelAsync(NotifyWorld.Wanted(recipients: "post:id-p1"));
        Report report = await town.ReportAsync();
        await town.ChangeAsync(report, r => r with { Private = true });
        await town.RoundAsync();
        Assert.Equal(handler.Id, Assert.Single(await town.DeliveriesAsync()).Channel);
        Notice notice = town.Receivers.Sent.Single().Notices.Single();
        Assert.Equal((null, null, null, report.Number), (notice.Category, notice.CategoryName, notice.CategoryNameEn, notice.Number));
        Assert.Empty(notice.Areas);
    }

    [Fact]
    public async Task What_becomes_private_before_it_is_sent_is_not_sent_to_the_others()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        NotificationChannel channel = await town.AddChannelAsync();
        Report report = await town.ReportAsync();
        town.Receivers.Says = _ => new SendOutcome.Later("http500");
        await town.RoundAsync();
        await town.ChangeAsync(report, r => r with { Private = true });
        town.Wait(TimeSpan.FromMinutes(5));
        await town.RoundAsync();
        Assert.Single(town.Receivers.Sent);
        Delivery delivery = Assert.Single(await town.DeliveriesAsync());
        Assert.Equal((DeliveryState.Skipped, "notForChannel", channel.Id), (delivery.State, delivery.Error, delivery.Channel));
    }

    [Fact]
    public async Task A_reporter_with_an_address_is_written_to_and_so_are_the_reporters_of_what_follows_each_by_their_own_number()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Report leader = await town.ReportAsync(email: "a@town.example");
        Report follower = await town.ReportAsync(email: "b@town.example");
        Report silent = await town.ReportAsync();
        await town.ChangeAsync(leader, r => r with { Followers = [follower.Id, silent.Id, follower.Id] });
        await town.RoundAsync();
        Assert.Empty(town.Receivers.Sent);

        await town.MoveAsync(leader, Move.Accept);
        await town.RoundAsync();
        Assert.Equal(
            [("a@town.example", leader.Number), ("b@town.example", follower.Number)],
            town.Receivers.Sent.Select(s => (s.Addresses.Single(), s.Notices.Single().Number)).Order());
        Assert.All(town.Receivers.Sent, s =>
        {
            Notice notice = s.Notices.Single();
            Assert.Equal((ReportState.Accepted, null, null, null), (notice.State, notice.Category, notice.Link, s.Language));
            Assert.Empty(notice.Areas);
        });
    }

    [Fact]
    public async Task A_message_to_more_reporters_than_a_batch_holds_reaches_all_of_them_once_wherever_the_program_dies()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Report leader = await town.ReportAsync();
        List<string> followers = [];
        for (int i = 0; i < 230; i++)
        {
            followers.Add((await town.ReportAsync(email: $"r{i}@town.example")).Id);
        }

        await town.ChangeAsync(leader, r => r with { Followers = followers });
        await town.MoveAsync(leader, Move.Accept);
        foreach (int at in new[] { 0, 1, 1 })
        {
            int left = at;
            town.World.Store.BeforeCommit = batch => batch.Operations.Any(o => o.Kind == Kinds.Delivery && o.Verb == BatchVerb.Create) && left-- == 0 ? throw new KilledException() : Task.CompletedTask;
            Assert.Single((await town.Deliver().RunAsync(TimeSpan.FromMinutes(5), NotifyWorld.Ct)).Failed);
        }

        town.World.Store.BeforeCommit = _ => Task.CompletedTask;
        for (int i = 0; i < 10; i++)
        {
            await town.RoundAsync();
            town.Wait(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(230, town.Receivers.Sent.Select(s => s.Addresses.Single()).Distinct().Count());
        Assert.Equal(230, town.Receivers.Sent.Count);
        Assert.Equal(OutboxState.Routed, await town.StateOfAsync(OutboxMessage.IdOf(leader.Id, 2)));
    }

    [Fact]
    public async Task Without_a_mail_server_or_without_an_address_a_reporter_gets_nothing()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        Report report = await town.ReportAsync(email: "a@town.example");
        Report erased = await town.ReportAsync(email: "b@town.example");
        await town.RoundAsync();
        town.Policy = new OutgoingPolicy(true, CanMail: false);
        await town.MoveAsync(report, Move.Accept);
        await town.RoundAsync();
        Assert.Equal(OutboxState.Skipped, await town.StateOfAsync(OutboxMessage.IdOf(report.Id, 2)));

        // Erased between handing over and sending.
        town.Policy = new OutgoingPolicy(true, CanMail: true);
        await town.MoveAsync(erased, Move.Accept);
        town.Receivers.Says = _ => new SendOutcome.Later("smtp451", Others: false);
        await town.RoundAsync();
        var part = (await town.World.Engine.FindAsync(Kinds.ReportPersonalPart, "town", ReportPersonalPart.IdOf(erased.Id), NotifyWorld.Ct))!;
        await town.World.Engine.CommitAsync(new Batch(Container.Reports, "town").Delete(Kinds.ReportPersonalPart, part.Value.Id, part.ETag), NotifyWorld.Ct);
        town.Wait(TimeSpan.FromHours(1));
        await town.RoundAsync();
        Assert.Single(town.Receivers.Sent);
        Assert.Equal((DeliveryState.Skipped, "noAddress"), Assert.Single((await town.DeliveriesAsync()).Select(d => (d.State, d.Error!))));
    }

    [Fact]
    public async Task A_jurisdiction_with_nothing_to_do_is_asked_two_questions()
    {
        using NotifyWorld town = await NotifyWorld.OpenAsync();
        await town.AddChannelAsync();
        await town.ReportAsync();
        await town.RoundAsync();
        List<string> read = [];
        town.World.Store.BeforeRead = kind =>
        {
            lock (read)
            {
                read.Add(kind.Name);
            }

            return Task.CompletedTask;
        };
        await town.RoundAsync();

        // The other question is a tally, which the hook does not see. Two jurisdictions: the town, and what lies nowhere.
        Assert.Equal(["outboxMessage", "outboxMessage"], read.Where(k => k is not ("jurisdictionListVersion" or "jurisdictionEntry" or "publication")));
    }
}
