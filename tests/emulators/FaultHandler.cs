using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GridSteward.Tests.Emulators;

/// <summary>Stands below the SDKs and does to their requests what clouds do, as a script says.</summary>
public sealed class FaultHandler(HttpMessageHandler inner, FaultScript script, bool isBlobs) : DelegatingHandler(inner)
{
    private const int RetryAfterMilliseconds = 5, SlowMilliseconds = 25;

    // what each document was like before its last change that was seen here
    private readonly ConcurrentDictionary<string, (byte[] Now, byte[]? Before)> seen = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (await FaultedRequest.OfAsync(request, isBlobs, cancellationToken) is not { } asked)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        switch (script.Next(asked))
        {
            case CloudFault.Throttled:
                return Refusal(request, HttpStatusCode.TooManyRequests, ("x-ms-retry-after-ms", $"{RetryAfterMilliseconds}"));
            case CloudFault.ThrottledSilently:
                return Refusal(request, HttpStatusCode.TooManyRequests);
            case CloudFault.Unavailable:
                return Refusal(request, HttpStatusCode.ServiceUnavailable);
            case CloudFault.TimedOut:
                return Refusal(request, HttpStatusCode.RequestTimeout);
            case CloudFault.SessionNotThereYet:
                return Refusal(request, HttpStatusCode.NotFound, ("x-ms-substatus", "1002"));
            case CloudFault.NotYetThere:
                return Refusal(request, HttpStatusCode.NotFound);
            case CloudFault.Reset:
                throw Reset();
            case CloudFault.AnswerLost:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw Reset();
            case CloudFault.AnswerTimedOut:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                return Refusal(request, HttpStatusCode.RequestTimeout);
            case CloudFault.PartThrottled:
                return await RefuseAsync(request, asked, r => r == asked.Rows[^1], HttpStatusCode.TooManyRequests);
            case CloudFault.StaleETag:
                return await RefuseAsync(request, asked, r => r == asked.Rows.First(x => x.IfMatch is not null), HttpStatusCode.PreconditionFailed);
            case CloudFault.StaleRead when seen.TryGetValue(asked.Place, out var versions) && versions.Before is { } before:
                return Answer(request, HttpStatusCode.OK, before);
            case CloudFault.NoFirstByte:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case CloudFault.SlowFirstByte:
                await Task.Delay(SlowMilliseconds, cancellationToken);
                break;
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (asked.Kind == FaultedKind.Read && response.IsSuccessStatusCode)
        {
            byte[] now = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            seen.AddOrUpdate(asked.Place, (now, null), (_, s) => s.Now.AsSpan().SequenceEqual(now) ? s : (now, s.Now));
        }

        return response;
    }

    private static HttpRequestException Reset() => new("The connection was reset.", new IOException("The connection was reset.", new SocketException((int)SocketError.ConnectionReset)));

    private static async Task<HttpResponseMessage> RefuseAsync(HttpRequestMessage request, FaultedRequest asked, Func<BatchRow, bool> which, HttpStatusCode status)
        => Answer(request, HttpStatusCode.MultiStatus, await BatchRows.EncodeAsync([.. asked.Rows.Select(r => new BatchRow { Status = (int)(which(r) ? status : HttpStatusCode.FailedDependency) })]));

    private HttpResponseMessage Refusal(HttpRequestMessage request, HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = EmulatorHandler.Json(request, status, """{"code":"Fault","message":"This is a test."}""");
        if (isBlobs)
        {
            response.Content = new StringContent("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>ServerBusy</Code><Message>This is a test.</Message></Error>", Encoding.UTF8, "application/xml");
        }

        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, byte[] content)
    {
        HttpResponseMessage response = EmulatorHandler.Json(request, status, "");
        response.Content = new ByteArrayContent(content);
        return response;
    }
}
