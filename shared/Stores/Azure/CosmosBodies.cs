using System.Text;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Azure;

/// <summary>Documents as Cosmos DB holds them: as serialized, and beside that the mark of the commit that wrote them.</summary>
internal static class CosmosBodies
{
    /// <summary>Holds the commit's UUID. The underscore keeps it apart from the documents' own members, as Cosmos DB's own do.</summary>
    public const string CommitMember = "_commit";

    /// <summary>The body with the mark in front.</summary>
    public static MemoryStream Marked(ReadOnlyMemory<byte> body, string commit)
    {
        byte[] head = Encoding.ASCII.GetBytes($"{{\"{CommitMember}\":\"{commit}\",");
        byte[] marked = new byte[head.Length + body.Length - 1];
        head.CopyTo(marked, 0);
        body.Span[1..].CopyTo(marked.AsSpan(head.Length));
        return new MemoryStream(marked, writable: false);
    }

    public static Stored<T> Read<T>(DocumentKind<T> kind, JsonElement document)
        where T : Document
        => new(kind.Read(document), document.GetProperty("_etag").GetString()!);

    public static string? Text(JsonElement document, string member)
        => document.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A scalar of the document: string, double or nothing.</summary>
    public static object? Scalar(JsonElement document, string path)
    {
        JsonElement value = document;
        foreach (string name in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetDouble(),
            _ => null,
        };
    }
}
