using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>The kinds whose past is kept, each with what of it.</summary>
public static class RememberedKinds
{
    /// <summary>All of them. Who holds a post is a reference; names and phones are not in here, so that erasing them leaves nothing behind.</summary>
    public static IReadOnlyList<RememberedKind> All { get; } =
    [
        new RememberedKind<Jurisdictions.Jurisdiction>(Kinds.Jurisdiction, settings => settings),
        new RememberedKind<Staff.Building>(Kinds.Building, building => building),
        new RememberedKind<Staff.Team>(Kinds.Team, team => team),
        new RememberedKind<Staff.Partner>(Kinds.Partner, partner => partner with { ContactName = null, ContactPhone = null }),
        new RememberedKind<Staff.Post>(Kinds.Post, post => post),

        // Of a steward only on which days they were away.
        new RememberedKind<Staff.Steward>(Kinds.Steward, steward => steward with { Code = null, Name = "", Phone = null, Subject = null, ErasedAt = null }),
    ];

    private static readonly Dictionary<DocumentKind, RememberedKind> ByKind = All.ToDictionary(k => k.Kind);

    /// <summary>How the past of a kind is kept; null where it is not.</summary>
    public static RememberedKind? Of(DocumentKind kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Whether an operation may leave a past version, at most <see cref="PastVersion.MostBytes"/> of an import's: for whoever fills batches.</summary>
    public static bool LeavesPast(DocumentKind kind, BatchVerb verb) => verb is BatchVerb.Replace or BatchVerb.Delete && ByKind.ContainsKey(kind);
}

/// <summary>A document as it is before a batch changes it.</summary>
/// <param name="ETag">Its version.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="IsFirst">Whether nothing is recorded before.</param>
/// <param name="Kept">What stays of it.</param>
internal sealed record VersionBefore(string ETag, DateTimeOffset? Since, bool IsFirst, JsonElement Kept);

/// <summary>A kind whose past is kept, handled without knowing its type.</summary>
public abstract class RememberedKind
{
    private protected RememberedKind(DocumentKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The documents as they are, by id.</summary>
    internal abstract Task<IReadOnlyDictionary<string, VersionBefore>> ReadAsync(
        IDocumentStore store, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>What would stay of a document.</summary>
    internal abstract JsonElement KeptOf(ReadOnlyMemory<byte> body);

    /// <summary>The document with the moment since when it is so, and whether nothing is recorded before.</summary>
    internal abstract ReadOnlyMemory<byte> Dated(ReadOnlyMemory<byte> body, DateTimeOffset? since, bool isFirst);
}

/// <param name="kind">The kind.</param>
/// <param name="kept">What stays of a version: the document without what is personal.</param>
/// <inheritdoc/>
public sealed class RememberedKind<T>(DocumentKind<T> kind, Func<T, T> kept) : RememberedKind(kind)
    where T : RememberedDocument
{
    internal override async Task<IReadOnlyDictionary<string, VersionBefore>> ReadAsync(
        IDocumentStore store, string partition, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        => (await store.FindManyAsync(kind, partition, ids, cancellationToken))
            .ToDictionary(d => d.Value.Id, d => new VersionBefore(d.ETag, d.Value.Since, d.Value.IsFirst, KeptOf(d.Value)));

    internal override JsonElement KeptOf(ReadOnlyMemory<byte> body) => KeptOf(Read(body));

    internal override ReadOnlyMemory<byte> Dated(ReadOnlyMemory<byte> body, DateTimeOffset? since, bool isFirst)
        => JsonSerializer.SerializeToUtf8Bytes(Read(body) with { Since = since, IsFirst = isFirst }, kind.Json);

    // The interval stands beside it.
    private JsonElement KeptOf(T document) => JsonSerializer.SerializeToElement(kept(document) with { Since = null, IsFirst = false }, kind.Json);

    private T Read(ReadOnlyMemory<byte> body) => kind.Read(body.Span);
}
