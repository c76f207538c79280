using System.Text.Json.Serialization;
using GridSteward.Domain.Areas;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Coverage;

/// <summary>An area as far as its outline goes.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Parent">The code of the area it is part of; null at the top.</param>
/// <param name="Geometry">Polygon or MultiPolygon, WGS-84 degrees, longitude first.</param>
public sealed record AreaOutline(string Code, string? Parent, Geometry Geometry)
{
    /// <summary>The outline of an area with geometry.</summary>
    public static AreaOutline Of(Area area) => new(area.Code, area.Parent, area.Geometry!);
}

/// <summary>What is wrong with a piece of an area.</summary>
[JsonConverter(typeof(WireEnumConverter<SpatialPieceKind>))]
public enum SpatialPieceKind
{
    /// <summary>It lies in several of its parts.</summary>
    Overlap,

    /// <summary>It lies in none of its parts.</summary>
    Gap,
}

/// <summary>A piece of an area that lies in several of its parts, or in none.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Parent">The area's code.</param>
/// <param name="Codes">Of an overlap the parts that share it, of a gap those beside it; by code.</param>
/// <param name="SquareMetres">Its area.</param>
/// <param name="Geometry">The piece, WGS-84 degrees, longitude first, counter-clockwise.</param>
public sealed record SpatialPiece(SpatialPieceKind Kind, string Parent, IReadOnlyList<string> Codes, double SquareMetres, Geometry Geometry);

/// <summary>How the parts of areas cover them. It depends on the areas alone, so it holds as long as their generation.</summary>
/// <param name="Figures">The figures of each area that has parts, by code.</param>
/// <param name="Pieces">Overlaps and gaps, by area, kind and size; at most <see cref="PartsOfWhole.MostPieces"/> of each kind of each area.</param>
/// <param name="Snapped">Areas that were computed on a grid of a tenth of a millimetre, since a shape among theirs had to be repaired or the exact overlay failed.</param>
/// <param name="Failed">Areas for which no figures could be computed.</param>
public sealed record SpatialCoverage(
    IReadOnlyDictionary<string, SpatialFigures> Figures, IReadOnlyList<SpatialPiece> Pieces, IReadOnlyList<string> Snapped, IReadOnlyList<string> Failed)
{
    /// <summary>Computes the figures of all areas that have parts: exact overlays, measured on the ellipsoid, rounded to 0.01 m².</summary>
    /// <param name="areas">All areas of one generation, codes unique. A parent that is not among them has no figures.</param>
    /// <param name="cancellationToken">Stops the work, which takes a second for some thousand areas.</param>
    public static SpatialCoverage Of(IReadOnlyList<AreaOutline> areas, CancellationToken cancellationToken = default)
    {
        SortedDictionary<string, SpatialFigures> figures = new(StringComparer.Ordinal);
        List<SpatialPiece> pieces = [];
        List<string> snapped = [];
        List<string> failed = [];
        Dictionary<string, AreaOutline> byCode = areas.ToDictionary(a => a.Code, StringComparer.Ordinal);
        foreach (var family in areas.Where(a => a.Parent is not null && a.Parent != a.Code).GroupBy(a => a.Parent!, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!byCode.TryGetValue(family.Key, out AreaOutline? whole))
            {
                continue;
            }

            AreaOutline[] parts = [.. family.OrderBy(a => a.Code, StringComparer.Ordinal)];
            if (TryCover(whole, parts, cancellationToken) is not { } cover)
            {
                failed.Add(whole.Code);
                continue;
            }

            figures.Add(whole.Code, FiguresOf(cover));
            pieces.AddRange(cover.Overlaps.Select(p => PieceOf(SpatialPieceKind.Overlap, p, whole, parts)));
            pieces.AddRange(cover.Gaps.Select(p => PieceOf(SpatialPieceKind.Gap, p, whole, parts)));
            if (cover.Snapped)
            {
                snapped.Add(whole.Code);
            }
        }

        return new SpatialCoverage(figures, pieces, snapped, failed);
    }

    // One area that defies all repair must not cost the others their figures, nor the night its report.
    private static PartsOfWhole? TryCover(AreaOutline whole, AreaOutline[] parts, CancellationToken cancellationToken)
    {
        try
        {
            return PartsOfWhole.Of(whole.Geometry, [.. parts.Select(p => p.Geometry)], cancellationToken);
        }
        catch (Exception e) when (e is TopologyException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    // The rest is what is left by subtraction, so that the three always come to the whole.
    private static SpatialFigures FiguresOf(PartsOfWhole cover)
    {
        double whole = Rounded(cover.WholeSquareMetres);
        double overlap = Math.Min(Rounded(cover.OverlapSquareMetres), whole);
        double gap = Math.Min(Rounded(cover.GapSquareMetres), Rounded(whole - overlap));
        return new SpatialFigures(whole, Rounded(whole - overlap - gap), overlap, gap);
    }

    private static SpatialPiece PieceOf(SpatialPieceKind kind, PartPiece piece, AreaOutline whole, AreaOutline[] parts)
        => new(kind, whole.Code, [.. piece.Parts.Select(p => parts[p].Code)], piece.SquareMetres, piece.Area);

    private static double Rounded(double squareMetres) => Math.Round(squareMetres, 2);
}
