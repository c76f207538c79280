using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace GridSteward.RealData;

/// <summary>What was answered to a move.</summary>
internal sealed record Moved(HttpStatusCode Status, string? ETag, string? Problem);

/// <summary>Moves of reports, and coverage reports.</summary>
internal sealed partial class ServerApi
{
    /// <summary>Moves a report, under a key, so that it happens once however often it is sent.</summary>
    public async Task<Moved> MoveAsync(string jurisdiction, string id, string move, string? note, string? etag, string key, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await PatientlyAsync(client, () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"api/reports/{jurisdiction}/{id}/moves")
            {
                Content = JsonContent.Create(note is null ? new Dictionary<string, string> { ["move"] = move } : new() { ["move"] = move, ["note"] = note }),
            };
            request.Headers.Add("Idempotency-Key", key);
            if (etag is not null)
            {
                request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
            }

            return request;
        }, cancellationToken);
        return new Moved(response.StatusCode, response.Headers.ETag?.ToString(), response.IsSuccessStatusCode ? null : await response.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Asks for the coverage report of now, again while what it counts is being gathered.</summary>
    public async Task<(CoverageAnswer Report, TimeSpan Time)> MakeCoverageAsync(string jurisdiction, CancellationToken cancellationToken)
    {
        string path = $"api/jurisdictions/{jurisdiction}/coverage-reports";
        var watch = Stopwatch.StartNew();
        using HttpResponseMessage response = await PatientlyAsync(client, () => new HttpRequestMessage(HttpMethod.Post, path), cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.StatusCode == HttpStatusCode.Created
            ? (CoverageAnswer.Of(body), watch.Elapsed)
            : throw new UnusableException($"POST {path} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
    }

    /// <summary>A file as it is, not compressed.</summary>
    public async Task<byte[]> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.GetAsync(path, cancellationToken);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode ? body : throw new UnusableException($"GET {path} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
    }

    /// <summary>Sends again and again while the server is busy or out of reach.</summary>
    private async Task<HttpResponseMessage> PatientlyAsync(HttpClient through, Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        for (int i = 1; ; i++)
        {
            try
            {
                using HttpRequestMessage request = make();
                HttpResponseMessage response = await through.SendAsync(request, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || i == Tries)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException) when (i < Tries)
            {
            }

            Interlocked.Increment(ref again);
            await Task.Delay(TimeSpan.FromMilliseconds(100 << i), cancellationToken);
        }
    }
}
