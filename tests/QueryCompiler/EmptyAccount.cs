using System.Net;
using System.Text;

namespace GridSteward.Tests.QueryCompiler;

/// <summary>Answers the SDK as an account with one empty container would, and refuses to make query plans.</summary>
internal sealed class EmptyAccount : HttpMessageHandler
{
    private const string Engine = """
        {\"maxSqlQueryInputLength\":262144,\"maxJoinsPerSqlQuery\":5,\"maxLogicalAndPerSqlQuery\":500,\"maxLogicalOrPerSqlQuery\":500,\"maxUdfRefPerSqlQuery\":10,\"maxInExpressionItemsCount\":16000,\"queryMaxInMemorySortDocumentCount\":500,\"maxQueryRequestTimeoutFraction\":0.9,\"sqlAllowNonFiniteNumbers\":false,\"sqlAllowAggregateFunctions\":true,\"sqlAllowSubQuery\":true,\"sqlAllowScalarSubQuery\":true,\"allowNewKeywords\":true,\"sqlAllowLike\":true,\"sqlAllowGroupByClause\":true,\"maxSpatialQueryCells\":12,\"spatialMaxGeometryPointCount\":256,\"sqlAllowTop\":true,\"enableSpatialIndexing\":true}
        """;

    /// <summary>How many queries arrived.</summary>
    public int Sent { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Contains("x-ms-cosmos-is-query-plan-request"))
        {
            throw new InvalidOperationException("The query plan was asked of the account: the native compiler was not used.");
        }

        string path = request.RequestUri!.AbsolutePath.TrimEnd('/');
        bool known = path.EndsWith("/pkranges", StringComparison.Ordinal) && request.Headers.IfNoneMatch.Count > 0;
        HttpResponseMessage response = new(known ? HttpStatusCode.NotModified : HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(Answer(path), Encoding.UTF8, "application/json"),
        };
        response.Headers.TryAddWithoutValidation("etag", "\"1\"");
        response.Headers.TryAddWithoutValidation("x-ms-request-charge", "1");
        response.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.NewGuid().ToString());
        return Task.FromResult(response);
    }

    private string Answer(string path)
    {
        if (path.Length == 0)
        {
            return """{"id":"a","_rid":"a","writableLocations":[{"name":"x","databaseAccountEndpoint":"http://localhost:1/"}],"readableLocations":[{"name":"x","databaseAccountEndpoint":"http://localhost:1/"}],"userConsistencyPolicy":{"defaultConsistencyLevel":"Session"},"queryEngineConfiguration":" """
                .TrimEnd() + Engine + "\"}";
        }

        if (path.EndsWith("/pkranges", StringComparison.Ordinal))
        {
            return """{"_rid":"gAAJAIAAAAE=","PartitionKeyRanges":[{"id":"0","_rid":"gAAJAIAAAAEBAAAAAAAAUA==","minInclusive":"","maxExclusive":"FF","parents":[],"status":"online"}],"_count":1}""";
        }

        if (path.EndsWith("/docs", StringComparison.Ordinal))
        {
            Sent++;
            return """{"_rid":"gAAJAIAAAAE=","Documents":[],"_count":0}""";
        }

        return """{"id":"c","_rid":"gAAJAIAAAAE=","_self":"dbs/gAAJAA==/colls/gAAJAIAAAAE=/","partitionKey":{"paths":["/pk"],"kind":"Hash","version":2},"indexingPolicy":{},"geospatialConfig":{"type":"Geography"}}""";
    }
}
