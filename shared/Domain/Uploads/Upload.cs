using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Uploads;

/// <summary>A file that is sent in blocks, each repeatable, and sealed when all are there. It is forgotten after a day, or after the job that read it.</summary>
public sealed record Upload : JurisdictionDocument
{
    /// <summary>The partition of all uploads: a file belongs to no jurisdiction before a job has read it.</summary>
    public const string Home = Jurisdictions.Jurisdiction.Unassigned;

    /// <summary>The most bytes in one block.</summary>
    public const int MaxBlockBytes = 8 * 1024 * 1024;

    /// <summary>The most blocks.</summary>
    public const int MaxBlocks = 512;

    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override string Type => "upload";

    /// <summary>The subject who sends it; nobody else may.</summary>
    public required string By { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its blocks in order, once it is sealed; null until then.</summary>
    public IReadOnlyList<UploadBlock>? Sealed { get; init; }

    /// <summary>SHA-256 of the whole in lower-case hexadecimal, once it is sealed.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>A block of a sealed upload.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal; a block that no longer has it is not read.</param>
public sealed record UploadBlock(long Length, string Sha256);
