namespace GridSteward.Geo;

/// <summary>Tells the cut of an area at the antimeridian from its edges: where both names of that meridian are edge, neither is.</summary>
internal static class AntimeridianSeam
{
    public static Edge[] Without(List<Edge> edges)
    {
        Edge[] western = [.. edges.Where(edge => edge.OnMeridian(180))];
        Edge[] eastern = [.. edges.Where(edge => edge.OnMeridian(-180))];
        return western.Length == 0 || eastern.Length == 0
            ? [.. edges]
            : [
                .. edges.Where(edge => !edge.OnMeridian(180) && !edge.OnMeridian(-180)),
                .. western.SelectMany(edge => Rest(edge, eastern)),
                .. eastern.SelectMany(edge => Rest(edge, western)),
            ];
    }

    // What the others leave of an edge: both lie on the meridian, from their southern end to their northern one.
    private static IEnumerable<Edge> Rest(Edge edge, Edge[] others)
    {
        double south = edge.Y0;
        foreach (Edge other in others.Where(other => other.Y1 > edge.Y0 && other.Y0 < edge.Y1).OrderBy(other => other.Y0))
        {
            if (other.Y0 > south)
            {
                yield return new Edge(edge.X0, south, edge.X0, other.Y0);
            }

            south = Math.Max(south, other.Y1);
        }

        if (south < edge.Y1)
        {
            yield return new Edge(edge.X0, south, edge.X0, edge.Y1);
        }
    }
}
