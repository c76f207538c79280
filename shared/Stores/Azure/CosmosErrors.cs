using System.Globalization;
using System.Net;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Azure;

/// <summary>Which of Cosmos DB's answers mean that it is unavailable for a while, and what to tell the caller then.</summary>
internal static class CosmosErrors
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Refused for its rate: certainly not done.</summary>
    public static bool IsThrottled(HttpStatusCode status) => status == HttpStatusCode.TooManyRequests;

    /// <summary>No answer that tells whether it was done: time-outs (408), moved partitions (410), conflicting retries (449), unavailable (503).</summary>
    public static bool IsUncertain(HttpStatusCode status)
        => status is HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449 or HttpStatusCode.ServiceUnavailable;

    /// <summary>Whether the exception says that no answer came, by no wish of the caller.</summary>
    public static bool IsUncertain(Exception e, CancellationToken cancellationToken) => e switch
    {
        CosmosException cosmos => IsUncertain(cosmos.StatusCode),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(HttpStatusCode status, string? retryAfterMilliseconds)
        => new($"Cosmos DB answered {(int)status}.", RetryAfter(retryAfterMilliseconds));

    public static StoreUnavailableException Unavailable(Exception e)
        => new("Cosmos DB did not answer.", (e as CosmosException)?.RetryAfter is { } after && after > TimeSpan.Zero ? after : DefaultRetryAfter, e);

    /// <summary>
    /// True when the answer is what was asked for, false when the document is not there.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is throttled or unavailable.</exception>
    /// <exception cref="CosmosException">Anything else, a missing container too.</exception>
    public static bool IsFound(ResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NotFound && response.Headers["x-ms-substatus"] is null or "0")
        {
            return false; // 1003 would be a missing container, 1002 a session that is not there yet
        }

        if (IsThrottled(response.StatusCode) || IsUncertain(response.StatusCode) || response.Headers["x-ms-substatus"] == "1002")
        {
            throw Unavailable(response.StatusCode, response.Headers["x-ms-retry-after-ms"]);
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    private static TimeSpan RetryAfter(string? milliseconds)
        => double.TryParse(milliseconds, CultureInfo.InvariantCulture, out double after) && after > 0 ? TimeSpan.FromMilliseconds(after) : DefaultRetryAfter;
}
