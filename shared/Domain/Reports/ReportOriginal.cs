using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>What stood in a personal part before it was redacted for the first time. The auditor alone reads it; it is erased with the part.</summary>
public sealed record ReportOriginal : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "reportOriginal";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>The id of the part that was redacted.</summary>
    public required string Part { get; init; }

    /// <summary>The event whose note it was; null for the report's own words.</summary>
    public int? Sequence { get; init; }

    /// <summary>The words (personal).</summary>
    public string? Words { get; init; }

    /// <summary>When they were redacted.</summary>
    public required DateTimeOffset RedactedAt { get; init; }

    /// <summary>The id of the original of a part.</summary>
    public static string IdOf(string part) => part + ".original";
}
