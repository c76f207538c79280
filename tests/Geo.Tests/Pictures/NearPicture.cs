using System.Globalization;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>What is said of a point inside, and of one outside every area.</summary>
internal static class NearPicture
{
    private const double AccuracyMetres = 70;
    private const double ToleranceMetres = 50;

    public static string Draw()
    {
        List<Polygon> blocks = new FractalTown(12, 4, 3, 4, cell: 0.0014).Blocks();
        GridIndex index = GridIndex.Build([.. blocks.Select((block, i) => new AreaShape($"G{i + 1:D2}", 0, block))]);
        Envelope box = Frame.Around(blocks);
        box.ExpandBy(0.0002, 0.0001);
        var drawing = new Drawing(900, 560, "Distances around a point");
        var frame = new Frame(box, 10, 10, 640, 540);
        var inside = new Wgs84Point(box.MinX + (0.125 * box.Width), box.MinY + (0.49 * box.Height));
        var outside = new Wgs84Point(box.MinX + (0.955 * box.Width), box.MinY + (0.2 * box.Height));
        AreaShape owner = index.Owner(inside, 0)!;
        IReadOnlyList<AreaShape> touched = [.. index.TouchedBy(inside, AccuracyMetres).Where(shape => shape != owner)];
        NearestArea taken = index.Nearest(outside, 0, ToleranceMetres)!;
        foreach (AreaShape shape in index.Shapes)
        {
            string fill = shape == owner || shape == taken.Area ? Ink.LightBlue : touched.Contains(shape) ? Ink.LightOrange : Ink.Grey;
            drawing.Path(frame.Path(shape.Geometry), $"fill=\"{fill}\" stroke=\"{Ink.Line}\" stroke-width=\"1.2\" stroke-linejoin=\"round\"");
            Point middle = shape.Geometry.Centroid;
            drawing.Text(frame.X(middle.X) + 16, frame.Y(middle.Y) + 32, shape.Code, "text-anchor=\"middle\" fill=\"#777\"");
        }

        (double edge, Wgs84Point foot) = owner.NearestEdge(inside);
        NearestArea next = index.NearestOther(inside, 0, 1000)!;
        Circle(drawing, frame, inside, AccuracyMetres, Ink.Orange);
        Way(drawing, frame, inside, foot, Ink.Blue);
        Way(drawing, frame, inside, next.At, Ink.Red);
        Circle(drawing, frame, outside, ToleranceMetres, Ink.Green);
        Way(drawing, frame, outside, taken.At, Ink.Green);
        drawing.Circle(frame.X(inside.Longitude), frame.Y(inside.Latitude), 5, Ink.Fill(Ink.Text));
        drawing.Circle(frame.X(outside.Longitude), frame.Y(outside.Latitude), 5, Ink.Fill(Ink.Text));
        string[] inWords =
        [
            Text($"A point in {owner.Code}, accuracy {AccuracyMetres} m"),
            Text($"{edge:F2} m to the edge of {owner.Code}"),
            Text($"{next.DistanceMetres:F2} m to {next.Area.Code}, the runner-up,"),
            Text($"   bearing {LocalMetres.BearingDegrees(inside, next.At):F1}°"),
            $"its circle also touches {string.Join(", ", touched.Select(shape => shape.Code))}",
        ];
        Words(drawing, 60, inWords, [Ink.Text, Ink.Blue, Ink.Red, Ink.Red, Ink.Orange]);
        string[] outWords = ["A point outside every area", Text($"{taken.DistanceMetres:F2} m to {taken.Area.Code},"), Text($"   within the tolerance of {ToleranceMetres} m:"), "   it goes there, flagged"];
        Words(drawing, 220, outWords, [Ink.Text, Ink.Green, Ink.Green, Ink.Green]);
        frame.Scale(drawing, 670, 380, 100);
        return drawing.ToString();
    }

    private static string Text(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private static void Words(Drawing drawing, double top, string[] words, string[] colours)
    {
        for (int i = 0; i < words.Length; i++)
        {
            double y = top + (i * 24);
            if (i > 0 && colours[i] != colours[i - 1])
            {
                drawing.Line(670, y - 4, 688, y - 4, Ink.Stroke(colours[i], 3));
            }

            drawing.Text(i == 0 ? 670 : 694, y, words[i].Trim(), i == 0 ? "font-weight=\"bold\"" : "");
        }
    }

    private static void Circle(Drawing drawing, Frame frame, Wgs84Point at, double metres, string colour) => drawing.Circle(
        frame.X(at.Longitude), frame.Y(at.Latitude), metres * frame.PixelsPerMetre, $"fill=\"{colour}\" fill-opacity=\"0.12\" stroke=\"{colour}\" stroke-width=\"1.6\"");

    private static void Way(Drawing drawing, Frame frame, Wgs84Point from, Wgs84Point to, string colour)
    {
        drawing.Line(frame.X(from.Longitude), frame.Y(from.Latitude), frame.X(to.Longitude), frame.Y(to.Latitude), Ink.Stroke(colour, 2.4));
        drawing.Circle(frame.X(to.Longitude), frame.Y(to.Latitude), 4, $"fill=\"#fff\" stroke=\"{colour}\" stroke-width=\"2\"");
    }
}
