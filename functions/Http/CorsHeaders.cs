using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>
/// Lets pages of other origins use the API. Tokens travel in a header, never in a cookie, so another origin can do nothing that its user
/// could not do by hand.
/// </summary>
public sealed class CorsHeaders(IOptions<ApiOptions> options)
{
    private const string Exposed = "ETag, Location, Idempotent-Replayed, Retry-After, X-Trace-Id";

    private readonly string[] origins = options.Value.CorsOrigins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Adds the headers to an answer.</summary>
    public void Apply(HttpRequest request, Answer answer)
    {
        if (Allowed(request) is { } origin)
        {
            answer.With(HeaderNames.AccessControlAllowOrigin, origin).With(HeaderNames.AccessControlExposeHeaders, Exposed);
        }

        if (!origins.Contains("*") && origins.Length > 0)
        {
            answer.With(HeaderNames.Vary, HeaderNames.Origin);
        }
    }

    /// <summary>The answer to a preflight.</summary>
    public Answer Preflight(HttpRequest request)
    {
        Answer answer = Answer.Empty(StatusCodes.Status204NoContent);
        Apply(request, answer);
        return Allowed(request) is null
            ? answer
            : answer.With(HeaderNames.AccessControlAllowMethods, "GET, HEAD, POST, PUT, DELETE")
                .With(HeaderNames.AccessControlAllowHeaders, "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Device-Id, traceparent")
                .With(HeaderNames.AccessControlMaxAge, "7200");
    }

    private string? Allowed(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 ? null
            : origins.Contains("*") ? "*"
            : origins.Contains(origin, StringComparer.OrdinalIgnoreCase) ? origin
            : null;
    }
}
