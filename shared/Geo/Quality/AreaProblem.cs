using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>What can be wrong between areas that are each valid.</summary>
public enum AreaProblemKind
{
    /// <summary>Two areas of one level have a part in common.</summary>
    Overlap,

    /// <summary>A part belongs to no area of a level, though all around it does, or though the parent that the level divides covers it.</summary>
    Gap,

    /// <summary>A part of an area lies outside its parent.</summary>
    OutsideParent,

    /// <summary>A part of an area is so thin that it is likely a mistake.</summary>
    Sliver,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Level">The level; 0 is the topmost.</param>
/// <param name="Codes">The areas concerned, by code: the two that overlap, those around a gap, the one that reaches out or is thin.</param>
/// <param name="Parent">The parent's code, of a gap within one and of what reaches out of one; else null.</param>
/// <param name="Geometry">The part itself, lon/lat degrees.</param>
/// <param name="SquareMetres">Its area.</param>
/// <param name="WidthMetres">Its greatest width, see <see cref="PartMetres"/>.</param>
public sealed record AreaProblem(
    AreaProblemKind Kind, int Level, IReadOnlyList<string> Codes, string? Parent, Geometry Geometry, double SquareMetres, double WidthMetres);
