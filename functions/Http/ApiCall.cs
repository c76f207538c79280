using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>One request that has passed the declaration of its function: who asks, what was sent, and how to answer.</summary>
public sealed class ApiCall(HttpRequest request, FunctionDeclaration declaration, Caller caller, string traceId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
{
    public HttpRequest Request { get; } = request;

    public Caller Caller { get; } = caller;

    public Acting Acting { get; } = new(caller, traceId);

    public Problems Problems { get; } = new(traceId);

    public QueryInput Query { get; } = new(request.Query);

    /// <summary>The media type of the body, in lower case and without parameters; empty where none was named.</summary>
    public string MediaType => MediaTypeHeaderValue.TryParse(Request.ContentType, out MediaTypeHeaderValue? type) ? type.MediaType.ToString().ToLowerInvariant() : "";

    /// <summary>The body, whole; empty where the function takes none.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Ends when the client has gone or the host stops.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    public JsonInput ReadJson() => JsonInput.Parse(Body);

    /// <summary>What an idempotency key must be.</summary>
    public const string KeyForm = "16 to 128 visible ASCII characters, once; use 128 random bits.";

    /// <summary>Whether a text can be an idempotency key, or an id of a device.</summary>
    public static bool IsKey(string text) => text.Length is >= 16 and <= 128 && text.All(c => c is > ' ' and <= '~');

    /// <summary>The idempotency key as it was sent; null where the client sent none.</summary>
    /// <exception cref="BadInputException">It is not 16 to 128 visible ASCII characters.</exception>
    /// <exception cref="InvalidOperationException">The function does not declare that it takes one.</exception>
    public string? Key()
    {
        Promised(declaration.TakesKey, nameof(declaration.TakesKey));
        if (!Request.Headers.TryGetValue("Idempotency-Key", out var values))
        {
            return null;
        }

        return values.Count == 1 && IsKey(values.ToString()) ? values.ToString() : throw new BadInputException("header.Idempotency-Key", KeyForm);
    }

    /// <summary>The idempotency key with what it stands for; null where the client sent none.</summary>
    /// <inheritdoc cref="Key"/>
    public OnceKey? Once()
        => Key() is { } key ? OnceOf(key, declaration.Name, $"{Request.Path.Value?.ToLowerInvariant()}{Request.QueryString.Value}", Body.Span) : null;

    /// <summary>An idempotency key with what it stands for.</summary>
    /// <param name="key">The key.</param>
    /// <param name="useCase">The function's name.</param>
    /// <param name="path">The path and the query.</param>
    /// <param name="body">What was sent.</param>
    public static OnceKey OnceOf(string key, string useCase, string path, ReadOnlySpan<byte> body)
    {
        // With the key, which is the client's secret: a body may hold little more than a phone, whose bare hash could be tried out.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{key}\n"));
        hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n"));
        hash.AppendData(body);
        return new OnceKey(key, useCase, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether the If-Match header names a version; null where there is no such header.</summary>
    /// <exception cref="InvalidOperationException">The function does not declare that it wants one.</exception>
    public Func<string, bool>? IfMatch()
    {
        Promised(declaration.WantsIfMatch, nameof(declaration.WantsIfMatch));
        string header = Request.Headers.IfMatch.ToString();
        return header.Length == 0 ? null : etag => ETags.Matches(header, etag);
    }

    /// <summary>The answer to a change without If-Match.</summary>
    public Answer PreconditionRequired()
        => Problems.Make(StatusCodes.Status428PreconditionRequired, "If-Match is missing", "Say by If-Match which version you change.", [new Fault("header.If-Match", "Is missing; it holds the ETag of the version you saw.")]);

    /// <summary>201 with the place of what was created, and whether it had been there.</summary>
    public static Answer Created(Answer answer, string location, string? etag, bool replayed)
    {
        answer.With("Location", location).With("Idempotent-Replayed", replayed ? "true" : null);
        return etag is null ? answer : answer.WithETag(etag);
    }

    private void Promised(bool promised, string what)
    {
        if (!promised)
        {
            throw new InvalidOperationException($"{declaration.Name} does not declare {what}.");
        }
    }
}
