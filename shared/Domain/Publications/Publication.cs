using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>
/// Which import is being shown in a container of a jurisdiction: the one document whose writing makes all of an import's rows visible at once
/// (docs/adr/0009). It is kept when all rows are in their places, so that its sequence tells whether anything was published meanwhile.
/// </summary>
public sealed record Publication : JurisdictionDocument
{
    /// <summary>The id of the only one in its partition.</summary>
    public const string OnlyId = "publication";

    /// <inheritdoc/>
    public override string Type => "publication";

    /// <summary>The import.</summary>
    public required string Import { get; init; }

    /// <summary>How many there were before, this one included.</summary>
    public required long Sequence { get; init; }

    /// <summary>Since when its rows are shown; null where it was shown before that was kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether rows of the import are still beside their places.</summary>
    public required bool Active { get; init; }
}
