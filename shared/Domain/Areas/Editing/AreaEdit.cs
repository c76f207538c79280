using GridSteward.Domain.Reassignment;
using GridSteward.Domain.Storage;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing;

/// <summary>What an edit of several areas did; kept so that a replay answers the same. The areas themselves are in its generation.</summary>
public sealed record AreaEdit : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "areaEdit";

    /// <summary>What was done: <c>split</c>, <c>merge</c>, <c>moveBorder</c>, <c>snap</c>, <c>makeMicroGrids</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The generation that holds it; one that changes nothing makes none and names the current one.</summary>
    public required int Generation { get; init; }

    /// <summary>Codes that are new.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>Codes that were changed on purpose: another border, another parent.</summary>
    public required IReadOnlyList<string> Changed { get; init; }

    /// <summary>Codes that ended.</summary>
    public required IReadOnlyList<string> Ended { get; init; }

    /// <summary>Codes that only got vertices in their edges, so that they stay exactly adjacent; where they are has not changed.</summary>
    public required IReadOnlyList<string> Touched { get; init; }

    /// <summary>What whoever edits should know.</summary>
    public required IReadOnlyList<EditWarning> Warnings { get; init; }

    /// <summary>How households are divided among the new areas, in the order of their codes in <see cref="PartCodes"/>; null where that was not asked.</summary>
    public HouseholdParts? Parts { get; init; }

    /// <summary>The codes of <see cref="Parts"/>.</summary>
    public IReadOnlyList<string>? PartCodes { get; init; }
}

/// <summary>An edit with the areas that it concerns.</summary>
/// <param name="Edit">What it does.</param>
/// <param name="Areas">The new, changed and touched areas as they are after it, by code.</param>
/// <param name="IsMade">False where it was only tried.</param>
/// <param name="Snapping">What moved, where an area was snapped and this is not a replay.</param>
public sealed record EditedAreas(AreaEdit Edit, IReadOnlyList<Area> Areas, bool IsMade, Snapping? Snapping)
{
    /// <summary>What it would move, where it was only tried; null where it was made.</summary>
    public PreviewedReassignment? Reassignment { get; init; }
}
