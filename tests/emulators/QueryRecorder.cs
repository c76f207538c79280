using System.Collections.Concurrent;
using System.Text.Json;

namespace GridSteward.Tests.Emulators;

/// <summary>A query as it left the SDK.</summary>
/// <param name="Text">Its text.</param>
/// <param name="PartitionKey">The partition key header; null when it had none, and so would have crossed partitions.</param>
public sealed record RecordedQuery(string Text, string? PartitionKey);

/// <summary>Keeps every query that the SDK sends, before the emulator's handler changes anything.</summary>
public sealed class QueryRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentBag<RecordedQuery> queries = [];

    public IReadOnlyCollection<RecordedQuery> Queries => queries;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (CosmosRequest.IsQuery(request) && !CosmosRequest.IsPlan(request))
        {
            using JsonDocument body = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            queries.Add(new RecordedQuery(body.RootElement.GetProperty("query").GetString()!, CosmosRequest.Header(request, CosmosRequest.PartitionKey)));
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
