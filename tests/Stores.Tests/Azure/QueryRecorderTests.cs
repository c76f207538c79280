using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GridSteward.Tests.Emulators;

namespace GridSteward.Stores.Tests.Azure;

/// <summary>That every contract test on the emulator fails after a query without a partition key rests on this.</summary>
public sealed class QueryRecorderTests
{
    [Theory]
    [InlineData("[\"p\"]")]
    [InlineData(null)]
    public async Task A_query_is_kept_with_its_partition_key_or_the_lack_of_it(string? key)
    {
        using QueryRecorder recorder = new(new Nothing());
        using HttpClient client = new(recorder, disposeHandler: false);
        using HttpRequestMessage request = new(HttpMethod.Post, "http://localhost/dbs/d/colls/c/docs")
        {
            Content = new StringContent("""{"query":"SELECT 1"}""", Encoding.UTF8),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/query+json");
        if (key is not null)
        {
            request.Headers.Add("x-ms-documentdb-partitionkey", key);
        }

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(new RecordedQuery("SELECT 1", key), Assert.Single(recorder.Queries));
    }

    private sealed class Nothing : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
