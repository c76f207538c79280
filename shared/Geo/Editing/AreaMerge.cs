using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Makes one area of several.</summary>
public static class AreaMerge
{
    /// <summary>Holes thinner than this between areas that are merged are told of: they are gaps, not enclaves. Metres.</summary>
    private const double ThinMetres = 2;

    /// <summary>Merges. The border between the areas goes without a trace; the outline keeps its positions.</summary>
    /// <param name="sheet">All areas.</param>
    /// <param name="codes">Those to be merged, at least two.</param>
    /// <param name="code">The code of the one that they become; it may be one of theirs.</param>
    /// <param name="allowMultiPart">Whether they may lie apart.</param>
    /// <returns>Every fault by its place in the order; none where the sheet has been changed.</returns>
    public static IReadOnlyList<GeoFault> Run(AreaSheet sheet, IReadOnlyList<string> codes, string code, bool allowMultiPart)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(codes);
        sheet.PutOn(TouchingVertices.Between([.. codes.Select(c => sheet[c])]));
        Geometry[] areas = [.. codes.Select(c => sheet[c])];
        int[] groups = GroupsOf(areas);
        List<GeoFault> faults = [];
        for (int i = 1; i < codes.Count && !allowMultiPart; i++)
        {
            if (groups[i] != groups[0])
            {
                faults.Add(new($"$.areas[{i}]", $"{codes[i]} has no edge in common with {codes[0]} or those that join it; say allowMultiPart for an area of several polygons."));
            }
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        WarnOfOverlaps(sheet, codes, areas);
        Geometry union = Rings.Union(areas);
        HashSet<Coordinate> known = [.. areas.SelectMany(a => a.Coordinates)];
        HashSet<Coordinate> outline = Rings.Positions(union);
        WarnOfGaps(sheet, code, areas, union);
        foreach (string merged in codes)
        {
            sheet.End(merged);
        }

        if (!outline.IsSubsetOf(known))
        {
            // The outlines of overlapping areas cross where none had a vertex; whoever has that edge, too, gets it.
            sheet.PutOn(Crossings(areas, outline.Except(known)));
        }

        sheet.Put(code, union);
        return sheet.Settle("$.areas");
    }

    /// <summary>For each area the group of those that hang together by common edges or overlaps.</summary>
    private static int[] GroupsOf(Geometry[] areas)
    {
        int[] groups = [.. Enumerable.Range(0, areas.Length)];
        HashSet<EdgeKey>[] edges = [.. areas.Select(a => Rings.Edges(a).Select(e => e.Key).ToHashSet())];
        for (int i = 0; i < areas.Length; i++)
        {
            for (int j = i + 1; j < areas.Length; j++)
            {
                if (groups[i] != groups[j] && areas[i].EnvelopeInternal.Intersects(areas[j].EnvelopeInternal)
                    && (edges[i].Overlaps(edges[j]) || areas[i].Relate(areas[j], "2********")))
                {
                    (int from, int to) = (groups[j], groups[i]);
                    groups = [.. groups.Select(g => g == from ? to : g)];
                }
            }
        }

        return groups;
    }

    private static void WarnOfOverlaps(AreaSheet sheet, IReadOnlyList<string> codes, Geometry[] areas)
    {
        for (int i = 0; i < areas.Length; i++)
        {
            for (int j = i + 1; j < areas.Length; j++)
            {
                if (areas[i].EnvelopeInternal.Intersects(areas[j].EnvelopeInternal) && areas[i].Relate(areas[j], "2********"))
                {
                    sheet.Warn(null, $"{codes[i]} and {codes[j]} overlap; the overlap counts once.");
                }
            }
        }
    }

    private static void WarnOfGaps(AreaSheet sheet, string code, Geometry[] areas, Geometry union)
    {
        var plane = new MetricPlane(union.EnvelopeInternal);
        HashSet<EdgeKey>[] edges = [.. areas.Select(a => Rings.Edges(a).Select(e => e.Key).ToHashSet())];
        foreach (LineString hole in Rings.Polygons(union).SelectMany(p => p.InteriorRings))
        {
            Polygon inside = LonLat.Factory.CreatePolygon((LinearRing)hole);
            RingEdge[] around = [.. Rings.Edges(inside)];
            double squareMetres = inside.Area * plane.SquareMetres;
            double lengthMetres = around.Sum(e => plane.Distance(e.From, e.To));
            if (edges.Count(e => around.Any(r => e.Contains(r.Key))) > 1 && squareMetres < lengthMetres / 2 * ThinMetres)
            {
                sheet.Warn(code, FormattableString.Invariant($"A gap of {squareMetres:0.##} square metres stays in {code} at {LonLat.Text(hole.Coordinate)}; snap the areas to each other before."));
            }
        }
    }

    private static NewVertices Crossings(Geometry[] areas, IEnumerable<Coordinate> crossings)
    {
        var vertices = new NewVertices();
        RingEdge[] edges = [.. areas.SelectMany(Rings.Edges)];
        foreach (Coordinate crossing in crossings)
        {
            foreach (RingEdge edge in edges.Where(e => EditPrecision.IsBeside(crossing, e.From, e.To, EditPrecision.OnEdge)))
            {
                vertices.Add(edge.From, edge.To, crossing);
            }
        }

        return vertices;
    }
}
