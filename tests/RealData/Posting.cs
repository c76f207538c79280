using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GridSteward.RealData;

/// <summary>A pass over all requests: each posted under the key that follows from the city and its id.</summary>
internal sealed class Posting(ServerApi api, City city, Categories categories, int clients)
{
    /// <summary>The answers in the order of the requests, and how long it took.</summary>
    public async Task<(Answered[] Answers, TimeSpan Time)> RunAsync(IReadOnlyList<CityRequest> requests, CancellationToken cancellationToken)
    {
        var answers = new Answered[requests.Count];
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, requests.Count, options, async (i, cancel) => answers[i] = await api.PostReportAsync(Body(requests[i]), Key(requests[i]), cancel));
        return (answers, watch.Elapsed);
    }

    /// <summary>The same, said in a line, with what the server took for it and what it refused.</summary>
    public async Task<Answered[]> PostAsync(OpenServer server, IReadOnlyList<CityRequest> requests, string what, CancellationToken cancellationToken)
    {
        TimeSpan? before = server.ProcessorTime;
        var (answers, time) = await RunAsync(requests, cancellationToken);
        string rate = $"{requests.Count / time.TotalSeconds:N0} rows/s";
        string cost = server.ProcessorTime - before is { } spent ? $"; the server took {spent.TotalMilliseconds / Math.Max(1, requests.Count):N2} ms of processor time a row" : "";
        Console.WriteLine($"  {requests.Count:N0} {what}, {answers.Count(a => a.Acknowledged):N0} acknowledged in {time.TotalSeconds:N1} s: {rate}{cost}; {server.Api.SentAgain:N0} sent again");
        foreach (var refused in answers.Where(a => !a.Acknowledged).GroupBy(a => (a.Status, a.Problem)).Take(3))
        {
            Console.WriteLine($"  {refused.Count():N0} answered {refused.Key.Status}: {refused.Key.Problem}");
        }

        return answers;
    }

    /// <summary>SHA-256 in hexadecimal: the same request always has the same key. A real client's key is random, because it is also its secret.</summary>
    private string Key(CityRequest request) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{city.Jurisdiction}\n{request.Key}")));

    private ReadOnlyMemory<byte> Body(CityRequest request)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("category", categories.CodeOf(request.Type));
        if (request.Type.Length > 0)
        {
            json.WriteString("words", request.Type);
        }

        if (request.Created is { } created)
        {
            json.WriteString("clientTime", created);
        }

        if (request.Point is { } point)
        {
            json.WriteStartObject("point");
            json.WriteNumber("longitude", point.Longitude);
            json.WriteNumber("latitude", point.Latitude);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}
