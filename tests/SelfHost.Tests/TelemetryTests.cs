using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridSteward.SelfHost.Tests;

public class TelemetryTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_collector_gets_the_apps_spans_and_metrics_and_nothing_of_the_paths_when_the_program_ends_at_the_latest()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var sample = await SampleProcess.StartAsync(
            TestFolder.Create(), "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_EXPORTER_OTLP_HEADERS", "api-key=17", "--OTEL_SERVICE_NAME", "sample-town");
        Assert.Equal(Trace, await AskAsync(sample, $"/traced?token=secret-of-a-link", "01"));
        Assert.Contains("OpenTelemetry", await sample.Client.GetStringAsync("/loaded", Cancel), StringComparison.Ordinal);
        sample.Give("go");
        sample.Signal(SampleProcess.SigTerm);
        Assert.Equal(0, await sample.ExitAsync());
        Assert.True(collector.Has("/v1/traces", Convert.FromHexString(Trace)));
        Assert.True(collector.Has("/v1/traces", "sample-town"u8));
        Assert.True(collector.Has("/v1/metrics", "http.server.request.duration"u8));
        Assert.All(collector.Got, got => Assert.Equal("17", got.Key));
        Assert.False(collector.Has("/v1/traces", "secret-of-a-link"u8) || collector.Has("/v1/metrics", "secret-of-a-link"u8));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_sender_does_not_want_recorded_is_not_exported()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var sample = await SampleProcess.StartAsync(
            TestFolder.Create(), "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_METRICS_EXPORTER", "none");
        Assert.Equal(Trace, await AskAsync(sample, "/traced", "00"));
        sample.Give("go");
        sample.Signal(SampleProcess.SigTerm);
        Assert.Equal(0, await sample.ExitAsync());
        Assert.Empty(collector.Got);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_an_endpoint_nothing_of_it_is_loaded()
    {
        await using var sample = await SampleProcess.StartAsync(TestFolder.Create());
        Assert.Equal("", await AskAsync(sample, "/traced", "01"));
        Assert.Equal("", await sample.Client.GetStringAsync("/loaded", Cancel));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_TRACES_EXPORTER", "console")]
    public void Settings_that_cannot_be_are_named_at_the_start(string name, string value)
        => Assert.Contains(new TestApp { Args = [$"--{name}", value] }.Refusal(), fault => fault.Contains(value, StringComparison.Ordinal));

    [Fact]
    public void A_line_on_the_console_names_its_trace_once()
    {
        Assert.Equal("info: Town[3] 灯 坏了", Line("灯\n坏了"));
        using var activity = new Activity("work").SetParentId(ActivityTraceId.CreateFromString(Trace), ActivitySpanId.CreateRandom()).Start();
        Assert.Equal($"info: Town[3] done trace={Trace}", Line("done"));
        Assert.Equal($"info: Town[3] done; trace {Trace}", Line($"done; trace {Trace}"));
        Assert.Equal($"info: Town[3] broke System.InvalidOperationException: why trace={Trace}", Line("broke", new InvalidOperationException("why")));

        static string Line(string message, Exception? exception = null)
        {
            using var writer = new StringWriter();
            new LineFormatter().Write(new LogEntry<string>(LogLevel.Information, "Town", new EventId(3), message, exception, (m, _) => m), null, writer);
            string line = writer.ToString();
            Assert.Equal(line.TrimEnd() + Environment.NewLine, line);
            return line.TrimEnd()["yyyy-MM-ddTHH:mm:ssZ ".Length..];
        }
    }

    private static async Task<string> AskAsync(SampleProcess sample, string path, string flags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-{flags}");
        using var answer = await sample.Client.SendAsync(request, Cancel);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
