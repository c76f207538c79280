using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;
using GridSteward.Outgoing;
using GridSteward.SelfHost;
using GridSteward.Tests.Receivers;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>News of reports over real channels, to real receivers, through the timer.</summary>
public abstract class Notifying(Engine engine)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_reach_a_signed_webhook_and_two_robots_once_and_hold_nothing_of_persons()
    {
        await using TestTown town = await OpenAsync();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        Reply all = await AddAsync(town, receiver, "webhook", Secret, "all");
        await AddAsync(town, receiver, "dingTalk", "SECrobot", $"post:{town.Id("P-G05")}");
        await AddAsync(town, receiver, "feishu", "robot", "area:C2");
        await AddAsync(town, receiver, "weCom", null, "dutyDesk");
        Reply sent = await town.ReportAsync(new JsonObject
        {
            ["point"] = town.Point("G05"), ["contact"] = new JsonObject { ["name"] = "王小明", ["phone"] = "13800000000", ["email"] = "wang@example.org" },
        }, words: "路灯坏了三天");
        (await TestTown.MoveAsync(town.Administrator, TestTown.PathOf(sent), "accept", sent.ETag!, "马上去看")).Is(200);
        await DeliverAsync(town);
        await DeliverAsync(town);
        Received[] requests = [.. receiver.Requests];
        Assert.Equal(["/dingTalk", "/feishu", "/webhook", "/webhook"], requests.Select(r => r.Path).Order(StringComparer.Ordinal));
        Assert.All(requests.Where(r => r.Path == "/webhook"), r => Assert.True(Signatures.IsSigned(r, Secret)));
        Assert.All(requests.Where(r => r.Path == "/dingTalk"), r => Assert.True(Signatures.IsOfDingTalk(r, "SECrobot")));
        Assert.All(requests, r => Assert.DoesNotContain(new[] { "王小明", "13800000000", "wang@", "路灯", "马上", "113." }, w => r.Body.Contains(w, StringComparison.Ordinal)));
        Assert.All(requests, r => Assert.Contains(sent["number"]!, r.Body, StringComparison.Ordinal));

        var deliveries = (await town.Administrator.GetAsync(town.At($"/deliveries?channel={all["id"]}"))).Is(200).Items;
        Assert.Equal(["delivered", "delivered"], deliveries.Select(d => (string?)d!["state"]));
        Assert.Equal(requests.Where(r => r.Path == "/webhook").Select(r => r.Headers["webhook-id"]).Order(StringComparer.Ordinal), deliveries.Select(d => (string)d!["id"]!).Order(StringComparer.Ordinal));
        Assert.Equal("wang@example.org", (string?)(await town.Administrator.GetAsync(TestTown.PathOf(sent))).Is(200).Json["contact"]!["email"]);
    }

    [Fact]
    public async Task A_channel_shows_no_secret_and_what_is_dead_is_listed_and_sent_again()
    {
        await using TestTown town = await OpenAsync();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        Reply channel = await AddAsync(town, receiver, "webhook", Secret, "all");
        string path = town.At($"/channels/{channel["id"]}");
        Reply shown = (await town.Administrator.GetAsync(path)).Is(200);
        string address = new Uri(receiver.Address).Authority;
        Assert.DoesNotContain("key=", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec", shown.Text, StringComparison.Ordinal);
        Assert.Equal($"http://{address}/***", (string?)shown.Json["maskedAddresses"]![0]);
        JsonObject again = new() { ["code"] = "webhook", ["name"] = "又一个", ["kind"] = "webhook", ["recipients"] = new JsonArray("all"), ["events"] = new JsonArray("received") };
        (await town.Administrator.SendAsync("PUT", path, again)).Is(428);
        (await town.Administrator.SendAsync("PUT", path, again, ("If-Match", "\"old\""))).Is(412);
        (await town.Administrator.SendAsync("PUT", path, again, ("If-Match", shown.ETag!))).Is(200);

        receiver.AnswerWith(400);
        await town.ReportInAsync("G05");
        await DeliverAsync(town);
        JsonNode dead = (await town.Administrator.GetAsync(town.At("/deliveries?state=dead"))).Is(200).Items.Single()!;
        Assert.Equal(("http400", 1), ((string?)dead["error"], (int)dead["attempts"]!));
        receiver.AnswerWith(200);
        string resend = town.At($"/deliveries/{dead["id"]}/resend");
        Assert.Equal("pending", (await town.Administrator.PostAsync(resend, null)).Is(200)["state"]);
        (await town.Administrator.PostAsync(resend, null)).Is(409);
        await DeliverAsync(town);
        Assert.Equal(2, receiver.Requests.Count(r => Signatures.IsSigned(r, Secret)));
        Assert.Single(receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct());
        Assert.Empty((await town.Administrator.GetAsync(town.At("/deliveries?state=dead"))).Is(200).Items);
        (await town.Administrator.SendAsync("DELETE", path, null, ("If-Match", "*"))).Is(204);
        (await town.Administrator.GetAsync(path)).Is(404);
    }

    [Fact]
    public async Task The_deployments_own_duty_desk_has_channels_for_what_lies_nowhere()
    {
        await using TestTown town = await OpenAsync();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        (await town.Administrator.PostAsync("/api/jurisdictions/unassigned/channels", Body(receiver, "feishu", null, "dutyDesk"))).Is(201);
        await town.ReportAsync([]);
        await DeliverAsync(town);
        Assert.Equal("/feishu", Assert.Single(receiver.Requests).Path);
    }

    internal static Task DeliverAsync(TestTown town) => town.Host.Get<ISelfHostTimers>().RunAsync("DeliverMessages", Ct);

    /// <summary>A dead delivery, as an unreachable receiver leaves it; its id.</summary>
    internal static async Task<string> DeadAsync(TestTown town)
    {
        DateTimeOffset now = town.Clock.GetUtcNow();
        string message = OutboxMessage.IdOf(Guid.NewGuid().ToString(), 1);
        var dead = new Delivery
        {
            Id = Delivery.IdOf(message, "channel"), Jurisdiction = town.Code, Message = message, Report = "r", Event = "e", To = Recipients.All, Channel = "channel",
            State = DeliveryState.Dead, CreatedAt = now, TriedFrom = now, EndedAt = now, SentAs = Delivery.IdOf(message, "channel"), Attempts = Delivery.MaxAttempts, Error = "timeout",
        };
        await town.Host.Documents.CommitAsync(new Batch(Container.Reports, town.Code).Create(Kinds.Delivery, dead), Ct);
        return dead.Id;
    }

    /// <summary>The receivers are on this machine.</summary>
    private Task<TestTown> OpenAsync()
        => engine.OpenAsync(plan => plan with { Settings = new Dictionary<string, string?>(plan.Settings) { [$"{OutgoingOptions.Section}:AllowPrivate"] = "true" } });

    private static async Task<Reply> AddAsync(TestTown town, HttpReceiver receiver, string kind, string? secret, string recipient)
        => (await town.Administrator.PostAsync(town.At("/channels"), Body(receiver, kind, secret, recipient))).Is(201);

    private static JsonObject Body(HttpReceiver receiver, string kind, string? secret, string recipient)
    {
        JsonObject body = new() { ["code"] = kind, ["name"] = kind, ["kind"] = kind, ["url"] = $"{receiver.Address}/{kind}?key=1", ["recipients"] = new JsonArray(recipient) };
        if (secret is not null)
        {
            body["secret"] = secret;
        }

        return body;
    }
}
