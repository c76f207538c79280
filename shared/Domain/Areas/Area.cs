using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas;

/// <summary>
/// One version of an area (community, grid, micro-grid, ...). Versions are never changed: an edit writes a new one under a new generation.
/// </summary>
public sealed record Area : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "area";

    /// <summary>Unique among all areas of the jurisdiction, whatever their level; as in the file it came from.</summary>
    public required string Code { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its level.</summary>
    public required string Level { get; init; }

    /// <summary>The code of the area it is part of; null at the top, or where the file does not say.</summary>
    public string? Parent { get; init; }

    /// <summary>The generation in which this version came.</summary>
    public required int Version { get; init; }

    /// <summary>The import or edit that staged it.</summary>
    public required string ImportId { get; init; }

    /// <summary>West, south, east, north of the geometry, in degrees.</summary>
    public required GeoBox Box { get; init; }

    /// <summary>Polygon or MultiPolygon, WGS-84 degrees, longitude first, valid, counter-clockwise; null where it is a blob.</summary>
    public Geometry? Geometry { get; init; }

    /// <summary>The blob that holds the geometry where it is too large for a document; named by its hash.</summary>
    public string? GeometryBlob { get; init; }

    /// <summary>Names this version among all that the area has had; it stays when other areas change.</summary>
    [JsonIgnore]
    public string ETag => $"{Version}-{Hash[..16]}";

    /// <summary>SHA-256 of code, name, level, parent and geometry: equal hashes, equal areas.</summary>
    public required string Hash { get; init; }
}

/// <summary>
/// A generation of the areas: which version of which area holds together. Kept for ever, so that "who was responsible on that day" can be answered.
/// </summary>
public sealed record Generation : JurisdictionDocument
{
    /// <summary>The id of the document that names the current generation; the one visible write of an import or edit.</summary>
    public const string CurrentId = "generation.current";

    /// <inheritdoc/>
    public override string Type => "generation";

    /// <summary>1, 2, 3, ...</summary>
    public required int Number { get; init; }

    /// <summary>The import or edit that made it.</summary>
    public required string ImportId { get; init; }

    /// <summary>Who made it, in which request; null where it is older than this field.</summary>
    public Jobs.JobOrigin? By { get; init; }

    /// <summary>Since when it holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How many areas it has.</summary>
    public required int Areas { get; init; }

    /// <summary>The blob with all its areas.</summary>
    public required string Blob { get; init; }

    /// <summary>SHA-256 of the blob, in hexadecimal.</summary>
    public required string BlobHash { get; init; }

    /// <summary>The id of a generation's own document.</summary>
    public static string IdOf(int number) => $"generation.{number:D8}";
}

/// <summary>The blob of a generation: every area with its geometry, ordered by code (ordinal).</summary>
public sealed record GenerationFile(string Jurisdiction, int Number, IReadOnlyList<Area> Areas);
