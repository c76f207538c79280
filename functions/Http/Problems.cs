using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using GridSteward.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>Problem details as in RFC 9457, with every fault and the trace to quote to an operator.</summary>
public sealed record ProblemResponse(
    string Type,
    string Title,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Fault>? Errors);

/// <summary>Turns faults and outcomes into answers: the only place that knows which is which status.</summary>
public sealed class Problems(string traceId)
{
    public Answer Invalid(IReadOnlyList<Fault> faults)
        => Make(StatusCodes.Status400BadRequest, "Bad input", faults.Count == 1 ? $"{faults[0].Path}: {faults[0].Message}" : $"{faults.Count} faults.", faults);

    public Answer Make(int status, string title, string? detail, IReadOnlyList<Fault>? faults = null)
        => Answer.Json(
            new ProblemResponse("urn:gridsteward:problem:" + title.ToLowerInvariant().Replace(' ', '-'), title, status, detail, traceId, faults),
            ApiJson.Default.ProblemResponse, status, "application/problem+json");

    public Answer NotFound(string what) => Make(StatusCodes.Status404NotFound, "Not found", what);

    public Answer NoJurisdiction(string code) => NotFound($"There is no jurisdiction '{code}'.");

    /// <summary>The answer of an outcome of what the query asked: its faults are of the query.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="done">The answer where all is well.</param>
    /// <param name="names">What was asked by the query where the rest was asked by the body; null for everything.</param>
    public Answer OfQuery<T>(Outcome<T> outcome, Func<Outcome<T>.Done, Answer> done, IReadOnlyCollection<string>? names = null)
        => outcome is Outcome<T>.Invalid { Faults: var faults } ? Invalid([.. faults.Select(f => names?.Contains(f.Path["$.".Length..]) == false ? f : InQuery(f))]) : Of(outcome, done);

    /// <summary>The answer of an outcome.</summary>
    public Answer Of<T>(Outcome<T> outcome, Func<Outcome<T>.Done, Answer> done) => outcome switch
    {
        Outcome<T>.Done o => done(o),
        Outcome<T>.Invalid o => Invalid(o.Faults),
        Outcome<T>.NotFound o => NotFound(o.What),
        Outcome<T>.Forbidden o => Make(StatusCodes.Status403Forbidden, "Not allowed", o.Why),
        Outcome<T>.Conflict o => Make(StatusCodes.Status409Conflict, "Conflict", o.Why),
        Outcome<T>.Stale o => Make(
            StatusCodes.Status412PreconditionFailed, "Changed meanwhile", o.Faults is null ? "If-Match does not name the current version." : "What was sent does not name the current version.",
            o.Faults ?? [new("header.If-Match", "Is not the current version; read it again.")])
            .With(HeaderNames.ETag, o.CurrentETag.Length == 0 ? null : ETags.Quoted(o.CurrentETag)),
        Outcome<T>.KeyReused => Make(StatusCodes.Status422UnprocessableEntity, "Idempotency key reused", "This Idempotency-Key was used with another request.", [new("header.Idempotency-Key", "Was used with another body; make a new key for a new request.")]),
        Outcome<T>.Limited o => Make(StatusCodes.Status429TooManyRequests, "Too many requests", o.Why).With(HeaderNames.RetryAfter, Seconds(o.RetryAfter)),
        Outcome<T>.TooLarge o => Make(StatusCodes.Status413PayloadTooLarge, "Too large", o.Why),
        _ => throw new UnreachableException(),
    };

    /// <summary>A time to wait as a header says it: whole seconds, at least one.</summary>
    public static string Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static Fault InQuery(Fault fault)
        => fault with { Path = fault.Path == "$" ? "query" : fault.Path.Replace("$.", "query.", StringComparison.Ordinal) };
}
