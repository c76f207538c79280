using System.Text.Json;
using GridSteward.Domain.History;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>What it takes to bring a document about.</summary>
internal static class RowWrite
{
    /// <summary>The operation; null where the document is as it should be.</summary>
    /// <param name="kind">The document's kind.</param>
    /// <param name="before">As it is; null where it is not there.</param>
    /// <param name="after">As it should be; null where it should not be there.</param>
    public static BatchOperation? Of<T>(DocumentKind<T> kind, Stored<T>? before, T? after)
        where T : Document
    {
        if (after is null)
        {
            return before is null ? null : new BatchOperation(BatchVerb.Delete, kind, before.Value.Id, default, before.ETag);
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(after, kind.Json);
        return before is null ? new BatchOperation(BatchVerb.Create, kind, after.Id, body, null)
            : SinceThen(kind, body, before.Value).Span.SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(before.Value, kind.Json)) ? null
            : new BatchOperation(BatchVerb.Replace, kind, after.Id, body, before.ETag);
    }

    /// <summary>Since when it is so is the store's to say: no row differs by that.</summary>
    private static ReadOnlyMemory<byte> SinceThen(DocumentKind kind, byte[] body, Document before)
        => before is RememberedDocument { Since: var since, IsFirst: var isFirst } && RememberedKinds.Of(kind) is { } remembered ? remembered.Dated(body, since, isFirst) : body;
}
