using GridSteward.Domain.Storage;
using GridSteward.Functions.Watch;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>Turns whatever breaks off a piece of work into its answer: a request's, or one item's of a batch.</summary>
public sealed partial class Guard(ILogger<Guard> logger)
{
    /// <summary>Does the work.</summary>
    /// <param name="function">Whose it is.</param>
    /// <param name="problems">Makes the answers.</param>
    /// <param name="traceId">The trace of the request.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends when nobody waits for the answer any more; that alone is passed on.</param>
    public async Task<Answer> RunAsync(string function, Problems problems, string traceId, Func<Task<Answer>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (BadInputException e)
        {
            return problems.Invalid(e.Faults);
        }
        catch (BadHttpRequestException e)
        {
            return problems.Make(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "Too large" : "Bad request", null);
        }
        catch (ConnectionResetException)
        {
            // The client went while its body was read: nothing broke here, and nobody reads this.
            return problems.Make(StatusCodes.Status400BadRequest, "Bad request", null);
        }
        catch (StoreUnavailableException e)
        {
            LogUnavailable(function, traceId, e);
            return Busy(problems, e.RetryAfter);
        }
        catch (NewerDocumentException e)
        {
            LogFailed(function, traceId, e);
            return Newer(problems, e);
        }
#pragma warning disable CA1031 // The last resort, once for all functions: logged here, answered without internals.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(function, traceId, e);
            return problems.Make(StatusCodes.Status500InternalServerError, "Something broke", "It has been logged; quote the trace id.");
        }
    }

    /// <summary>What was not done, and can be sent again.</summary>
    public static Answer Busy(Problems problems, TimeSpan retryAfter)
        => problems.Make(StatusCodes.Status503ServiceUnavailable, "Busy", "The store did not answer; what was sent may be sent again with the same Idempotency-Key.")
            .With(HeaderNames.RetryAfter, Problems.Seconds(retryAfter));

    /// <summary>What only a later version of the program can do.</summary>
    public static Answer Newer(Problems problems, NewerDocumentException why)
        => problems.Make(
            StatusCodes.Status503ServiceUnavailable, "Newer document",
            $"A document of the kind {why.Kind} was written in schema version {why.Found} by a newer version of the program; this one knows versions up to {why.Known} and leaves it as it is. Quote the trace id.")
            .With(HeaderNames.RetryAfter, Problems.Seconds(NewerDocumentException.RetryAfter));

    [LoggerMessage(EventName = LogEvents.StoreUnavailable, Level = LogLevel.Warning, Message = "{Function} met an unavailable store; trace {TraceId}")]
    private partial void LogUnavailable(string function, string traceId, Exception why);

    [LoggerMessage(EventName = LogEvents.RequestFailed, Level = LogLevel.Error, Message = "{Function} failed; trace {TraceId}")]
    private partial void LogFailed(string function, string traceId, Exception why);
}
