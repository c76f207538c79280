using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>
/// Which of two areas each polygon of their union belongs to, given the borders between them: to the one whose outline it has most of, so that on the
/// two sides of every border there are different areas.
/// </summary>
internal sealed class FaceOwners
{
    public FaceOwners(IReadOnlyList<Polygon> faces, RingEdge[][] outlines, HashSet<EdgeKey> borders, IndexedPointInAreaLocator[] before)
    {
        Dictionary<EdgeKey, int> ownerOf = [];
        for (int o = 0; o < 2; o++)
        {
            foreach (RingEdge edge in outlines[o])
            {
                ownerOf[edge.Key] = o;
            }
        }

        // Who has no outline but the border lies within the other, wherever the border goes.
        int? inner = outlines[0].Length == 0 ? 0 : outlines[1].Length == 0 ? 1 : null;
        int[] owners = [.. faces.Select(f => OwnerOf(f, ownerOf) ?? inner ?? (before[0].Locate(f.InteriorPoint.Coordinate) == Location.Interior ? 0 : 1))];
        var sides = faces.SelectMany((f, i) => Rings.Edges(f).Where(e => borders.Contains(e.Key)).Select(e => (e.Key, Face: i))).ToLookup(s => s.Key, s => s.Face);
        Owners = sides.All(s => s.Select(i => owners[i]).Distinct().Count() == 2) ? owners : null;
    }

    /// <summary>For each polygon 0 or 1; null where some border has the same area on both sides.</summary>
    public int[]? Owners { get; }

    private static int? OwnerOf(Polygon face, Dictionary<EdgeKey, int> ownerOf)
    {
        double[] length = new double[2];
        foreach (RingEdge edge in Rings.Edges(face))
        {
            if (ownerOf.TryGetValue(edge.Key, out int owner))
            {
                length[owner] += edge.From.Distance(edge.To);
            }
        }

        return length[0] > length[1] ? 0 : length[0] < length[1] ? 1 : null;
    }
}
