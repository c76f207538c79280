using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Transfers;

/// <summary>A document on its way out.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ETag">The engine's mark of the version that was read.</param>
/// <param name="Json">Its one spelling; empty for one that stays, or where only versions were asked for.</param>
public sealed record MovedDocument(string Id, string ETag, ReadOnlyMemory<byte> Json);

/// <summary>Some documents, and whether there are more.</summary>
public sealed record MovedPage(IReadOnlyList<MovedDocument> Documents, bool More);

/// <summary>A kind of document that moves, handled without knowing its type.</summary>
public abstract class MovedKind
{
    private protected MovedKind(DocumentKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public DocumentKind Kind { get; }

    /// <summary>Its name, unique among all.</summary>
    public string Key => $"{Kind.Container.Name}/{Kind.Name}";

    /// <summary>The next documents by id.</summary>
    /// <param name="store">Where from.</param>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="after">The id after which to go on; null from the first.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="versionsOnly">Only which there are, in which versions.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract Task<MovedPage> ReadAsync(
        IDocumentStore store, string jurisdiction, string? after, int limit, bool versionsOnly, CancellationToken cancellationToken);

    /// <summary>What is wrong with a document of the file; null where nothing is.</summary>
    public abstract string? FaultOf(JsonElement document, string jurisdiction);

    /// <summary>Adds a document of the file to a batch that creates it.</summary>
    public abstract void Create(Batch batch, JsonElement document);
}

/// <inheritdoc/>
internal sealed class MovedKind<T>(DocumentKind<T> kind) : MovedKind(kind)
    where T : Document
{
    public override async Task<MovedPage> ReadAsync(
        IDocumentStore store, string jurisdiction, string? after, int limit, bool versionsOnly, CancellationToken cancellationToken)
    {
        Page<T> page = await ReadPageAsync(store, jurisdiction, after, limit, cancellationToken);
        return new MovedPage(
            [.. page.Items.Select(i => new MovedDocument(i.Value.Id, i.ETag, !versionsOnly && TransferKinds.Moves(i.Value) ? CanonicalJson.Of(i.Value, kind.Json) : default))],
            page.Next is not null);
    }

    public override string? FaultOf(JsonElement document, string jurisdiction)
    {
        T read;
        JsonElement current;
        try
        {
            current = SchemaVersions.Upgraded(kind, document);
            read = current.Deserialize(kind.Json)!;
        }
        catch (NewerDocumentException e)
        {
            return $"Is a {kind.Name} of version {e.Found}; this program knows versions up to {e.Known}.";
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            return $"Is no {kind.Name} that this version of the program can read{(e is JsonException { Path: { Length: > 0 } path } ? $", at {path}" : "")}.";
        }

        return read.Partition != jurisdiction ? $"Is of the jurisdiction '{read.Partition}'."
            : !DocumentIds.IsValid(read.Id) ? "Has an id that no document can have."
            : !TransferKinds.Moves(read) ? "Is an audit entry about a job, which does not move."
            : !CanonicalJson.Keeps(CanonicalJson.Of(read, kind.Json), current) ? $"Holds members or values of a {kind.Name} that this version of the program would lose."
            : null;
    }

    public override void Create(Batch batch, JsonElement document) => batch.Create(kind, kind.Read(document));

    private Task<Page<T>> ReadPageAsync(IDocumentStore store, string jurisdiction, string? after, int limit, CancellationToken cancellationToken)
        => store.ListAsync(kind.In(jurisdiction), new PageRequest(limit, after is null ? null : new PageToken(null, after)), cancellationToken);
}
