using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Geo;

namespace GridSteward.RealData;

/// <summary>What an import answered.</summary>
internal sealed record Imported(int Generation, int Added, int Changed, int Unchanged, int Areas);

/// <summary>Where the server says that a point lies.</summary>
internal sealed record Located(string? Jurisdiction, string? Area, string? AreaName, IReadOnlyList<string> Others, IReadOnlyList<string> Flags)
{
    /// <summary>Reads an assignment; the areas are of one level, so the chain has one link.</summary>
    public static Located Of(string? jurisdiction, JsonElement assignment)
    {
        JsonElement chain = assignment.GetProperty("chain");
        JsonElement? lowest = chain.GetArrayLength() > 0 ? chain[chain.GetArrayLength() - 1] : null;
        return new Located(
            jurisdiction, lowest?.GetProperty("code").GetString(), lowest?.GetProperty("name").GetString(),
            [.. assignment.GetProperty("otherOwners").EnumerateArray().Select(o => o.GetProperty("code").GetString()!)],
            [.. assignment.GetProperty("flags").EnumerateArray().Select(f => f.GetString()!)]);
    }
}

/// <summary>The only caller of the server. What a good client does is here: one key per request, and again with the same key when the server is busy.</summary>
internal sealed partial class ServerApi : IDisposable
{
    private const int Tries = 6;

    private readonly HttpClient client;
    private readonly HttpClient residents;
    private int again;

    public ServerApi(Uri address, int clients)
    {
        client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(4) };
        residents = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address };
    }

    /// <summary>How many requests were sent again because the server was busy or out of reach.</summary>
    public int SentAgain => again;

    public void Dispose()
    {
        client.Dispose();
        residents.Dispose();
    }

    public void UseToken(string token) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    public async Task SignInAsync(string invitation, CancellationToken cancellationToken)
    {
        using JsonDocument answer = await SendAsync(HttpMethod.Post, "api/sign-ins", JsonContent.Create(new { invitation }), cancellationToken);
        UseToken(answer.RootElement.GetProperty("token").GetString()!);
    }

    /// <summary>Makes the jurisdiction, or brings its settings to these where it is there already.</summary>
    public async Task KeepJurisdictionAsync(JsonObject settings, CancellationToken cancellationToken)
    {
        string code = settings["code"]!.GetValue<string>();
        using HttpResponseMessage there = await client.GetAsync($"api/jurisdictions/{code}", cancellationToken);
        if (there.StatusCode == HttpStatusCode.NotFound)
        {
            (await SendAsync(HttpMethod.Post, "api/jurisdictions", JsonContent.Create(settings), cancellationToken)).Dispose();
            return;
        }

        using var change = new HttpRequestMessage(HttpMethod.Put, $"api/jurisdictions/{code}") { Content = JsonContent.Create(settings), Headers = { IfMatch = { there.Headers.ETag! } } };
        (await SendAsync(change, cancellationToken)).Dispose();
    }

    public async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken) => await SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public async Task<Imported> ImportAsync(string jurisdiction, ReadOnlyMemory<byte> geoJson, string level, string code, string name, CancellationToken cancellationToken)
        => await ImportAsync(jurisdiction, geoJson, $"level={Uri.EscapeDataString(level)}&code={Uri.EscapeDataString(code)}&name={Uri.EscapeDataString(name)}", cancellationToken);

    /// <summary>Imports areas.</summary>
    /// <param name="jurisdiction">Into which jurisdiction.</param>
    /// <param name="geoJson">The file.</param>
    /// <param name="query">Which properties hold what, as a query.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Imported> ImportAsync(string jurisdiction, ReadOnlyMemory<byte> geoJson, string query, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(geoJson) { Headers = { ContentType = new MediaTypeHeaderValue("application/geo+json") } };
        using JsonDocument answer = await SendAsync(HttpMethod.Post, $"api/jurisdictions/{jurisdiction}/area-imports?{query}", content, cancellationToken);
        int Number(string member) => answer.RootElement.GetProperty(member).GetInt32();
        return new Imported(Number("generation"), Number("added"), Number("changed"), Number("unchanged"), Number("areas"));
    }

    /// <summary>Posts a report as a resident does, not signed in, under its key; again and again while the server is busy or out of reach.</summary>
    public async Task<Answered> PostReportAsync(ReadOnlyMemory<byte> body, string key, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await PatientlyAsync(residents, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "api/reports")
            {
                Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        }, cancellationToken);
        return Answered.Of(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>The ids of all reports in a jurisdiction, page by page.</summary>
    public async Task<HashSet<string>> ReportIdsAsync(string jurisdiction, CancellationToken cancellationToken)
    {
        HashSet<string> ids = [];
        string? next = null;
        do
        {
            string after = next is null ? "" : $"&next={Uri.EscapeDataString(next)}";
            using JsonDocument page = await GetAsync($"api/jurisdictions/{jurisdiction}/reports?limit=1000{after}", cancellationToken);
            ids.UnionWith(page.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.RootElement.GetProperty("next").GetString();
        }
        while (next is not null);
        return ids;
    }

    /// <summary>Locates points, 10,000 a request.</summary>
    public async Task<List<Located>> LocateAsync(IEnumerable<Wgs84Point> points, string? jurisdiction, CancellationToken cancellationToken)
    {
        List<Located> located = [];
        foreach (Wgs84Point[] some in points.Chunk(10_000))
        {
            var body = new JsonObject { ["points"] = new JsonArray([.. some.Select(p => new JsonObject { ["longitude"] = p.Longitude, ["latitude"] = p.Latitude })]) };
            if (jurisdiction is not null)
            {
                body["jurisdiction"] = jurisdiction;
            }

            using JsonDocument answer = await SendAsync(HttpMethod.Post, "api/locate", JsonContent.Create(body), cancellationToken);
            located.AddRange(answer.RootElement.GetProperty("results").EnumerateArray()
                .Select(r => Located.Of(r.GetProperty("jurisdiction").GetString(), r.GetProperty("assignment"))));
        }

        return located;
    }

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await SendAsync(request, cancellationToken);
    }

    private async Task<JsonDocument> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonDocument.Parse(body)
                : throw new UnusableException($"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        }
        catch (HttpRequestException e)
        {
            throw new UnusableException($"{request.Method} {client.BaseAddress}{request.RequestUri}: {e.Message}");
        }
    }
}
