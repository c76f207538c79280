using GridSteward.Domain.Storage;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Jurisdictions;

/// <summary>
/// A jurisdiction in the deployment's list, with its outline. The outline is the convex hull of its areas: it may promise too much, never too
/// little, and the jurisdiction's own areas decide.
/// </summary>
public sealed record JurisdictionEntry : DirectoryDocument
{
    /// <summary>The partition of the list.</summary>
    public const string ListKey = "jurisdictions";

    /// <inheritdoc/>
    public override string Type => "jurisdictionEntry";

    /// <summary>As in the settings.</summary>
    public required string Name { get; init; }

    /// <summary>As in the settings.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>As in the settings, in metres.</summary>
    public required double ToleranceMetres { get; init; }

    /// <summary>The convex hull of the areas (WGS-84 degrees, longitude first); null while there are none.</summary>
    public Geometry? Outline { get; init; }

    /// <summary>The box of the outline.</summary>
    public GeoBox? Box { get; init; }

    /// <summary>The job that brings the jurisdiction from another deployment; null once it is there. Until then the list does not show it.</summary>
    public string? Arriving { get; init; }

    /// <summary>The jurisdiction's code.</summary>
    public string Code => Id;
}

/// <summary>Changes with every change of the list, so that instances notice by one point read.</summary>
public sealed record JurisdictionListVersion : DirectoryDocument
{
    /// <summary>The id of the one such document.</summary>
    public const string OnlyId = "version";

    /// <inheritdoc/>
    public override string Type => "jurisdictionListVersion";

    /// <summary>Fresh with every change.</summary>
    public required Guid Version { get; init; }
}
