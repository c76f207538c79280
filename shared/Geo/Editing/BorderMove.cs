using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>Gives two neighbours another border between them, in one step: what they are together stays, position by position.</summary>
public static class BorderMove
{
    private const string Path = "$.border";

    /// <summary>Replaces one stretch of the border that two areas share: that whose ends are nearest to those of the line.</summary>
    /// <param name="sheet">All areas.</param>
    /// <param name="a">One of the two.</param>
    /// <param name="b">The other.</param>
    /// <param name="border">The new stretch; a ring where one area lies within the other.</param>
    /// <param name="snapMetres">An end of the line within so many metres of an end of the old stretch is that; else it goes to the outline of the two, within as many metres.</param>
    /// <returns>Every fault by its place in the order; none where the sheet has been changed.</returns>
    public static IReadOnlyList<GeoFault> Run(AreaSheet sheet, string a, string b, LineString border, double snapMetres)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(border);
        List<GeoFault> faults = [.. LineFaults.Of(border, Path)];
        if (faults.Count > 0)
        {
            return faults;
        }

        sheet.PutOn(TouchingVertices.Between([sheet[a], sheet[b]]));
        var shared = new SharedBorder(sheet[a], sheet[b]);
        if (shared.Stretches.Count == 0)
        {
            return [new("$.areas", $"{a} and {b} have no border in common.")];
        }

        Coordinate[] line = border.Coordinates;
        bool isRing = line.Length > 3 && line[0].Equals2D(line[^1]);
        if (shared.Stretches.Where(s => isRing == s[0].Equals2D(s[^1])).MinBy(s => Apart(s, line)) is not { } old)
        {
            return [new(Path, isRing ? $"{a} and {b} share no ring; the border is a line with two ends." : "The border between them is a ring; draw a ring, which ends where it begins.")];
        }

        RingEdge[] outline = [.. Rings.Edges(sheet[a]).Concat(Rings.Edges(sheet[b])).Where(e => !shared.Keys.Contains(e.Key))];
        var vertices = new NewVertices();
        if (!isRing)
        {
            line = BorderEnds.Snapped(line, old, outline, snapMetres, vertices, faults);
        }

        return faults.Count > 0 ? faults : Divide(sheet, (a, b), line, [.. shared.Stretches.Where(s => s != old)], vertices, shared.Keys);
    }

    private static double Apart(IReadOnlyList<Coordinate> stretch, Coordinate[] line) => Math.Min(
        Math.Max(stretch[0].Distance(line[0]), stretch[^1].Distance(line[^1])),
        Math.Max(stretch[^1].Distance(line[0]), stretch[0].Distance(line[^1])));

    private static IReadOnlyList<GeoFault> Divide(
        AreaSheet sheet, (string A, string B) codes, Coordinate[] line, List<IReadOnlyList<Coordinate>> kept, NewVertices vertices, HashSet<EdgeKey> shared)
    {
        Geometry[] before = [Rings.With(sheet[codes.A], vertices), Rings.With(sheet[codes.B], vertices)];
        RingEdge[][] outline = [.. before.Select(g => Rings.Edges(g).Where(e => !shared.Contains(e.Key)).ToArray())];
        RingEdge[] other = [.. kept.SelectMany(s => s.Zip(s.Skip(1), (x, y) => new RingEdge(x, y)))];
        var noded = new NodedLine(line, outline[0].Concat(outline[1]).Concat(other));
        bool isRing = line[0].Equals2D(line[^1]);
        if (noded.Meetings.FirstOrDefault(m => isRing || !(m.Equals2D(line[0]) || m.Equals2D(line[^1]))) is { } meeting)
        {
            return [new(Path, $"The border meets another at {LonLat.Text(meeting)}; {(isRing ? "a ring may meet none" : "it may do so only at its ends")}.")];
        }

        IndexedPointInAreaLocator[] locators = [.. before.Select(g => new IndexedPointInAreaLocator(g))];
        bool IsIn(Coordinate c) => locators.Any(l => l.Locate(c) != Location.Exterior);
        LineStretch stretch = noded.Stretches().Single();
        if (!IsIn(stretch.Inside))
        {
            return [new(Path, $"The border leaves the two areas at {LonLat.Text(stretch.Inside)}.")];
        }

        RingEdge[] cuts = [.. stretch.Edges];
        List<Polygon> faces = Faces.Of(outline[0].Concat(outline[1]).Concat(other).Concat(cuts), IsIn);
        int[]? owners = new FaceOwners(faces, outline, [.. cuts.Concat(other).Select(e => e.Key)], locators).Owners;
        if (owners is null || !owners.Contains(0) || !owners.Contains(1))
        {
            return [new(Path, $"The border does not lie between {codes.A} and {codes.B}: on both sides of it would be the same area.")];
        }

        Geometry[] after = [.. Enumerable.Range(0, 2).Select(o => Rings.Together([.. faces.Where((_, i) => owners[i] == o)]))];
        sheet.PutOn(vertices);
        sheet.Put(codes.A, after[0]);
        sheet.Put(codes.B, after[1]);
        return sheet.Settle(Path);
    }
}
