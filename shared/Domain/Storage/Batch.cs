using System.Text.Json;

namespace GridSteward.Domain.Storage;

/// <summary>What one operation of a batch does.</summary>
public enum BatchVerb
{
    /// <summary>Writes a new document; the batch fails with <see cref="CommitStatus.Exists"/> if its id is taken.</summary>
    Create,

    /// <summary>Writes over the version with the given ETag; fails with <see cref="CommitStatus.Changed"/> or <see cref="CommitStatus.Missing"/>.</summary>
    Replace,

    /// <summary>Writes whether it is there or not.</summary>
    Upsert,

    /// <summary>Deletes the version with the given ETag; fails with <see cref="CommitStatus.Changed"/> or <see cref="CommitStatus.Missing"/>.</summary>
    Delete,
}

/// <summary>One operation of a batch.</summary>
/// <param name="Verb">What it does.</param>
/// <param name="Kind">The document's kind.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Body">The document as UTF-8 JSON (an object with at least one member); empty for a deletion.</param>
/// <param name="ETag">The version it wants; null for creations and upserts.</param>
/// <param name="Ttl">Seconds until the engine forgets the document, as its body says too; null keeps it.</param>
public sealed record BatchOperation(BatchVerb Verb, DocumentKind Kind, string Id, ReadOnlyMemory<byte> Body, string? ETag, int? Ttl = null);

/// <summary>
/// A transaction: all or nothing, in one partition of one container, at most 100 operations and 2 MB on every engine. Nothing wider is offered.
/// </summary>
public sealed class Batch(Container container, string partition)
{
    /// <summary>The most operations in one batch.</summary>
    public const int MaxOperations = 100;

    /// <summary>The most bytes in one batch. Below Cosmos DB's 2 MB, which counts its own framing too.</summary>
    public const int MaxBytes = 2_000_000 - (MaxOperations * 300);

    private readonly List<BatchOperation> operations = [];
    private int bytes;

    /// <summary>Where it writes.</summary>
    public Container Container { get; } = container;

    /// <summary>The one partition it writes.</summary>
    public string Partition { get; } = partition;

    /// <summary>Since when what it changes is so, where that is not the moment at which it is committed: what was shown before it got to its place.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether what was before stays known; not where documents come or go with all that belongs to them, their past among it.</summary>
    public bool KeepsPast { get; init; } = true;

    /// <summary>What it does, in order.</summary>
    public IReadOnlyList<BatchOperation> Operations => operations;

    /// <summary>Whether one more document of that size fits.</summary>
    public bool HasRoomFor(int documentBytes) => operations.Count < MaxOperations && bytes + documentBytes <= MaxBytes;

    /// <summary>Writes a new document.</summary>
    public Batch Create<T>(DocumentKind<T> kind, T document)
        where T : Document
        => Add(BatchVerb.Create, kind, document, null);

    /// <summary>Writes over the version with this ETag.</summary>
    public Batch Replace<T>(DocumentKind<T> kind, T document, string etag)
        where T : Document
        => Add(BatchVerb.Replace, kind, document, etag);

    /// <summary>Writes whether it is there or not.</summary>
    public Batch Upsert<T>(DocumentKind<T> kind, T document)
        where T : Document
        => Add(BatchVerb.Upsert, kind, document, null);

    /// <summary>Deletes the version with this ETag.</summary>
    public Batch Delete<T>(DocumentKind<T> kind, string id, string etag)
        where T : Document
        => Add(new BatchOperation(BatchVerb.Delete, kind, id, default, etag));

    private Batch Add<T>(BatchVerb verb, DocumentKind<T> kind, T document, string? etag)
        where T : Document
    {
        if (document.Partition != Partition)
        {
            throw new ArgumentException($"{kind.Name} {document.Id} is of partition '{document.Partition}', the batch of '{Partition}'.", nameof(document));
        }

        if (!DocumentIds.IsValid(document.Id))
        {
            throw new ArgumentException($"'{document.Id}' is no id: 1 to {DocumentIds.MaxLength} letters, digits, '.', '_', '-' and ':'.", nameof(document));
        }

        if (document.SchemaVersion != kind.SchemaVersion)
        {
            throw new ArgumentException($"{kind.Name} {document.Id} is of schema version {document.SchemaVersion}, and {kind.SchemaVersion} is written.", nameof(document));
        }

        if (document.Ttl is { } ttl && (ttl < 1 || !kind.Container.Expires))
        {
            throw new ArgumentException($"{kind.Name} {document.Id} cannot expire after {ttl} s: at least 1, and only where {kind.Container.Name} expires.", nameof(document));
        }

        return Add(new BatchOperation(verb, kind, document.Id, JsonSerializer.SerializeToUtf8Bytes(document, kind.Json), etag, document.Ttl));
    }

    /// <summary>Adds an operation as it is; its body must be of this partition.</summary>
    internal Batch Add(BatchOperation operation)
    {
        if (operation.Kind.Container != Container)
        {
            throw new ArgumentException($"{operation.Kind.Name} lives in {operation.Kind.Container.Name}, the batch in {Container.Name}.", nameof(operation));
        }

        if (!HasRoomFor(operation.Body.Length))
        {
            throw new BatchTooLargeException($"A batch holds at most {MaxOperations} operations and {MaxBytes} bytes.");
        }

        if (operations.Any(o => o.Id == operation.Id))
        {
            throw new ArgumentException($"The batch already writes {operation.Id}.", nameof(operation));
        }

        bytes += operation.Body.Length;
        operations.Add(operation);
        return this;
    }
}

/// <summary>A batch would pass the limits that every engine keeps.</summary>
public sealed class BatchTooLargeException(string message) : Exception(message);
