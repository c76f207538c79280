using System.Text.Json;

namespace GridSteward.Domain.Transfers;

/// <summary>A line of a jurisdiction's file.</summary>
internal abstract record TransferLine
{
    private TransferLine()
    {
    }

    /// <summary>The first line.</summary>
    public sealed record Head(TransferHead Value) : TransferLine;

    /// <summary>A document of a container, as JSON.</summary>
    public sealed record Document(string Container, JsonElement Value) : TransferLine
    {
        /// <summary>Which kind it says it is.</summary>
        public string Key => $"{Container}/{(Value.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String ? type.GetString() : "?")}";
    }

    /// <summary>The line before a blob's pieces.</summary>
    public sealed record Blob(TransferBlob Value) : TransferLine;

    /// <summary>A piece of a blob.</summary>
    public sealed record Chunk(byte[] Content) : TransferLine;

    /// <summary>The last line.</summary>
    public sealed record End(TransferEnd Value) : TransferLine;

    /// <summary>Reads a line; null where it is none of these.</summary>
    public static TransferLine? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            JsonElement json = JsonElement.Parse(line.Span);
            return json.ValueKind != JsonValueKind.Object ? null
                : json.TryGetProperty("document", out JsonElement document)
                    ? document.ValueKind == JsonValueKind.Object && json.GetProperty("container").GetString() is { } container ? new Document(container, document) : null
                : json.TryGetProperty("chunk", out JsonElement chunk) ? new Chunk(chunk.GetBytesFromBase64())
                : json.TryGetProperty("blob", out JsonElement blob) ? blob.Deserialize(DomainJson.Default.TransferBlob) is { Container: not null, Name: not null, ContentType: not null, Sha256: not null } described ? new Blob(described) : null
                : json.TryGetProperty("end", out JsonElement end) ? end.Deserialize(DomainJson.Default.TransferEnd) is { Documents: not null, Changed: not null, Chain: not null } last ? new End(last) : null
                : json.Deserialize(DomainJson.Default.TransferHead) is { Format: not null, Jurisdiction: not null, Entry: not null } head ? new Head(head) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
