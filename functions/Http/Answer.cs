using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>
/// The one kind of result that functions return. Its body is already bytes, so nothing can fail after the function has returned but the
/// connection; only files of jobs are read while they are sent. Writes HEAD without a body, 304 where the client has it, and gzip where the client takes it.
/// </summary>
public sealed class Answer : IResult
{
    private const int SmallestGzip = 1024;

    private static readonly string[] Compressible = ["application/json", "application/geo+json", "application/x-ndjson", "application/problem+json", "application/schema+json", "application/manifest+json", "text/", "image/svg+xml"];

    private FileBody? stream;
    private CompressionLevel compression = CompressionLevel.Fastest;

    private Answer(int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        Status = status;
        ContentType = contentType;
        Body = body;
    }

    public int Status { get; }

    public string? ContentType { get; }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Further headers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase) { [HeaderNames.XContentTypeOptions] = "nosniff" };

    public static Answer Json<T>(T value, JsonTypeInfo<T> json, int status = StatusCodes.Status200OK, string contentType = "application/json")
        => new Answer(status, contentType + "; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(value, json)).With(HeaderNames.CacheControl, "no-store");

    /// <param name="body">The bytes.</param>
    /// <param name="contentType">Their media type.</param>
    /// <param name="status">The status.</param>
    /// <param name="smallest">Whether compressing longer is worth it: a third smaller in three times the time.</param>
    public static Answer Bytes(ReadOnlyMemory<byte> body, string contentType, int status = StatusCodes.Status200OK, bool smallest = false)
        => new(status, contentType, body) { compression = smallest ? CompressionLevel.Optimal : CompressionLevel.Fastest };

    public static Answer Empty(int status) => new(status, null, default);

    /// <summary>A file that is too large for memory: written from a stream, whole or in the ranges that the client asks for.</summary>
    /// <param name="open">Opens it; it can be sought.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="name">What a browser saves it as.</param>
    /// <param name="etag">Its version, so that a client takes up the same file where it broke off.</param>
    public static Answer File(Func<Stream> open, string contentType, string name, string etag)
        => new Answer(StatusCodes.Status200OK, contentType, default) { stream = new FileBody(open, name, etag) }.With(HeaderNames.CacheControl, "private, no-cache");

    public Answer With(string name, string? value)
    {
        if (value is not null)
        {
            Headers[name] = value;
        }

        return this;
    }

    /// <summary>Names the version; a client that has it gets 304.</summary>
    /// <param name="etag">The engine's or a hash; quoted here.</param>
    /// <param name="shared">Whether everyone may keep it (still asking each time), or only the client's own cache.</param>
    public Answer WithETag(string etag, bool shared = false)
        => With(HeaderNames.ETag, ETags.Quoted(etag)).With(HeaderNames.CacheControl, shared ? "no-cache" : "private, no-cache");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (stream is { } file)
        {
            // A range in another unit is none that is known here (RFC 9110, 14.2); what follows would read it as bytes.
            if (!httpContext.Request.Headers.Range.ToString().StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            {
                httpContext.Request.Headers.Range = default;
            }

            await using Stream content = file.Open();
            await TypedResults.Stream(content, ContentType, file.Name, null, new EntityTagHeaderValue(ETags.Quoted(file.ETag)), enableRangeProcessing: true).ExecuteAsync(httpContext);
            return;
        }

        bool reads = HttpMethods.IsGet(httpContext.Request.Method) || HttpMethods.IsHead(httpContext.Request.Method);
        if (reads && Status == StatusCodes.Status200OK && Headers.TryGetValue(HeaderNames.ETag, out string? etag)
            && ETags.Matches(httpContext.Request.Headers.IfNoneMatch.ToString(), etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        if (ContentType is null)
        {
            return;
        }

        response.ContentType = ContentType;
        bool compressible = Body.Length >= SmallestGzip && Array.Exists(Compressible, c => ContentType.StartsWith(c, StringComparison.Ordinal));
        if (compressible)
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            response.ContentLength = Body.Length;
            return;
        }

        if (compressible && TakesGzip(httpContext.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            using var buffer = new MemoryStream();
            using (var gzip = new GZipStream(buffer, compression, leaveOpen: true))
            {
                gzip.Write(Body.Span);
            }

            response.ContentLength = buffer.Length;
            await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), httpContext.RequestAborted);
            return;
        }

        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request)
        => StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
            && accepted.Any(a => a.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);

    private sealed record FileBody(Func<Stream> Open, string Name, string ETag);
}
