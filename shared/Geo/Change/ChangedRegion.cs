using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo;

/// <summary>Where the owner of a point may be another after areas have changed: closed, in WGS-84 degrees.</summary>
/// <remarks>
/// For each pair of an old and a new geometry it holds their symmetric difference and every edge that only one of them has. A point that only one of
/// two closed polygons covers lies in the difference or on such an edge, whatever the rounding of the overlay: a sliver that the overlay
/// loses is thinner than its rounding and bounded by changed edges, so that <see cref="Margin"/> covers it. Where the overlay throws, both geometries
/// whole take its place: too much, never too little. The overlay is that of OverlayNG in floating precision, without snapping, which would move edges.
/// </remarks>
public sealed class ChangedRegion
{
    /// <summary>How near counts as inside, in metres: a thousand times the rounding of degrees in doubles, and nothing to a person.</summary>
    public const double Margin = 0.01;

    private readonly List<ChangedPiece> _pieces = [];
    private readonly STRtree<ChangedPiece> _tree = new();

    /// <summary>The region of the pairs; a null geometry stands for an area that is not there.</summary>
    public ChangedRegion(IEnumerable<(Geometry? Before, Geometry? After)> pairs)
    {
        foreach (var (before, after) in pairs)
        {
            _pieces.AddRange(PiecesOf(before, after));
        }

        foreach (ChangedPiece piece in _pieces)
        {
            _tree.Insert(piece.Box, piece);
        }

        _tree.Build();
    }

    /// <summary>Whether nothing has changed anywhere.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Whether a point lies in the region, or within some metres of it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The reach is negative or not finite.</exception>
    public bool Holds(Wgs84Point point, double reachMetres)
    {
        double reach = reachMetres + Margin;
        foreach (GeoBox part in GeoBox.At(point).ExpandedByMetres(reach).Pieces())
        {
            foreach (ChangedPiece piece in _tree.Query(part.ToEnvelope()))
            {
                if (piece.Holds(point, reach))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>At most so many boxes that together hold every point which <see cref="Holds"/> holds, made small.</summary>
    public IReadOnlyList<GeoBox> Boxes(int most, double reachMetres)
        => IsEmpty ? [] : [.. BoxCover.Of(_pieces, most).Select(box => new GeoBox(box.MinX, box.MinY, box.MaxX, box.MaxY).ExpandedByMetres(reachMetres + Margin))];

    private static IEnumerable<ChangedPiece> PiecesOf(Geometry? before, Geometry? after)
    {
        foreach (LineString run in ChangedEdges.Between(before, after))
        {
            yield return new ChangedPiece(run);
        }

        foreach (Geometry difference in Difference(before, after))
        {
            for (int i = 0; i < difference.NumGeometries; i++)
            {
                if (difference.GetGeometryN(i) is Polygon { IsEmpty: false } part)
                {
                    yield return new ChangedPiece(part);
                }
            }
        }
    }

    private static IEnumerable<Geometry> Difference(Geometry? before, Geometry? after)
    {
        if (before is null || after is null)
        {
            return new[] { before, after }.OfType<Geometry>();
        }

        if (before.EqualsExact(after))
        {
            return [];
        }

        try
        {
            return [OverlayNG.Overlay(before, after, SpatialFunction.SymDifference)];
        }
        catch (TopologyException)
        {
            return [before, after];
        }
    }
}

/// <summary>A connected part of a changed region: a polygon with its inside, or a line.</summary>
internal sealed class ChangedPiece(Geometry shape)
{
    private readonly Lazy<IPreparedGeometry> prepared = new(() => PreparedGeometryFactory.Prepare(shape));
    private readonly Lazy<EdgeIndex> edges = new(() => new EdgeIndex(shape));

    public Envelope Box { get; } = shape.EnvelopeInternal;

    public bool Holds(Wgs84Point point, double reachMetres)
        => (shape is Polygon && prepared.Value.Covers(LonLat.Factory.CreatePoint(point.ToCoordinate())))
            || edges.Value.Nearest(point).Metres <= reachMetres;

    public bool Meets(Envelope box) => prepared.Value.Intersects(LonLat.Factory.ToGeometry(box));
}
