using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Notifications;

/// <summary>A receiver that exists only in the test: it notes what is sent and answers as the test says.</summary>
internal sealed class FakeReceivers : IDeliverySender
{
    public List<OutgoingMessage> Sent { get; } = [];

    public Func<OutgoingMessage, SendOutcome> Says { get; set; } = _ => new SendOutcome.Delivered();

    public Func<OutgoingMessage, Task> Before { get; set; } = _ => Task.CompletedTask;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await Before(message);
        lock (Sent)
        {
            Sent.Add(message);
            return Says(message);
        }
    }
}

/// <summary>A town whose news goes out, over the hooked store.</summary>
internal sealed class NotifyWorld : IDisposable
{
    public const string Key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private int codes;

    public World World { get; } = new();

    public FakeReceivers Receivers { get; } = new();

    public OutgoingPolicy Policy { get; set; } = new(AllowPrivate: true, CanMail: true);

    public static CancellationToken Ct => World.Ct;

    /// <summary>A town with a post in each of two grids.</summary>
    public static async Task<NotifyWorld> OpenAsync()
    {
        var world = new NotifyWorld();
        await world.World.AddTownAsync(Town.Settings(), Town.Squares());
        await world.World.AddPostAsync("p1", "g1");
        await world.World.AddPostAsync("p2", "g2");
        return world;
    }

    public KeepChannels Channels(Instance? of = null)
    {
        Instance instance = of ?? World.Here;
        return new KeepChannels(instance.Store, instance.Snapshots, instance.Creator, instance.Changer, Policy);
    }

    public DeliverMessages Deliver(Instance? of = null, IDeliverySender? sender = null)
    {
        Instance instance = of ?? World.Here;
        var links = new ReportLinks(r => $"https://town.example/case/{r.Jurisdiction}/{r.Id}");
        return new DeliverMessages(
            instance.Store, instance.Directory, new RouteMessages(instance.Store, Policy, World.Clock),
            new SendDeliveries(instance.Store, sender ?? Receivers, Channels(instance), links, World.Clock), World.Clock);
    }

    /// <summary>One round that must not break.</summary>
    public async Task<DeliveryRound> RoundAsync()
    {
        DeliveryRound round = await Deliver().RunAsync(TimeSpan.FromMinutes(5), Ct);
        Assert.Empty(round.Failed);
        return round;
    }

    public static WantedChannel Wanted(ChannelKind kind = ChannelKind.Webhook, params string[] recipients) => new(
        "code", "A channel", kind, recipients.Length == 0 ? ["all"] : recipients, [], null, 0, ChannelLanguage.Zh, true,
        kind == ChannelKind.Email ? null : "https://hook.example/?key=secret", kind == ChannelKind.Webhook ? Key : null, kind == ChannelKind.Email ? ["office@town.example"] : []);

    public async Task<NotificationChannel> AddChannelAsync(WantedChannel? wanted = null)
        => Expect.Done(await Channels(World.Beside).CreateAsync("town", (wanted ?? Wanted()) with { Code = $"c{++codes}" }, null, Acting.Program, Ct)).Value;

    /// <summary>A report in g1, or elsewhere; its message is to the post there.</summary>
    public async Task<Report> ReportAsync(double x = 0.5, string? email = null)
        => Expect.Done(await World.Beside.Submit.RunAsync(World.Hazard(x, 0.5) with { ContactEmail = email }, null, Acting.Program, Ct)).Report.Value;

    public async Task MoveAsync(Report report, Move move, string? note = null)
        => Expect.Done(await World.Beside.Move.RunAsync(new WantedMove(report.Jurisdiction, report.Id, move, note, _ => true), null, Acting.Program, Ct));

    public async Task ChangeAsync(Report report, Func<Report, Report> change)
    {
        var now = (await World.Engine.FindAsync(Kinds.Report, report.Jurisdiction, report.Id, Ct))!;
        Assert.True((await World.Engine.CommitAsync(new Batch(Container.Reports, report.Jurisdiction).Replace(Kinds.Report, change(now.Value), now.ETag), Ct)).Committed);
    }

    public async Task<List<Delivery>> DeliveriesAsync() => await World.AllAsync(Kinds.Delivery, "town");

    public async Task<OutboxState> StateOfAsync(string message)
        => (await World.Engine.FindAsync(Kinds.OutboxMessage, "town", message, Ct))!.Value.State;

    public async Task<NotificationChannel> AgainAsync(NotificationChannel channel)
        => (await World.Engine.FindAsync(Kinds.NotificationChannel, "town", channel.Id, Ct))!.Value;

    public async Task<ChannelState?> StateOfAsync(NotificationChannel channel)
        => (await World.Engine.FindAsync(Kinds.ChannelState, "town", ChannelState.IdOf(channel.Id), Ct))?.Value;

    public void Wait(TimeSpan time) => World.Clock.Now += time;

    public void Dispose() => World.Dispose();
}
