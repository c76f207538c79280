using System.Globalization;
using System.Net;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;

namespace GridSteward.Stores.Azure;

/// <summary>An answer that says nothing but that it has to be asked again.</summary>
/// <param name="status">Its status.</param>
/// <param name="retryAfter">When the service wants to be asked again; null where it does not say.</param>
internal sealed class CosmosAnswerException(HttpStatusCode status, TimeSpan? retryAfter) : Exception($"Cosmos DB answered {(int)status}.")
{
    public HttpStatusCode Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>Which of Cosmos DB's answers mean that it is unavailable for a while, and what to tell the caller then.</summary>
internal static class CosmosErrors
{
    private const string SubStatus = "x-ms-substatus", SessionNotThereYet = "1002";

    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Refused for its rate: certainly not done.</summary>
    public static bool IsThrottled(Exception e)
        => (e as CosmosAnswerException)?.Status == HttpStatusCode.TooManyRequests || (e as CosmosException)?.StatusCode == HttpStatusCode.TooManyRequests;

    /// <summary>No answer to what was asked: throttled (429), time-outs (408), moved partitions (410), conflicting retries (449), unavailable (503).</summary>
    public static bool Passes(HttpStatusCode status)
        => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449 or HttpStatusCode.ServiceUnavailable;

    /// <summary>Whether the exception says that no answer came, by no wish of the caller.</summary>
    public static bool Passes(Exception e, CancellationToken cancellationToken) => e switch
    {
        CosmosAnswerException => true,
        CosmosException cosmos => Passes(cosmos.StatusCode),
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>When the service wants to be asked again; null where it does not say.</summary>
    public static TimeSpan? RetryAfter(Exception e) => e switch
    {
        CosmosAnswerException answer => answer.RetryAfter,
        CosmosException cosmos => cosmos.RetryAfter,
        _ => null,
    };

    public static StoreUnavailableException Unavailable(Exception e)
        => new(e is CosmosAnswerException ? e.Message : "Cosmos DB did not answer.", RetryAfter(e) is { } after && after > TimeSpan.Zero ? after : DefaultRetryAfter, e);

    /// <summary>
    /// True when the answer is what was asked for, false when the document is not there.
    /// </summary>
    /// <exception cref="CosmosAnswerException">It is throttled or unavailable, or its replica is behind what this instance has seen.</exception>
    /// <exception cref="CosmosException">Anything else, a missing container too.</exception>
    public static bool IsFound(ResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NotFound && response.Headers[SubStatus] is null or "0")
        {
            return false; // 1003 would be a missing container, 1002 a session that is not there yet
        }

        ThrowIfPassing(response);
        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Throws where the answer says nothing but that it has to be asked again.</summary>
    public static void ThrowIfPassing(ResponseMessage response)
    {
        if (Passes(response.StatusCode) || response.Headers[SubStatus] == SessionNotThereYet)
        {
            throw new CosmosAnswerException(response.StatusCode, Milliseconds(response.Headers["x-ms-retry-after-ms"]));
        }
    }

    private static TimeSpan? Milliseconds(string? text)
        => double.TryParse(text, CultureInfo.InvariantCulture, out double after) && after > 0 ? TimeSpan.FromMilliseconds(after) : null;
}
