using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Brings the ends of a drawn border to where a border can end.</summary>
internal static class BorderEnds
{
    /// <summary>The line with ends at those of the old stretch, at vertices of the outline, or at new vertices of it, which are noted.</summary>
    public static Coordinate[] Snapped(
        Coordinate[] line, IReadOnlyList<Coordinate> old, RingEdge[] outline, double snapMetres, NewVertices vertices, List<GeoFault> faults)
    {
        Coordinate[] snapped = [.. line];
        foreach (int end in new[] { 0, line.Length - 1 })
        {
            if (EndOf(line[end], old, outline, snapMetres, vertices) is { } at)
            {
                snapped[end] = at;
            }
            else
            {
                faults.Add(new("$.border", FormattableString.Invariant(
                    $"The border ends at {LonLat.Text(line[end])}, more than {snapMetres} metres from the ends of the old border and from the outline of the two areas.")));
            }
        }

        if (faults.Count == 0 && snapped[0].Equals2D(snapped[^1]))
        {
            faults.Add(new("$.border", $"Both ends of the border come to {LonLat.Text(snapped[0])}."));
        }

        return snapped;
    }

    private static Coordinate? EndOf(Coordinate end, IReadOnlyList<Coordinate> old, RingEdge[] outline, double snapMetres, NewVertices vertices)
    {
        var plane = new MetricPlane(new Envelope(end));
        Coordinate? Nearest(IEnumerable<Coordinate> places) => places.Select(p => (At: p, Metres: plane.Distance(end, p)))
            .Where(p => p.Metres <= snapMetres).OrderBy(p => p.Metres).ThenBy(p => p.At.X).ThenBy(p => p.At.Y).FirstOrDefault().At;

        Envelope near = plane.Widened(new Envelope(end), snapMetres);
        RingEdge[] edges = [.. outline.Where(e => near.Intersects(e.Box))];
        if ((Nearest([old[0], old[^1]]) ?? Nearest(edges.SelectMany(e => new[] { e.From, e.To }))) is { } vertex)
        {
            return vertex.Copy();
        }

        if (edges.Length == 0 || Nearest(edges.Select(e => plane.Nearest(end, e))) is not { } place)
        {
            return null;
        }

        Coordinate rounded = EditPrecision.Rounded(place);
        foreach (RingEdge edge in edges.Where(e => plane.Nearest(end, e).Equals2D(place)))
        {
            vertices.Add(edge.From, edge.To, rounded);
        }

        return rounded;
    }
}
