using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.SampleHost;

/// <summary>Records a span, and says what was loaded for it.</summary>
public sealed class Traced
{
    private static readonly ActivitySource Source = new("GridSteward.Sample");

    [Function("Traced")]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "traced")] HttpRequest request)
    {
        ActivityContext.TryParse(request.Headers.TraceParent, null, isRemote: true, out ActivityContext parent);
        using Activity? span = Source.StartActivity("sample", ActivityKind.Server, parent);
        return Task.FromResult(Results.Text($"{span?.TraceId}"));
    }

    [Function("Loaded")]
    public Task<IResult> Loaded([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "loaded")] HttpRequest request)
        => Task.FromResult(Results.Text(string.Join(' ', AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).Where(n => n!.StartsWith("OpenTelemetry", StringComparison.Ordinal)))));
}
