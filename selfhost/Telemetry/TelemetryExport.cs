using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace GridSteward.SelfHost;

/// <summary>
/// Sends the app's spans and metrics to a collector over OTLP. Only what the app itself records: the server's own spans hold paths, and paths hold tracking tokens. Nothing of
/// OpenTelemetry is loaded where this is not made. A collector that does not answer costs what was recorded meanwhile, and nothing else.
/// </summary>
internal sealed class TelemetryExport(TelemetryOptions options, IConfiguration configuration, IHostEnvironment environment) : IHostedLifecycleService, IDisposable
{
    /// <summary>Whose spans and metrics.</summary>
    private const string Own = "GridSteward*";

    /// <summary>Meters of the runtime and the server: their tags are route templates and status codes.</summary>
    private static readonly string[] Meters = [Own, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // What stands in OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES wins, so it comes last.
        var resource = ResourceBuilder.CreateEmpty()
            .AddService("gridsteward", serviceVersion: VersionOf(environment.ApplicationName), autoGenerateServiceInstanceId: true)
            .AddTelemetrySdk().AddEnvironmentVariableDetector();
        if (options.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureServices(WithSettings).SetResourceBuilder(resource).AddSource(Own).AddOtlpExporter().Build();
        }

        if (options.Metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder().ConfigureServices(WithSettings).SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The last: requests and timers have ended, and what they recorded is sent, for as long as the providers' own patience lasts.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }

    /// <summary>So that OTEL_* may stand in the settings files, as any other setting may.</summary>
    private void WithSettings(IServiceCollection services) => services.AddSingleton(configuration);

    private static string? VersionOf(string application)
        => Assembly.GetEntryAssembly() is { } entry && entry.GetName().Name == application ? entry.GetName().Version?.ToString(3) : null;
}
