using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Distance;

namespace GridSteward.Geo;

/// <summary>A piece of a whole that lies in several of its parts, or in none.</summary>
/// <param name="Area">The piece, lon/lat degrees.</param>
/// <param name="SquareMetres">Its area (<see cref="EqualArea"/>).</param>
/// <param name="Parts">Of an overlap the parts that share it or some of it, of a gap those beside it: their places in the list, ascending.</param>
public sealed record PartPiece(Polygon Area, double SquareMetres, IReadOnlyList<int> Parts);

/// <summary>How parts cover a whole. What of a part lies outside the whole counts nowhere.</summary>
/// <param name="WholeSquareMetres">The whole (<see cref="EqualArea"/>).</param>
/// <param name="OverlapSquareMetres">Inside several parts.</param>
/// <param name="GapSquareMetres">Inside none.</param>
/// <param name="Overlaps">The pieces inside several parts, the largest first.</param>
/// <param name="Gaps">The pieces inside none, the largest first.</param>
/// <param name="Snapped">Whether shapes had to be repaired, or the exact overlay failed, and all was computed on a grid of a tenth of a millimetre.</param>
/// <remarks>
/// Borders that parts share exactly give no pieces, since nothing is computed from them. Pieces below <see cref="AreaQuality.RoundingSquareMetres"/> are
/// rounding and left out; so are all but the <see cref="MostPieces"/> largest overlaps and gaps, which the figures still count.
/// </remarks>
public sealed record PartsOfWhole(
    double WholeSquareMetres, double OverlapSquareMetres, double GapSquareMetres, IReadOnlyList<PartPiece> Overlaps, IReadOnlyList<PartPiece> Gaps, bool Snapped)
{
    /// <summary>The most pieces of each kind.</summary>
    public const int MostPieces = 1000;

    /// <summary>A part this near to a gap lies beside it: crossings are computed, so its border need not have them to the last bit.</summary>
    private const double BesideDegrees = 1e-8;

    /// <summary>How parts cover a whole.</summary>
    /// <param name="whole">A Polygon or MultiPolygon.</param>
    /// <param name="parts">At least one of the same; any may be invalid, and then are repaired.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TopologyException">Nothing helps: what is left of a repaired shape is not a surface, or both overlays fail.</exception>
    public static PartsOfWhole Of(Geometry whole, IReadOnlyList<Geometry> parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        if (whole.IsValid && parts.All(p => p.IsValid))
        {
            try
            {
                return Of(whole, parts, PartOverlay.Exact, cancellationToken);
            }
            catch (TopologyException)
            {
                // On a grid it cannot fail, at the price of a tenth of a millimetre.
            }
        }

        return Of(whole, parts, PartOverlay.Snapped, cancellationToken);
    }

    private static PartsOfWhole Of(Geometry whole, IReadOnlyList<Geometry> parts, PartOverlay overlay, CancellationToken cancellationToken)
    {
        Geometry all = overlay.Ready(whole);
        Geometry[] ready = [.. parts.Select(overlay.Ready)];
        if (all.IsEmpty)
        {
            throw new TopologyException("The whole is no surface.");
        }

        Geometry[] some = [.. ready.Where(p => !p.IsEmpty)];
        PartCover cover = some.Length == 0 ? new PartCover(LonLat.Factory.CreateMultiPolygon(), null) : PartCover.Of(some, overlay, cancellationToken);
        var tree = new STRtree<int>();
        for (int i = 0; i < ready.Length; i++)
        {
            tree.Insert(ready[i].EnvelopeInternal, i);
        }

        var near = new IndexedFacetDistance?[ready.Length];
        var (overlaps, overlap) = Pieces(
            cover.Several is { } several ? overlay.Intersection(several, all) : null, tree, 0,
            (piece, part) => EqualArea.SquareMetres(overlay.Intersection(piece, ready[part])) >= AreaQuality.RoundingSquareMetres, cancellationToken);
        var (gaps, gap) = Pieces(
            overlay.Difference(all, cover.Any), tree, BesideDegrees, (piece, part) => (near[part] ??= new IndexedFacetDistance(ready[part])).IsWithinDistance(piece, BesideDegrees), cancellationToken);
        return new PartsOfWhole(EqualArea.SquareMetres(all), overlap, gap, overlaps, gaps, overlay != PartOverlay.Exact);
    }

    private static (PartPiece[] Pieces, double SquareMetres) Pieces(
        Geometry? area, STRtree<int> tree, double reach, Func<Polygon, int, bool> isOf, CancellationToken cancellationToken)
    {
        if (area is null)
        {
            return ([], 0);
        }

        var pieces = PartOverlay.Polygons(area).Select(p => (Area: p, SquareMetres: EqualArea.SquareMetres(p))).Where(p => p.SquareMetres >= AreaQuality.RoundingSquareMetres)
            .OrderByDescending(p => p.SquareMetres).ThenBy(p => p.Area.EnvelopeInternal.MinX).ThenBy(p => p.Area.EnvelopeInternal.MinY).ToArray();
        return ([.. pieces.Take(MostPieces).Select(p => new PartPiece(p.Area, p.SquareMetres, Concerned(p.Area)))], pieces.Sum(p => p.SquareMetres));

        int[] Concerned(Polygon piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Envelope box = piece.EnvelopeInternal.Copy();
            box.ExpandBy(reach);
            return [.. tree.Query(box).Where(part => isOf(piece, part)).Order()];
        }
    }
}
