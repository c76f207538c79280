using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Creation;

/// <summary>
/// Keeps a code unique among the documents of one kind in one partition, and finds them by it. Written in the batch that creates the document, moved and deleted in those that change it.
/// </summary>
public sealed record UniqueCode : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "uniqueCode";

    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>The document that has it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>The code of a document.</summary>
    public static UniqueCode Of(string kind, string jurisdiction, string code, string ownerId)
        => new() { Id = IdOf(kind, code), Jurisdiction = jurisdiction, Code = code, OwnerId = ownerId };

    /// <summary>The id under which a code is kept; codes may hold characters that ids may not.</summary>
    public static string IdOf(string kind, string code) => $"code.{kind}.{Hashes.Hex(code)[..40]}";
}
