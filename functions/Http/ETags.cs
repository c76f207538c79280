using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>Engines' ETags as HTTP writes them. An engine may or may not quote its own; clients always see them quoted.</summary>
public static class ETags
{
    /// <summary>A version made from the content itself: half of its SHA-256, in hexadecimal.</summary>
    public static string OfContent(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..32];

    public static string Quoted(string etag) => $"\"{Bare(etag)}\"";

    public static string Bare(string etag) => etag.Trim('"');

    /// <summary>Whether an If-Match or If-None-Match header names the version. Weak marks are ignored: proxies that compress add them.</summary>
    public static bool Matches(string header, string etag)
        => header.Length > 0 && EntityTagHeaderValue.TryParseList([header], out var tags)
            && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || Bare(t.Tag.ToString()) == Bare(etag));
}
