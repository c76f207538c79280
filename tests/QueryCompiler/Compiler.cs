using System.Net;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Tests.QueryCompiler;

/// <summary>A client of nothing: the SDK compiles a query before it sends it, and what it sends is answered with no documents.</summary>
internal sealed class Compiler : IDisposable
{
    private readonly EmptyAccount account = new();
    private readonly CosmosClient client;

    public Compiler()
        => client = new CosmosClient("http://localhost:1/", Convert.ToBase64String(new byte[64]), new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = true,
            HttpClientFactory = () => new HttpClient(account, disposeHandler: false),
        });

    /// <summary>Null when the text compiles and was then sent, else what the compiler said.</summary>
    public async Task<string?> FaultAsync(string text, Dictionary<string, object> parameters)
    {
        QueryDefinition definition = parameters.Aggregate(new QueryDefinition(text), (d, p) => d.WithParameter(p.Key, p.Value));
        account.Sent = 0;
        // no partition key: with one, the SDK may send the text before it has compiled it
        using FeedIterator results = client.GetContainer("db", "c").GetItemQueryStreamIterator(definition);
        using ResponseMessage response = await results.ReadNextAsync();
        return response.StatusCode switch
        {
            HttpStatusCode.OK when account.Sent > 0 => null,
            HttpStatusCode.OK => "It was not sent.",
            _ => $"{(int)response.StatusCode} {response.ErrorMessage}",
        };
    }

    public void Dispose()
    {
        client.Dispose();
        account.Dispose();
    }
}
