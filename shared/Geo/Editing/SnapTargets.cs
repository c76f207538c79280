using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Geo.Editing;

/// <summary>The borders to which an area is snapped: those of its neighbours, and where none is near, those of the area that it is part of.</summary>
internal sealed class SnapTargets
{
    private readonly STRtree<RingEdge> _edges = new();
    private readonly double _metres;

    public SnapTargets(IEnumerable<Geometry> areas, Envelope around, MetricPlane plane, double metres)
    {
        _metres = metres;
        Plane = plane;
        Envelope near = plane.Widened(around, metres);
        HashSet<EdgeKey> seen = [];
        foreach (RingEdge edge in areas.Where(a => near.Intersects(a.EnvelopeInternal)).SelectMany(Rings.Edges).Where(e => near.Intersects(e.Box)))
        {
            if (seen.Add(edge.Key))
            {
                _edges.Insert(edge.Box, edge);
            }
        }

        Vertices = [.. Near(near).SelectMany(e => new[] { e.From, e.To }).Distinct().OrderBy(c => c.X).ThenBy(c => c.Y)];
    }

    /// <summary>Degrees as metres around the area.</summary>
    public MetricPlane Plane { get; }

    /// <summary>The vertices, each once.</summary>
    public IReadOnlyList<Coordinate> Vertices { get; }

    /// <summary>The nearest vertex within the tolerance; null for none.</summary>
    public Coordinate? Vertex(Coordinate position)
        => Around(position).SelectMany(e => new[] { e.From, e.To }).Where(c => Plane.Distance(c, position) <= _metres)
            .OrderBy(c => Plane.Distance(c, position)).ThenBy(c => c.X).ThenBy(c => c.Y).FirstOrDefault();

    /// <summary>The nearest place of an edge within the tolerance, and the edges that have it; null for none.</summary>
    public (Coordinate At, RingEdge Edge)? Place(Coordinate position)
        => Around(position).Select(e => (At: Plane.Nearest(position, e), Edge: e)).Where(p => Plane.Distance(p.At, position) <= _metres)
            .OrderBy(p => Plane.Distance(p.At, position)).ThenBy(p => p.Edge.Key.X0).ThenBy(p => p.Edge.Key.Y0).ThenBy(p => p.Edge.Key.X1).ThenBy(p => p.Edge.Key.Y1)
            .Select(p => ((Coordinate, RingEdge)?)p).FirstOrDefault();

    private IList<RingEdge> Around(Coordinate position) => Near(Plane.Widened(new Envelope(position), _metres));

    private IList<RingEdge> Near(Envelope box) => _edges.Count == 0 ? [] : _edges.Query(box);
}
