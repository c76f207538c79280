using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;
using GridSteward.Outgoing;
using GridSteward.SelfHost;
using GridSteward.Tests.Receivers;

namespace GridSteward.Functions.Tests.Tracing;

/// <summary>What a phone sends and what becomes of it are one trace, however much later and by whichever program.</summary>
public sealed class TraceTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Name = "王小明", Phone = "13800000000", Words = "路灯坏了三天";

    private static readonly Dictionary<string, string?> Settings = new() { [$"{OutgoingOptions.Section}:AllowPrivate"] = "true" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_its_assignment_and_the_news_of_it_are_one_trace_though_the_program_is_started_anew_in_between()
    {
        using var recorder = new SpanRecorder();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        TestTown town = await OpenAsync();
        await AddChannelAsync(town, receiver);
        var (trace, parent) = NewTrace();
        Reply sent = await ReportAsync(town, parent, "acme=17");
        Assert.Equal(trace, sent.Header("X-Trace-Id"));
        await using TestTown later = await RestartAsync(town);
        await RunAsync(later, "DeliverMessages");

        var spans = recorder.Of(trace);
        Assert.Equal([("SubmitReport", ActivityKind.Server), ("assign", ActivityKind.Internal), ("deliver", ActivityKind.Client)], spans.Select(s => (s.OperationName, s.Kind)));
        Assert.Equal(parent.Split('-')[2], spans[0].ParentSpanId.ToString());
        Assert.All(spans.Skip(1), s => Assert.Equal(spans[0].SpanId, s.ParentSpanId));
        Received news = Assert.Single(receiver.Requests);
        Assert.Equal(($"00-{trace}-{spans[2].SpanId}-01", "acme=17"), (news.Headers["traceparent"], news.Headers["tracestate"]));
        Assert.True(Signatures.IsSigned(news, Secret));

        // The run that sent it is a trace of its own, to which the news is linked.
        Activity run = recorder.All.Single(s => s.SpanId == spans[2].Links.Single().Context.SpanId);
        Assert.Equal(("DeliverMessages", default(ActivitySpanId)), (run.OperationName, run.ParentSpanId));
        Assert.Contains(trace, (await later.Host.Documents.AllAsync(Kinds.Audit(Container.Reports).In(later.Code), Ct).ToListAsync(Ct)).Select(a => a.Value.Fact.TraceId));
        string[] persons = [Name, Phone, Words, sent["trackingToken"]!, sent["id"]!];
        Assert.All(recorder.All, span => Assert.DoesNotContain(persons, p => SpanRecorder.TextOf(span).Contains(p, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_job_is_worked_in_the_trace_of_the_request_that_ordered_it_though_the_program_is_started_anew_in_between()
    {
        using var recorder = new SpanRecorder();
        TestTown town = await OpenAsync();
        var (trace, parent) = NewTrace();
        string path = (await town.Administrator.PostAsync(town.At("/exports"), new { what = "households", format = "csv" }, ("traceparent", parent))).Is(202).Header("Location")!;
        await using TestTown later = await RestartAsync(town);
        await RunAsync(later, "RunJobs");
        Assert.Equal("done", (await later.Administrator.GetAsync(path)).Is(200)["state"]);
        var spans = recorder.Of(trace);
        Assert.Equal(2, spans.Count);
        Assert.Equal((ActivityKind.Consumer, spans[0].SpanId), (spans[1].Kind, spans[1].ParentSpanId));
        Assert.StartsWith("job ", spans[1].OperationName, StringComparison.Ordinal);
        Assert.Equal("RunJobs", recorder.All.Single(s => s.SpanId == spans[1].Links.Single().Context.SpanId).OperationName);
    }

    [Fact]
    public async Task A_digest_is_linked_to_each_of_the_reports_that_it_tells_of()
    {
        using var recorder = new SpanRecorder();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        await using TestTown town = await OpenAsync();
        await AddChannelAsync(town, receiver, digestMinutes: 10);
        var (first, second) = (NewTrace(), NewTrace());
        await ReportAsync(town, first.Parent);
        await ReportAsync(town, second.Parent);
        await RunAsync(town, "DeliverMessages");
        town.Clock.Advance(TimeSpan.FromMinutes(11));
        await RunAsync(town, "DeliverMessages");
        Received digest = Assert.Single(receiver.Requests);
        Assert.Contains("\"count\":2", digest.Body, StringComparison.Ordinal);
        Activity span = recorder.All.Single(s => s.SpanId.ToString() == digest.Headers["traceparent"].Split('-')[2]);
        Assert.Equal(new[] { first.Trace, second.Trace }.Order(StringComparer.Ordinal), span.Links.Select(l => l.Context.TraceId.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("DeliverMessages", recorder.All.Single(s => s.SpanId == span.ParentSpanId).OperationName);
    }

    [Fact]
    public async Task What_the_sender_does_not_want_recorded_is_not_and_keeps_its_id_to_the_end()
    {
        using var recorder = new SpanRecorder();
        await using HttpReceiver receiver = await HttpReceiver.StartAsync();
        await using TestTown town = await OpenAsync();
        await AddChannelAsync(town, receiver);
        var (trace, parent) = NewTrace();
        Assert.Equal(trace, (await ReportAsync(town, parent[..^2] + "00")).Header("X-Trace-Id"));
        await RunAsync(town, "DeliverMessages");
        Assert.Empty(recorder.Of(trace));
        string told = Assert.Single(receiver.Requests).Headers["traceparent"];
        Assert.StartsWith($"00-{trace}-", told, StringComparison.Ordinal);
        Assert.EndsWith("-00", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_that_is_malformed_too_long_or_there_twice_is_ignored_and_every_fault_names_its_trace()
    {
        await using TestTown town = await OpenAsync();
        var (trace, parent) = NewTrace();
        string[] bad = ["x", parent.ToUpperInvariant(), parent + "-more", "ff" + parent[2..], parent[..^1], $"00-{new string('0', 32)}-{parent[36..]}", parent + "," + parent, "cc" + parent[2..] + "-" + new string('a', 4000)];
        foreach (string sent in bad)
        {
            Reply answer = (await town.Nobody.GetAsync("/api/jurisdictions/nowhere", ("traceparent", sent))).IsFault(404);
            Assert.Matches("^[0-9a-f]{32}$", answer["traceId"]);
            Assert.NotEqual(trace, answer["traceId"]);
            Assert.NotEqual(new string('0', 32), answer["traceId"]);
            Assert.Equal(answer["traceId"], answer.Header("X-Trace-Id"));
        }

        Assert.Equal(trace, (await town.Nobody.GetAsync("/api/jurisdictions/nowhere", ("traceparent", "cc" + parent[2..] + "-later"))).IsFault(404)["traceId"]);
        Assert.Contains($"X-Trace-Id: {trace}", await RawAsync(town, parent), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(trace, await RawAsync(town, parent, parent), StringComparison.OrdinalIgnoreCase);
    }

    private static (string Trace, string Parent) NewTrace()
    {
        string trace = ActivityTraceId.CreateRandom().ToString();
        return (trace, $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
    }

    private static Task<TestTown> OpenAsync()
        => TownTemplate.OpenAsync(plan => plan with { Settings = new Dictionary<string, string?>([.. plan.Settings, .. Settings]) });

    private static async Task<TestTown> RestartAsync(TestTown town)
    {
        string folder = await town.Host.StopAndKeepAsync();
        TownHost host = await TownHost.StartAsync(new HostPlan(folder) { Clock = town.Clock, Settings = Settings });
        return new TestTown(host, host.As(town.Administrator.Token!), town.Record);
    }

    private static Task RunAsync(TestTown town, string timer) => town.Host.Get<ISelfHostTimers>().RunAsync(timer, Ct);

    private static async Task<Reply> ReportAsync(TestTown town, string parent, string? state = null)
    {
        JsonObject report = new()
        {
            ["category"] = "fire-safety", ["words"] = Words, ["point"] = town.Point("G05"), ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
        };
        (string, string)[] headers = [("Idempotency-Key", Client.NewKey()), ("traceparent", parent)];
        return (await town.Nobody.PostAsync("/api/reports", report, state is null ? headers : [.. headers, ("tracestate", state)])).Is(201);
    }

    private static async Task AddChannelAsync(TestTown town, HttpReceiver receiver, int digestMinutes = 0)
        => (await town.Administrator.PostAsync(town.At("/channels"), new
        {
            code = "hook", name = "hook", kind = "webhook", url = $"{receiver.Address}/hook", secret = Secret, recipients = new[] { "all" }, digestMinutes,
        })).Is(201);

    /// <summary>What no HTTP client sends: the same header more than once.</summary>
    private static async Task<string> RawAsync(TestTown town, params string[] parents)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(town.Host.Address.Host, town.Host.Address.Port, Ct);
        await using NetworkStream stream = client.GetStream();
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteAsync($"GET /api/jurisdictions/nowhere HTTP/1.1\r\nHost: town\r\n{string.Concat(parents.Select(p => $"traceparent: {p}\r\n"))}Connection: close\r\n\r\n");
        await writer.FlushAsync(Ct);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Ct);
    }
}
