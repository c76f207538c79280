using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Limits;

/// <summary>How often somebody without an account may report, over HTTP, with the limits that hold by default.</summary>
public sealed class LimitTests
{
    private const string From = "X-Forwarded-For", Device = "X-Device-Id";

    private static Task<TestTown> OpenAsync(params (string Name, string Value)[] settings)
        => TownTemplate.OpenAsync(plan => plan with { IsLimited = true, Settings = settings.ToDictionary(s => s.Name, s => (string?)s.Value) });

    [Fact]
    public async Task Sixty_an_hour_from_one_address_the_rest_wait_and_a_kept_one_is_never_refused()
    {
        await using TestTown town = await OpenAsync();
        string key = Client.NewKey();
        Reply first = await SendAsync(town, key, (From, "203.0.113.7"));
        first.Is(201);
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 59).Select(async _ => (await SendAsync(town, null, (From, "203.0.113.7"))).Is(201)));
        Reply refused = (await SendAsync(town, null, (From, "203.0.113.7"))).IsFault(429);
        Assert.Equal("3000", refused.Header("Retry-After"));
        Assert.True((await SendAsync(town, key, (From, "203.0.113.7"))).Is(201).IsReplayed);
        (await SendAsync(town, null, (From, "203.0.113.8"))).Is(201);
        (await town.Administrator.PostAsync("/api/reports", new { category = "wish" }, (From, "203.0.113.7"))).Is(201);
        town.Clock.Advance(TimeSpan.FromMinutes(50));
        (await SendAsync(town, null, (From, "203.0.113.7"))).Is(201);
        (await SendAsync(town, null, (From, "203.0.113.7"))).IsFault(429);
    }

    [Fact]
    public async Task A_device_is_limited_wherever_it_is_and_what_it_is_refused_costs_its_neighbours_nothing()
    {
        await using TestTown town = await OpenAsync(("GridSteward:Limits:ReportsPerDevice", "2"), ("GridSteward:Limits:ReportsPerAddress", "3"));
        string device = Client.NewKey();
        (await SendAsync(town, null, (Device, device), (From, "203.0.113.7"))).Is(201);
        (await SendAsync(town, null, (Device, device), (From, "203.0.113.8"))).Is(201);
        (await SendAsync(town, null, (Device, device), (From, "203.0.113.9"))).IsFault(429);
        foreach (int status in new[] { 201, 201, 201, 429 })
        {
            (await SendAsync(town, null, (Device, Client.NewKey()), (From, "203.0.113.9"))).Is(status);
        }
    }

    [Fact]
    public async Task Each_item_of_a_batch_counts_by_itself_and_the_rest_can_be_sent_later()
    {
        await using TestTown town = await OpenAsync(("GridSteward:Limits:ReportsPerAddress", "3"));
        JsonObject batch = new() { ["items"] = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => (JsonNode)new JsonObject { ["key"] = Client.NewKey(), ["report"] = new JsonObject { ["category"] = "wish" } })]) };
        foreach (int[] statuses in new int[][] { [201, 201, 201, 429, 429], [201, 201, 201, 429, 429] })
        {
            Reply reply = (await town.Nobody.PostAsync("/api/report-batches", batch.DeepClone())).Is(200);
            Assert.Equal(statuses, reply.Items.Select(i => (int)i!["status"]!));
            Assert.Equal(3600, (int)reply.Items[4]!["retryAfter"]!);
        }

        town.Clock.Advance(TimeSpan.FromHours(1));
        Reply later = (await town.Nobody.PostAsync("/api/report-batches", batch.DeepClone())).Is(200);
        Assert.All(later.Items, i => Assert.Equal(201, (int)i!["status"]!));
    }

    [Theory]
    [InlineData("", "198.51.100.1", "198.51.100.1", false)]
    [InlineData("", "198.51.100.1", "198.51.100.2", true)]
    [InlineData("", "1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1", false)] // what a client writes itself is not believed
    [InlineData("198.51.100.0/24", "1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1", true)]
    [InlineData("198.51.100.0/24,10.0.0.1", "9.9.9.9, 1.1.1.1:5000, 10.0.0.1, 198.51.100.1", "8.8.8.8, 1.1.1.1:6000, 198.51.100.2", false)]
    [InlineData("198.51.100.0/24", "198.51.100.1", "198.51.100.1", true)] // a proxy alone stands for everybody
    [InlineData("198.51.100.0/24", "nonsense, 198.51.100.1", "nonsense, 198.51.100.1", true)]
    [InlineData("", "2001:db8:1:2:3::4", "2001:db8:1:2:9999::1", false)]
    [InlineData("", "2001:db8:1:2:3::4", "2001:db8:1:3::1", true)]
    [InlineData("", "[2001:db8:1:2::1]:443", "2001:db8:1:2::2", false)]
    [InlineData("2001:db8::/32", "192.0.2.1, 2001:db8::1", "192.0.2.2, 2001:db8::1", true)]
    [InlineData("", "::ffff:192.0.2.1", "192.0.2.1", false)]
    public async Task An_address_is_the_last_hop_that_no_trusted_proxy_made(string trusted, string first, string second, bool areApart)
    {
        await using TestTown town = await OpenAsync(("GridSteward:Limits:ReportsPerAddress", "1"), ("GridSteward:TrustedProxies", trusted));
        (await SendAsync(town, null, (From, first))).Is(201);
        (await SendAsync(town, null, (From, second))).Is(areApart ? 201 : 429);
    }

    [Fact]
    public async Task Zero_is_no_limit_and_what_a_link_does_has_its_own()
    {
        await using TestTown town = await OpenAsync(("GridSteward:Limits:ReportsPerAddress", "0"), ("GridSteward:Limits:LinkWritesPerAddress", "1"));
        Reply[] sent = await Task.WhenAll(Enumerable.Range(0, 70).Select(_ => SendAsync(town, null)));
        Assert.All(sent, s => s.Is(201));
        (await town.Nobody.PostAsync($"/api/tracking/{sent[0]["trackingToken"]}/moves", new { move = "withdraw" })).Is(200);
        Reply refused = (await town.Nobody.PostAsync($"/api/tracking/{sent[1]["trackingToken"]}/moves", new { move = "withdraw" })).IsFault(429);
        Assert.Equal(3600, int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Who_searches_for_similar_reports_too_often_waits_and_can_still_report()
    {
        await using TestTown town = await OpenAsync(("GridSteward:Limits:SearchesPerAddress", "2"));
        foreach (int status in new[] { 200, 200, 429 })
        {
            (await town.Nobody.PostAsync("/api/similar-reports", new { category = "wish", point = town.Point("G01") })).Is(status);
        }

        (await SendAsync(town, null)).Is(201);
        (await town.Administrator.PostAsync("/api/similar-reports", new { category = "wish", point = town.Point("G01") })).Is(200);
    }

    [Fact]
    public async Task Behind_a_front_door_its_own_header_alone_says_who_it_is_and_without_it_nobody_is_limited_by_address()
    {
        const string Told = "X-Azure-SocketIP";
        await using TestTown town = await OpenAsync(("GridSteward:Limits:ReportsPerAddress", "1"), ("GridSteward:ClientAddressHeader", Told));
        (await SendAsync(town, null, (Told, "203.0.113.7"))).Is(201);
        (await SendAsync(town, null, (Told, "203.0.113.7"), (From, "203.0.113.9"))).IsFault(429);
        (await SendAsync(town, null, (Told, "203.0.113.8"), (From, "203.0.113.9"))).Is(201);
        (await SendAsync(town, null, (Told, "2001:db8:1:2::1"))).Is(201);
        (await SendAsync(town, null, (Told, "2001:db8:1:2::2"))).IsFault(429);
        foreach (int i in Enumerable.Range(0, 3))
        {
            (await SendAsync(town, null, (From, "203.0.113.9"))).Is(201);
        }
    }

    private static Task<Reply> SendAsync(TestTown town, string? key, params (string, string)[] headers)
        => town.Nobody.PostAsync("/api/reports", new { category = "wish", words = "灯坏了" }, [.. headers, ("Idempotency-Key", key ?? Client.NewKey())]);
}
