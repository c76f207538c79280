using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>What an import's row writes, once it is published.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Over">The ETag of the version that the row was decided on; null where there was none.</param>
/// <param name="Body">The document; null where it is deleted.</param>
public sealed record StagedWrite(string Kind, string Id, string? Over, JsonElement? Body);

/// <summary>
/// All that one row of an import writes, in one document that no query of the program sees: unseen until its import is published, then seen in place of
/// the documents it names, until it is put into their places.
/// </summary>
public sealed record StagedRow : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "stagedRow";

    /// <summary>The import.</summary>
    public required string Import { get; init; }

    /// <summary>What it writes; the ids of one row are never in another row of the same import.</summary>
    public required IReadOnlyList<StagedWrite> Writes { get; init; }

    /// <summary>The names of the kinds it writes, for finding the rows that a list must look at.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The documents it writes in the form of <see cref="Target"/>, for finding the row of a document.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>How a document is named in <see cref="Targets"/>.</summary>
    public static string Target(string kind, string id) => $"{kind}/{id}";

    /// <summary>Stages the operations of a row in place of carrying them out.</summary>
    /// <param name="jurisdiction">The partition.</param>
    /// <param name="import">The import.</param>
    /// <param name="number">The row's number in the import.</param>
    /// <param name="operations">Creations, replacements and deletions of one row; no upserts, which decide on no version.</param>
    public static StagedRow Of(string jurisdiction, string import, long number, IReadOnlyList<BatchOperation> operations) => new()
    {
        Id = $"{import}.row.{number:D9}",
        Jurisdiction = jurisdiction,
        Import = import,
        Writes = [.. operations.Select(Staged)],
        Kinds = [.. operations.Select(o => o.Kind.Name).Distinct()],
        Targets = [.. operations.Select(o => Target(o.Kind.Name, o.Id))],
    };

    private static StagedWrite Staged(BatchOperation operation) => operation.Verb == BatchVerb.Upsert
        ? throw new ArgumentException("A row that is staged decides on versions: an upsert does not.", nameof(operation))
        : new StagedWrite(operation.Kind.Name, operation.Id, operation.ETag, operation.Verb == BatchVerb.Delete ? null : JsonDocument.Parse(operation.Body).RootElement);
}
