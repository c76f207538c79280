using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>A document of the town.</summary>
public abstract class DemoDocument
{
    private protected DemoDocument(DocumentKind kind, Document document) => (Kind, Partition, Id) = (kind, document.Partition, document.Id);

    /// <summary>Its kind.</summary>
    public DocumentKind Kind { get; }

    /// <summary>Its partition.</summary>
    public string Partition { get; }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>The document as it is written, in UTF-8.</summary>
    public abstract byte[] ToJson();

    /// <summary>Adds it to a batch, to be written whether it is there or not.</summary>
    public abstract void WriteTo(Batch batch);

    internal static DemoDocument Of<T>(DocumentKind<T> kind, T document)
        where T : Document
        => new Typed<T>(kind, document);

    internal sealed class Typed<T>(DocumentKind<T> kind, T document) : DemoDocument(kind, document)
        where T : Document
    {
        public T Document => document;

        public override byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(document, kind.Json);

        public override void WriteTo(Batch batch) => batch.Upsert(kind, document);
    }
}

/// <summary>A blob of the town.</summary>
/// <param name="Container">Where it is kept.</param>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record DemoBlob(BlobContainer Container, string Name, ReadOnlyMemory<byte> Content, string ContentType);
