using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Changes;

/// <summary>
/// That a document was deleted, kept beside where it was. A creation that is sent again after the deletion finds it, and does not bring back
/// what somebody has deleted.
/// </summary>
public sealed record Deletion : JurisdictionDocument
{
    private const string Prefix = "deletion.";

    /// <inheritdoc/>
    public override string Type => "deletion";

    /// <summary>The kind of the deleted document.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the deleted document.</summary>
    [JsonIgnore]
    public string DeletedId => Id[Prefix.Length..];

    /// <summary>The id under which a document's deletion is kept; in the order of the ids themselves.</summary>
    public static string IdOf(string id) => Prefix + id;

    /// <summary>The deletion of a document.</summary>
    public static Deletion Of(string jurisdiction, string id, string kind, DateTimeOffset at)
        => new() { Id = IdOf(id), Jurisdiction = jurisdiction, Kind = kind, At = at };
}
