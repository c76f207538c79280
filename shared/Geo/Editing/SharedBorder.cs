using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>The edges that two areas share, as stretches: each goes on until another border joins it, or around.</summary>
internal sealed class SharedBorder
{
    public SharedBorder(Geometry a, Geometry b)
    {
        HashSet<EdgeKey> ofB = [.. Rings.Edges(b).Select(e => e.Key)];
        List<RingEdge> shared = [.. Rings.Edges(a).Where(e => ofB.Contains(e.Key))];
        Keys = [.. shared.Select(e => e.Key)];
        Stretches = [.. Joined(shared)];
    }

    /// <summary>The shared edges.</summary>
    public HashSet<EdgeKey> Keys { get; }

    /// <summary>The stretches, each from one end to the other in the direction of the first area's rings; a ring ends where it began.</summary>
    public IReadOnlyList<IReadOnlyList<Coordinate>> Stretches { get; }

    private static IEnumerable<IReadOnlyList<Coordinate>> Joined(List<RingEdge> edges)
    {
        ILookup<Coordinate, RingEdge> leaving = edges.ToLookup(e => e.From);
        ILookup<Coordinate, RingEdge> coming = edges.ToLookup(e => e.To);
        HashSet<EdgeKey> used = [];

        // Those that have an end first, so that what is left are rings.
        foreach (RingEdge start in edges.OrderBy(e => GoesOn(e.From) ? 1 : 0))
        {
            if (!used.Add(start.Key))
            {
                continue;
            }

            List<Coordinate> stretch = [start.From, start.To];
            while (GoesOn(stretch[^1]) && leaving[stretch[^1]].First() is var next && used.Add(next.Key))
            {
                stretch.Add(next.To);
            }

            yield return stretch;
        }

        bool GoesOn(Coordinate at) => leaving[at].Take(2).Count() == 1 && coming[at].Take(2).Count() == 1;
    }
}
