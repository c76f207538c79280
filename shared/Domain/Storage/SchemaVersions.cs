using System.Text.Json;
using System.Text.Json.Nodes;

namespace GridSteward.Domain.Storage;

/// <summary>
/// A document was written by a newer version of the program, whose shape this one does not know. It is not read, so that it cannot be written back without what is
/// new in it. Answered as 503; sweeps leave it and go on.
/// </summary>
public sealed class NewerDocumentException(DocumentKind kind, string id, int found)
    : Exception($"{kind.Name} '{id}' is of schema version {found}; this program knows versions up to {kind.SchemaVersion} (docs/operations.md, Rolling back).")
{
    /// <summary>When whoever asked may ask again: somebody has to put up another program first.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>The kind's name.</summary>
    public string Kind { get; } = kind.Name;

    /// <summary>The document's id; not for answers.</summary>
    public string Id { get; } = id;

    /// <summary>Its version.</summary>
    public int Found { get; } = found;

    /// <summary>The newest version that this program knows.</summary>
    public int Known { get; } = kind.SchemaVersion;
}

/// <summary>What is done with documents that are not of the version which is written.</summary>
internal static class SchemaVersions
{
    private const string Member = "schemaVersion";

    /// <summary>Whether a document that could not be read may be of another shape.</summary>
    public static bool IsMisread(Exception e) => e is JsonException or ArgumentException or FormatException or InvalidOperationException;

    /// <summary>The version of a stored document: 1 where it says none, and 0, which no document has, where it says no number.</summary>
    public static int Of(JsonElement json)
        => json.ValueKind != JsonValueKind.Object ? 0
            : !json.TryGetProperty(Member, out JsonElement version) ? 1
            : version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out int number) ? Math.Max(1, number) : 0;

    /// <summary>The document in the shape that is written.</summary>
    /// <exception cref="NewerDocumentException">It is of a newer version.</exception>
    /// <exception cref="JsonException">Its version is no number.</exception>
    public static JsonElement Upgraded(DocumentKind kind, JsonElement json)
    {
        int version = Of(json);
        if (version > kind.SchemaVersion)
        {
            throw new NewerDocumentException(kind, json.TryGetProperty("id", out JsonElement id) ? id.ToString() : "", version);
        }

        if (version == kind.SchemaVersion)
        {
            return json;
        }

        if (version == 0)
        {
            throw new JsonException($"The schema version of a document of the kind {kind.Name} is no number.");
        }

        JsonObject upgraded = JsonObject.Create(json)!;
        foreach (Action<JsonObject> step in kind.Upgrades.Skip(version - 1))
        {
            step(upgraded);
        }

        upgraded[Member] = kind.SchemaVersion;
        return JsonElement.Parse(upgraded.ToJsonString());
    }
}
