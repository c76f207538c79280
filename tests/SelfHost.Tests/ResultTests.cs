using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using EntityTagHeaderValue = Microsoft.Net.Http.Headers.EntityTagHeaderValue;

namespace GridSteward.SelfHost.Tests;

public class ResultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_problem_and_created_keep_their_types_and_headers()
    {
        await using var host = await TestHost.StartAsync(typeof(Kinds));
        Assert.Equal("""{"gridCode":"330106-07"}""", await host.GetAsync("/kinds/json"));
        using var problem = await host.SendAsync("GET", "/kinds/problem");
        Assert.Equal(HttpStatusCode.Conflict, problem.StatusCode);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
        using var created = await host.SendAsync("GET", "/kinds/created");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/kinds/1", created.Headers.Location!.ToString());
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        using var validation = await host.SendAsync("GET", "/kinds/validation");
        Assert.Contains("must be given", await validation.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_answer_ranges_and_304()
    {
        await using var host = await TestHost.StartAsync(typeof(Kinds));
        using var whole = await host.SendAsync("GET", "/kinds/bytes");
        Assert.Equal("0123456789", await whole.Content.ReadAsStringAsync(Cancel));
        using var range = new HttpRequestMessage(HttpMethod.Get, "/kinds/bytes");
        range.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(2, 4);
        using var part = await host.Client.SendAsync(range, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("234", await part.Content.ReadAsStringAsync(Cancel));
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/kinds/bytes") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var unchanged = await host.Client.SendAsync(conditional, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Cookies_and_streams_arrive()
    {
        await using var host = await TestHost.StartAsync(typeof(Kinds));
        using var cookie = await host.SendAsync("GET", "/kinds/cookie");
        Assert.Contains("session=1; path=/; httponly", cookie.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal("a stream", await host.GetAsync("/kinds/stream"));
    }

    [Fact]
    public async Task Flushed_chunks_arrive_before_the_end()
    {
        var rest = new TaskCompletionSource();
        await using var host = await TestHost.StartAsync(new TestApp { Configure = builder => builder.Services.AddSingleton(rest) }, typeof(Chunks));
        using var answer = await host.Client.GetAsync(new Uri("/chunks", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        var first = new byte[5];
        await body.ReadExactlyAsync(first, Cancel);
        Assert.Equal("first"u8.ToArray(), first);
        rest.SetResult();
        using var reader = new StreamReader(body);
        Assert.Equal(" and last", await reader.ReadToEndAsync(Cancel));
    }

    [Fact]
    public async Task A_function_that_gives_no_result_answers_an_empty_200()
    {
        await using var host = await TestHost.StartAsync(typeof(Kinds));
        using var answer = await host.SendAsync("GET", "/kinds/nothing");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Contains(host.Logs.At(LogLevel.Warning), text => text.Contains("gave no result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Twenty_megabytes_are_taken_and_thirty_one_are_not()
    {
        await using var host = await TestHost.StartAsync(typeof(Upload));
        Assert.Equal("20000000", await UploadAsync(host, 20_000_000));
        using var body = new ByteArrayContent(new byte[31_000_000]);
        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => (await host.SendAsync("POST", "/upload", body)).EnsureSuccessStatusCode());
    }

    [Theory]
    [InlineData(40_000_000, 35_000_000, true)]
    [InlineData(1_000, 1_001, false)]
    public async Task The_body_limit_is_what_the_app_configures(int limit, int size, bool taken)
    {
        var app = new TestApp
        {
            Configure = builder => builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = limit),
        };
        await using var host = await TestHost.StartAsync(app, typeof(Upload));
        if (taken)
        {
            Assert.Equal($"{size}", await UploadAsync(host, size));
        }
        else
        {
            using var answer = await host.SendAsync("POST", "/upload", new ByteArrayContent(new byte[size]));
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
    }

    private static async Task<string> UploadAsync(TestHost host, int size)
    {
        using var answer = await host.SendAsync("POST", "/upload", new ByteArrayContent(new byte[size]));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel);
    }

    public class Kinds
    {
        [Function("Kinds")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "kinds/{kind}")] HttpRequest request, string kind)
        {
            var response = request.HttpContext.Response;
            switch (kind)
            {
                case "created":
                    response.Headers.ETag = "\"1\"";
                    return Task.FromResult(Results.Created("/kinds/1", new { id = 1 }));
                case "cookie":
                    response.Cookies.Append("session", "1", new CookieOptions { HttpOnly = true });
                    return Task.FromResult(Results.NoContent());
                case "nothing":
                    return Task.FromResult<IResult>(null!);
                default:
                    return Task.FromResult(Plain(kind));
            }
        }

        private static IResult Plain(string kind) => kind switch
        {
            "json" => Results.Json(new { gridCode = "330106-07" }),
            "problem" => Results.Problem(statusCode: 409, title: "Changed"),
            "validation" => Results.ValidationProblem(new Dictionary<string, string[]> { ["lon"] = ["must be given"] }),
            "bytes" => Results.Bytes(
                "0123456789"u8.ToArray(), "text/plain", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue("\"v1\"")),
            "stream" => Results.Stream(new MemoryStream("a stream"u8.ToArray()), "text/plain"),
            _ => Results.NotFound(),
        };
    }

    public class Chunks(TaskCompletionSource rest)
    {
        [Function("Chunks")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "chunks")] HttpRequest request) =>
            Task.FromResult(Results.Stream(
                async body =>
                {
                    await body.WriteAsync("first"u8.ToArray());
                    await body.FlushAsync();
                    await rest.Task;
                    await body.WriteAsync(" and last"u8.ToArray());
                },
                "text/plain"));
    }

    public class Upload
    {
        [Function("Upload")]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upload")] HttpRequest request)
        {
            var buffer = new byte[81920];
            long total = 0;
            for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;)
            {
                total += read;
            }

            return Results.Text($"{total}");
        }
    }
}
