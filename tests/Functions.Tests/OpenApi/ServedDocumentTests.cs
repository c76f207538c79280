using System.IO.Compression;
using System.Text;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>The document as it is served.</summary>
public sealed class ServedDocumentTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    [Fact]
    public async Task Anyone_gets_it_with_a_version_that_caches_may_share()
    {
        Reply reply = (await fixture.Town.Nobody.GetAsync("/openapi.json")).Is(200);
        Assert.Equal("application/json; charset=utf-8", reply.Header("Content-Type"));
        Assert.Equal("no-cache", reply.Header("Cache-Control"));
        Assert.Equal(ApiDocumentFile.Text, reply.Text);
        Assert.Empty((await fixture.Town.Nobody.GetAsync("/openapi.json", ("If-None-Match", reply.ETag!))).Is(304).Bytes);
    }

    [Fact]
    public async Task It_travels_compressed()
    {
        using var http = new HttpClient { BaseAddress = fixture.Town.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { { "Accept-Encoding", "gzip" } } };
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        byte[] sent = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        await using var unzipped = new GZipStream(new MemoryStream(sent), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.UTF8);
        Assert.Equal(ApiDocumentFile.Text, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.True(sent.Length * 4 < ApiDocumentFile.Text.Length, $"{sent.Length} of {ApiDocumentFile.Text.Length}");
    }
}
