using NetTopologySuite.Algorithm;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>On which side of a line something lies, seen along it.</summary>
internal enum CutSide
{
    Left,
    Right,

    /// <summary>On both, where a line winds around a hole.</summary>
    Both,
}

/// <summary>A polygon that a cut left.</summary>
internal sealed record CutPiece(Polygon Polygon, CutSide Side);

/// <summary>One area cut by one line, on its own: the pieces, and the vertices that its edges get.</summary>
internal sealed record AreaCut(IReadOnlyList<CutPiece> Pieces, NewVertices NewVertices)
{
    /// <summary>Cuts. The line may begin and end outside. Null with a fault where it does not divide the area.</summary>
    public static AreaCut? Make(Geometry area, IReadOnlyList<Coordinate> line, string path, List<GeoFault> faults)
    {
        int before = faults.Count;
        var noded = new NodedLine(line, Rings.Edges(area));
        RingEdge[] outline = [.. Rings.Edges(Rings.With(area, noded.NewVertices))];
        HashSet<EdgeKey> keys = [.. outline.Select(e => e.Key)];
        var locator = new IndexedPointInAreaLocator(area);
        List<RingEdge> cuts = [];
        foreach (LineStretch stretch in noded.Stretches().Where(s => !s.Edges.All(e => keys.Contains(e.Key)) && locator.Locate(s.Inside) == Location.Interior))
        {
            bool isRing = stretch.Positions[0].Equals2D(stretch.Positions[^1]);
            if (!isRing && !(stretch.FromEdge && stretch.ToEdge))
            {
                Coordinate end = stretch.FromEdge ? stretch.Positions[^1] : stretch.Positions[0];
                faults.Add(new(path, $"The line ends inside the area, at {LonLat.Text(end)}; it must go all the way across."));
            }

            cuts.AddRange(stretch.Edges);
        }

        if (faults.Count > before)
        {
            return null;
        }

        if (cuts.Count == 0 && area.NumGeometries == 1)
        {
            faults.Add(new(path, noded.Meetings.FirstOrDefault() is { } touch
                ? $"The line does not go through the area: it only touches its edge, at {LonLat.Text(touch)}."
                : "The line does not meet the area."));
            return null;
        }

        List<Polygon> faces = Faces.Of(outline.Concat(cuts), c => locator.Locate(c) == Location.Interior);
        if (cuts.Count > 0 && faces.Count <= area.NumGeometries)
        {
            faults.Add(new(path, $"The line goes into the area, at {LonLat.Text(cuts[0].From)}, and does not divide it: it must go on to another edge of it, also beyond a hole."));
            return null;
        }

        HashSet<(Coordinate, Coordinate)> along = [.. cuts.Select(c => (c.From, c.To))];
        return new AreaCut([.. faces.Select(f => new CutPiece(f, SideOf(f, along) ?? SideOf(f.InteriorPoint.Coordinate, line)))], noded.NewVertices);
    }

    /// <summary>By the cuts that bound it: rings are turned so that the polygon is on their left. Null where none does.</summary>
    private static CutSide? SideOf(Polygon face, HashSet<(Coordinate, Coordinate)> cuts)
    {
        bool left = Rings.Edges(face).Any(e => cuts.Contains((e.From, e.To)));
        bool right = Rings.Edges(face).Any(e => cuts.Contains((e.To, e.From)));
        return left && right ? CutSide.Both : left ? CutSide.Left : right ? CutSide.Right : null;
    }

    /// <summary>By the nearest piece of the line; at a bend by the one that sees the place more from the side.</summary>
    private static CutSide SideOf(Coordinate place, IReadOnlyList<Coordinate> line)
    {
        var nearest = line.Zip(line.Skip(1)).Where(p => !p.First.Equals2D(p.Second))
            .Select(p => (Piece: p, Away: DistanceComputer.PointToSegment(place, p.First, p.Second), Aside: DistanceComputer.PointToLinePerpendicular(place, p.First, p.Second)))
            .OrderBy(p => p.Away).ThenByDescending(p => p.Aside).First().Piece;
        return Orientation.Index(nearest.First, nearest.Second, place) == OrientationIndex.Clockwise ? CutSide.Right : CutSide.Left;
    }
}
