using GridSteward.Domain.Storage;
using GridSteward.Functions.Watch;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Health;

/// <summary>Null says that a part works, a text what is broken.</summary>
public sealed record ReadinessReport(string? Documents, string? Blobs)
{
    /// <summary>Whether all of it works.</summary>
    public bool IsReady => Documents is null && Blobs is null;
}

/// <summary>Asks whether the program can do its work; says it in the log where it cannot.</summary>
public sealed partial class Readiness(IDocumentStore documents, IBlobStore blobs, ILogger<Readiness> logger)
{
    /// <summary>Asks both stores.</summary>
    public async Task<ReadinessReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var report = new ReadinessReport(await documents.ProbeAsync(cancellationToken), await blobs.ProbeAsync(cancellationToken));
        if (!report.IsReady)
        {
            LogNotReady(report.Documents ?? "work", report.Blobs ?? "work");
        }

        return report;
    }

    [LoggerMessage(EventName = LogEvents.NotReady, Level = LogLevel.Error, Message = "Not ready. Documents: {Documents} Blobs: {Blobs}")]
    private partial void LogNotReady(string documents, string blobs);
}
