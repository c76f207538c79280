using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>Whether an answer is as the document says: status, content type, headers, body. The client of the tests asks it of every answer.</summary>
public static class DocumentedReply
{
    /// <summary>Headers that are not there every time.</summary>
    private static readonly string[] Sometimes = ["Idempotent-Replayed", "Retry-After"];

    public static IEnumerable<string> FaultsOf(string method, string path, Reply reply)
    {
        if (ApiDocumentFile.Find(method, path) is not { } operation)
        {
            return [];
        }

        string what = $"{operation.Id} answered {reply.Status}";
        if (operation.Json["responses"]![reply.Status.ToString(CultureInfo.InvariantCulture)] is not { } named)
        {
            return [$"{what}, which the document does not name."];
        }

        JsonNode response = ApiDocumentFile.Follow(named);
        return [.. HeaderFaults(response, reply).Concat(BodyFaults(response, reply, method == "HEAD")).Select(f => $"{what}: {f}")];
    }

    private static IEnumerable<string> HeaderFaults(JsonNode response, Reply reply)
        => response["headers"]!.AsObject().Select(h => h.Key).Where(h => reply.Header(h) is null && !Sometimes.Contains(h) && !(reply.Status == 412 && h == "ETag")).Select(h => $"there is no {h}");

    private static IEnumerable<string> BodyFaults(JsonNode response, Reply reply, bool isHead)
    {
        string? type = reply.ContentHeaders.ContentType?.MediaType;
        if (response["content"] is not JsonObject content)
        {
            return reply.Bytes.Length == 0 ? [] : ["there is a body"];
        }

        return type is null || (content[type] ?? content["*/*"]) is not { } media ? [$"{type ?? "no type"} is not one of {string.Join(", ", content.Select(c => c.Key))}"]
            : isHead || (string?)media["schema"]!["format"] == "binary" ? []
            : type == "application/x-ndjson" ? LinesOf(reply).SelectMany(line => SchemaCheck.FaultsOf(JsonNode.Parse(line), media["schema"]!))
            : SchemaCheck.FaultsOf(JsonNode.Parse(Unzipped(reply)), media["schema"]!);
    }

    // Of very many the first ones.
    private static IEnumerable<string> LinesOf(Reply reply) => Encoding.UTF8.GetString(Unzipped(reply)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(5_000);

    private static byte[] Unzipped(Reply reply)
    {
        if (!reply.ContentHeaders.ContentEncoding.Contains("gzip"))
        {
            return reply.Bytes;
        }

        using var gzip = new GZipStream(new MemoryStream(reply.Bytes), CompressionMode.Decompress);
        using var all = new MemoryStream();
        gzip.CopyTo(all);
        return all.ToArray();
    }
}
