namespace GridSteward.Tests.Emulators;

/// <summary>A request that may meet a fault: of documents, or of blobs. What asks for containers and accounts never does.</summary>
public sealed class FaultedRequest
{
    private readonly IReadOnlyList<BatchRow> rows;
    private readonly HttpMethod method;

    private FaultedRequest(HttpRequestMessage request, FaultedKind kind, IReadOnlyList<BatchRow> rows)
    {
        this.rows = rows;
        method = request.Method;
        Kind = kind;
        Place = $"{request.Method} {CosmosRequest.Path(request)} {CosmosRequest.Header(request, CosmosRequest.PartitionKey)}";
    }

    public FaultedKind Kind { get; }

    /// <summary>What it is about.</summary>
    public string Place { get; }

    internal IReadOnlyList<BatchRow> Rows => rows;

    /// <summary>Null where it is none of those.</summary>
    internal static async Task<FaultedRequest?> OfAsync(HttpRequestMessage request, bool isBlobs, CancellationToken cancellationToken)
    {
        if (isBlobs)
        {
            return new FaultedRequest(request, FaultedKind.Blob, []);
        }

        if (CosmosRequest.IsBatch(request))
        {
            using MemoryStream content = new(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            return new FaultedRequest(request, FaultedKind.Batch, await BatchRows.DecodeAsync(content));
        }

        return CosmosRequest.IsPlan(request) ? null
            : CosmosRequest.IsQuery(request) ? new FaultedRequest(request, FaultedKind.Query, [])
            : CosmosRequest.IsDocument(request) ? new FaultedRequest(request, request.Method == HttpMethod.Get ? FaultedKind.Read : FaultedKind.Probe, [])
            : null;
    }

    /// <summary>
    /// Whether the fault can happen to it unseen. A batch whose answer is lost must have something by which it can be known again whatever happens next: a document that it
    /// creates. Those of the domain that count something have; what becomes of the others is in UncertainCommitTests.
    /// </summary>
    internal bool Suffers(CloudFault fault) => fault switch
    {
        CloudFault.AnswerLost or CloudFault.AnswerTimedOut => Kind switch
        {
            FaultedKind.Batch => rows.Any(r => r.Type == BatchRow.Create),
            FaultedKind.Blob => method != HttpMethod.Delete, // which says whether there was something
            _ => true,
        },
        CloudFault.PartThrottled => Kind == FaultedKind.Batch,
        CloudFault.StaleETag => Kind == FaultedKind.Batch && rows.Any(r => r.IfMatch is not null),
        CloudFault.StaleRead or CloudFault.NotYetThere or CloudFault.SessionNotThereYet => Kind == FaultedKind.Read,
        _ => true,
    };
}

/// <summary>What a request does.</summary>
public enum FaultedKind
{
    /// <summary>Reads a document.</summary>
    Read,

    /// <summary>Asks where writes go whether a document is there.</summary>
    Probe,

    /// <summary>Reads a page of a query.</summary>
    Query,

    /// <summary>Writes.</summary>
    Batch,

    /// <summary>Whatever is asked of blobs.</summary>
    Blob,
}
