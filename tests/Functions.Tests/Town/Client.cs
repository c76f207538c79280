using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.OpenApi;

namespace GridSteward.Functions.Tests.Town;

/// <summary>Somebody with a phone or a browser: sends requests, signed in or not. Whatever comes back must be as the API's document says.</summary>
public sealed class Client(HttpClient http, string? token = null)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? Token { get; } = token;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<Reply> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">Text (sent as it is), bytes, HttpContent, or anything that is written as JSON; null for none.</param>
    /// <param name="headers">Further headers.</param>
    public async Task<Reply> SendAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = ContentOf(body) };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Remove(name);
                Assert.True(value.Length == 0 || request.Content.Headers.TryAddWithoutValidation(name, value));
            }
            else
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }
        }

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var reply = new Reply($"{method} {path}", (int)response.StatusCode, response.Headers, response.Content.Headers, bytes);
        Assert.Empty(DocumentedReply.FaultsOf(method, path, reply));
        return reply;
    }

    /// <summary>All items of a list, page by page, with at most so many on each.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path, int limit)
    {
        List<JsonNode> items = [];
        string? next = null;
        do
        {
            string at = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}{(next is null ? "" : $"&next={next}")}";
            Reply page = (await GetAsync(at)).Is(200);
            Assert.True(page.Items.Count <= limit);
            items.AddRange(page.Items!);
            next = page.Next;
        }
        while (next is not null);
        return items;
    }

    public static string NewKey() => Guid.NewGuid().ToString("N");

    private static HttpContent? ContentOf(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        byte[] bytes => new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        string text => new StringContent(text, Encoding.UTF8, "application/json"),
        JsonNode json => new StringContent(json.ToJsonString(Relaxed), Encoding.UTF8, "application/json"),
        _ => new StringContent(JsonSerializer.Serialize(body, Relaxed), Encoding.UTF8, "application/json"),
    };
}
