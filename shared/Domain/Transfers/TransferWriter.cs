using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>Writes the lines of a jurisdiction's file, and counts and chains them.</summary>
/// <param name="into">Where they gather.</param>
/// <param name="cursor">Where the writing goes on.</param>
internal sealed class TransferWriter(Stream into, ExportCursor cursor) : IDisposable
{
    /// <summary>The most bytes of a blob in one line: 256 kB in base 64.</summary>
    public const int PieceBytes = 192 * 1024;

    private static readonly JsonEncodedText ContainerMember = JsonEncodedText.Encode("container");
    private static readonly JsonEncodedText DocumentMember = JsonEncodedText.Encode("document");
    private static readonly JsonEncodedText BlobMember = JsonEncodedText.Encode("blob");
    private static readonly JsonEncodedText ChunkMember = JsonEncodedText.Encode("chunk");
    private static readonly JsonEncodedText EndMember = JsonEncodedText.Encode("end");

    private readonly ArrayBufferWriter<byte> line = new(64 * 1024);
    private readonly Utf8JsonWriter json = new(Stream.Null, CanonicalJson.Options);
    private readonly LineChain chain = new(cursor.Chain);
    private readonly Dictionary<string, long> documents = new(cursor.Documents);

    /// <summary>The chain of the lines so far.</summary>
    public string Chain => chain.Text;

    /// <summary>Documents so far, by container.</summary>
    public IReadOnlyDictionary<string, long> Documents => new Dictionary<string, long>(documents);

    /// <summary>Blobs so far.</summary>
    public long Blobs { get; private set; } = cursor.Blobs;

    public void Head(TransferHead head) => Write(() => json.WriteRawValue(CanonicalJson.Of(head, DomainJson.Default.TransferHead).Span, skipInputValidation: true));

    public void Document(Container container, ReadOnlyMemory<byte> document)
    {
        Write(() =>
        {
            json.WriteStartObject();
            json.WriteString(ContainerMember, container.Name);
            json.WritePropertyName(DocumentMember);
            json.WriteRawValue(document.Span, skipInputValidation: true);
            json.WriteEndObject();
        });
        documents[container.Name] = documents.GetValueOrDefault(container.Name) + 1;
    }

    /// <summary>Writes a blob, calling <paramref name="kept"/> after each line.</summary>
    public async Task BlobAsync(string container, string name, string contentType, ReadOnlyMemory<byte> content, Func<Task> kept)
    {
        var blob = new TransferBlob(container, name, contentType, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
        Write(() => Wrapped(BlobMember, CanonicalJson.Of(blob, DomainJson.Default.TransferBlob)));
        for (int at = 0; at < content.Length; at += PieceBytes)
        {
            int length = Math.Min(PieceBytes, content.Length - at);
            Write(() =>
            {
                json.WriteStartObject();
                json.WriteBase64String(ChunkMember, content.Span.Slice(at, length));
                json.WriteEndObject();
            });
            await kept();
        }

        Blobs++;
    }

    public void End(IReadOnlyList<string> changed)
        => Write(() => Wrapped(EndMember, CanonicalJson.Of(new TransferEnd(documents, Blobs, changed, Chain), DomainJson.Default.TransferEnd)));

    public void Dispose() => json.Dispose();

    private void Wrapped(JsonEncodedText member, ReadOnlyMemory<byte> value)
    {
        json.WriteStartObject();
        json.WritePropertyName(member);
        json.WriteRawValue(value.Span, skipInputValidation: true);
        json.WriteEndObject();
    }

    private void Write(Action write)
    {
        line.ResetWrittenCount();
        json.Reset(line);
        write();
        json.Flush();
        chain.Add(line.WrittenSpan);
        into.Write(line.WrittenSpan);
        into.WriteByte((byte)'\n');
    }
}
