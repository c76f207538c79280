using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>The same grids exactly, simplified by shared chains for two zooms, and simplified one by one.</summary>
internal static class SimplifiedMapPicture
{
    private const int Columns = 4;
    private const int Rows = 3;
    private const double Side = 430;

    public static string Draw()
    {
        Geometry[] exact = [.. new FractalTown(6, Columns, Rows, 5).Blocks()];
        AreaTopology topology = AreaTopology.Of(exact);
        Envelope box = Frame.Around(exact);
        var drawing = new Drawing(900, 760, "A map simplified by shared chains");
        Frame[] frames = [.. Enumerable.Range(0, 4).Select(i => new Frame(box, 10 + (i % 2 * 450), 35 + (i / 2 * 375), Side, 330))];
        Areas(drawing, frames[0], exact, false);
        int[] ends = [.. Enumerable.Range(0, topology.ChainCount).SelectMany(chain => (int[])[topology.VerticesOf(chain)[0], topology.VerticesOf(chain)[^1]]).Distinct()];
        drawing.Path(string.Concat(Enumerable.Range(0, topology.ChainCount).Select(chain => frames[0].Path(topology.Line(chain)))), Ink.Stroke(Ink.Line, 0.9));
        foreach (int node in ends)
        {
            drawing.Circle(frames[0].X(topology.X[node]), frames[0].Y(topology.Y[node]), 3.2, Ink.Fill(Ink.Text));
        }

        Title(drawing, 0, $"Exact: {Positions(exact)} positions, {topology.ChainCount} chains between {ends.Length} nodes");
        int[] zooms = [12, 10];
        for (int i = 0; i < zooms.Length; i++)
        {
            Geometry[] simple = [.. MapSimplifier.Simplify(topology, new MapScale(zooms[i]))];
            Areas(drawing, frames[i + 1], simple, true);
            Title(drawing, i + 1, string.Create(CultureInfo.InvariantCulture, $"Shared chains, zoom {zooms[i]} (pixel {MapScale.MetresPerPixel(zooms[i], box.Centre.Y):F0} m): {Positions(simple)} positions"));
        }

        // Half a pixel of the last zoom, as degrees of latitude.
        double reach = MapScale.MetresPerPixel(zooms[^1], box.Centre.Y) * MapSimplifier.ReachPixels / Wgs84Ellipsoid.MetresPerDegree(box.Centre.Y).North;
        Geometry[] alone = [.. exact.Select(area => TopologyPreservingSimplifier.Simplify(Turned(area), reach))];
        Areas(drawing, frames[3], alone, true);
        ILookup<AreaProblemKind, Geometry> problems = AreaQuality.Find(GridIndex.Build([.. alone.Select((area, i) => new AreaShape($"{i:D2}", 0, area))]), _ => null)
            .ToLookup(problem => problem.Kind, problem => problem.Geometry);
        drawing.Path(string.Concat(problems[AreaProblemKind.Gap].Select(frames[3].Path)), Ink.Fill(Ink.Red));
        drawing.Path(string.Concat(problems[AreaProblemKind.Overlap].Select(frames[3].Path)), Ink.Fill(Ink.Text));
        Title(drawing, 3, $"One by one, as far: {problems[AreaProblemKind.Gap].Count()} gaps (red), {problems[AreaProblemKind.Overlap].Count()} overlaps (black)");
        frames[0].Scale(drawing, 20, 372, 500);
        return drawing.ToString();
    }

    private static int Positions(Geometry[] areas) => areas.Sum(area => area.NumPoints);

    private static void Title(Drawing drawing, int place, string words) => drawing.Text(15 + (place % 2 * 450), 24 + (place / 2 * 375), words, "font-weight=\"bold\"");

    private static void Areas(Drawing drawing, Frame frame, Geometry[] areas, bool outlined)
    {
        for (int i = 0; i < areas.Length; i++)
        {
            string outline = outlined ? $" stroke=\"{Ink.Line}\" stroke-width=\"0.9\" stroke-linejoin=\"round\"" : "";
            drawing.Path(frame.Path(areas[i]), Ink.Fill(Ink.Tint(i % Columns, i / Columns)) + outline);
        }
    }

    // Rings of neighbours begin anywhere in files; here a third of the way round.
    private static Polygon Turned(Geometry area)
    {
        Coordinate[] ring = area.Coordinates[..^1];
        int start = ring.Length / 3;
        return Shapes.Factory.CreatePolygon([.. ring[start..], .. ring[..start], ring[start].Copy()]);
    }
}
