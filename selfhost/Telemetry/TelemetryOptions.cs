using Microsoft.Extensions.Configuration;

namespace GridSteward.SelfHost;

/// <summary>What is exported, by the settings that every program with OpenTelemetry has (<c>OTEL_*</c>). Nothing is, unless an endpoint is named.</summary>
/// <param name="Traces">Whether spans are.</param>
/// <param name="Metrics">Whether metrics are.</param>
internal sealed record TelemetryOptions(bool Traces, bool Metrics)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public bool IsAny => Traces || Metrics;

    public static TelemetryOptions Read(IConfiguration configuration, ICollection<string> faults)
    {
        if (IsTrue(configuration["OTEL_SDK_DISABLED"]))
        {
            return new TelemetryOptions(false, false);
        }

        return new TelemetryOptions(Exports("TRACES"), Exports("METRICS"));

        bool Exports(string signal)
        {
            string? endpoint = Given($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") ?? Given(Endpoint);
            string exporter = Given($"OTEL_{signal}_EXPORTER") ?? "otlp";
            if (exporter is not ("otlp" or "none"))
            {
                faults.Add($"OTEL_{signal}_EXPORTER is '{exporter}'; it must be otlp or none.");
            }

            if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https")))
            {
                faults.Add($"The endpoint of OpenTelemetry is '{endpoint}'; it must be an address such as http://127.0.0.1:4317.");
            }

            return endpoint is not null && exporter == "otlp";
        }

        string? Given(string name) => configuration[name] is { Length: > 0 } value ? value : null;
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
