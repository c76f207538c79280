using GridSteward.Domain.Creation;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>Finds documents by their codes, many in a call.</summary>
internal sealed class Codebook(IDocumentStore store)
{
    /// <summary>The ids of the documents that have the codes; codes that nothing has are left out.</summary>
    public async Task<Dictionary<string, string>> IdsAsync(DocumentKind kind, string jurisdiction, IEnumerable<string?> codes, CancellationToken cancellationToken)
    {
        string[] ids = [.. codes.OfType<string>().Distinct(StringComparer.Ordinal).Select(code => UniqueCode.IdOf(kind.Name, code))];
        var found = await FindAsync(Kinds.UniqueCode(kind.Container), jurisdiction, ids, cancellationToken);
        return found.Values.ToDictionary(c => c.Value.Code, c => c.Value.OwnerId, StringComparer.Ordinal);
    }

    /// <summary>Documents by their ids; those that are not there are left out.</summary>
    public async Task<Dictionary<string, Stored<T>>> FindAsync<T>(
        DocumentKind<T> kind, string jurisdiction, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
        where T : Document
        => ids.Count == 0 ? [] : (await store.FindManyAsync(kind, jurisdiction, ids, cancellationToken)).ToDictionary(d => d.Value.Id, StringComparer.Ordinal);
}
