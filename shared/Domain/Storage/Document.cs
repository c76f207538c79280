using System.Text.Json.Serialization;

namespace GridSteward.Domain.Storage;

/// <summary>
/// What every stored document carries. A document lives in one partition of one container; its ETag is the engine's and travels
/// beside it in <see cref="Stored{T}"/>, never inside it.
/// </summary>
public abstract record Document
{
    /// <summary>Unique within its partition. At most 255 characters; letters, digits, <c>. _ - :</c> only.</summary>
    public required string Id { get; init; }

    /// <summary>The kind's name, written so that one container can hold several kinds.</summary>
    [JsonPropertyOrder(-2)]
    public abstract string Type { get; }

    /// <summary>
    /// The shape of this document, as <see cref="DocumentKind.SchemaVersion"/> counts it. A record of a kind beyond version 1 sets it in its constructor; what is read
    /// brings its own, and 1 where it says none.
    /// </summary>
    [JsonPropertyOrder(-1)]
    public int SchemaVersion { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>Seconds after the last write when the engine forgets the document; null keeps it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ttl { get; init; }

    /// <summary>The value of the container's partition key property.</summary>
    [JsonIgnore]
    public abstract string Partition { get; }
}

/// <summary>A document of one jurisdiction: partition key <c>/jurisdiction</c>.</summary>
public abstract record JurisdictionDocument : Document
{
    /// <summary>The jurisdiction's code, or <c>unassigned</c> for what lies in none.</summary>
    public required string Jurisdiction { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override string Partition => Jurisdiction;
}

/// <summary>A document that must be found without knowing its jurisdiction: partition key <c>/key</c>.</summary>
public abstract record DirectoryDocument : Document
{
    /// <summary>What it is found by.</summary>
    public required string Key { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public sealed override string Partition => Key;
}

/// <summary>A document as read, with the engine's ETag of that version (opaque; compared for equality only).</summary>
public sealed record Stored<T>(T Value, string ETag)
    where T : Document;
