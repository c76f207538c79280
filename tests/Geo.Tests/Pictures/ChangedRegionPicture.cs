using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>A border that moved, and who is looked at because of it.</summary>
internal static class ChangedRegionPicture
{
    private const int Households = 330;
    private const int Boxes = 16;

    public static string Draw()
    {
        Dictionary<string, Geometry> before = new FractalTown(21, 3, 2, 4, cell: 0.002).Blocks().Select((block, i) => ($"G{i + 1:D2}", (Geometry)block)).ToDictionary();
        AreaSheet sheet = new(before);
        Require(BorderMove.Run(sheet, "G04", "G05", NewBorder(before["G04"], before["G05"]), 1).Count == 0);
        Dictionary<string, Geometry> after = sheet.Codes.ToDictionary(code => code, code => sheet[code]);
        var region = new ChangedRegion(before.Keys.Select(code => ((Geometry?)before[code], (Geometry?)after[code])));
        IReadOnlyList<GeoBox> boxes = region.Boxes(Boxes, 0);
        GridIndex old = Index(before), now = Index(after);
        Envelope box = Frame.Around(before.Values);
        var drawing = new Drawing(900, 560, "The region in which areas have changed");
        var frame = new Frame(box, 10, 10, 640, 540);
        foreach (Geometry area in after.Values)
        {
            drawing.Path(frame.Path(area), $"fill=\"{Ink.Grey}\" stroke=\"{Ink.Line}\" stroke-width=\"1.2\" stroke-linejoin=\"round\"");
        }

        drawing.Path(frame.Path(OverlayNG.Overlay(before["G04"], after["G04"], SpatialFunction.SymDifference)), Ink.Fill(Ink.LightOrange));
        foreach (GeoBox part in boxes)
        {
            drawing.Box(frame.X(part.West), frame.Y(part.North), frame.X(part.East) - frame.X(part.West), frame.Y(part.South) - frame.Y(part.North), Ink.Stroke(Ink.Green, 1, "stroke-dasharray=\"4 3\""));
        }

        foreach (LineString edge in ChangedEdges.Between(before["G04"], after["G04"]))
        {
            bool isOld = before["G04"].Boundary.IsWithinDistance(edge.InteriorPoint, 1e-9);
            drawing.Path(frame.Path(edge), Ink.Stroke(isOld ? Ink.Blue : Ink.Red, 2.4, isOld ? "stroke-dasharray=\"7 5\"" : ""));
        }

        int[] counts = new int[3];
        foreach (Wgs84Point home in Homes(box))
        {
            if (old.Owner(home, 0) is not { } owner)
            {
                continue;
            }

            // What lies elsewhere now must lie in the region, and what lies in the region in a box.
            bool moved = now.Owner(home, 0)!.Code != owner.Code, held = region.Holds(home, 0), read = boxes.Any(part => part.Contains(home));
            Require((!moved || held) && (!held || read));
            int kind = moved ? 0 : read ? 1 : 2;
            counts[kind]++;
            drawing.Circle(frame.X(home.Longitude), frame.Y(home.Latitude), kind == 2 ? 2.6 : 4, Look(kind));
        }

        drawing.Text(670, 50, "G04 and G05 after an edit", "font-weight=\"bold\"");
        drawing.Line(670, 72, 688, 72, Ink.Stroke(Ink.Blue, 2.4, "stroke-dasharray=\"7 5\""));
        drawing.Text(696, 76, "their border before");
        drawing.Line(670, 96, 688, 96, Ink.Stroke(Ink.Red, 2.4));
        drawing.Text(696, 100, "their border now");
        drawing.Legend(670, 124, Ink.Fill(Ink.LightOrange), "the changed region");
        drawing.Legend(670, 148, Ink.Stroke(Ink.Green, 1, "stroke-dasharray=\"4 3\""), $"{boxes.Count} boxes that are read");
        drawing.Text(670, 196, $"{counts.Sum()} households", "font-weight=\"bold\"");
        string[] words = ["lie in another grid now", "read, and left as they are", "not even read"];
        for (int kind = 0; kind < words.Length; kind++)
        {
            drawing.Legend(670, 222 + (kind * 24), Look(kind), $"{words[kind]}: {counts[kind]}", dot: true);
        }

        foreach (string code in new[] { "G04", "G05" })
        {
            Coordinate middle = before[code].EnvelopeInternal.Centre;
            drawing.Text(frame.X(middle.X) + (code == "G04" ? -30 : 50), frame.Y(middle.Y) + 20, code, $"text-anchor=\"middle\" font-weight=\"bold\" stroke=\"{Ink.Grey}\" stroke-width=\"4\" paint-order=\"stroke\"");
        }

        frame.Scale(drawing, 670, 330, 100);
        return drawing.ToString();
    }

    private static string Look(int kind) => kind switch
    {
        0 => Ink.Fill(Ink.Red),
        1 => $"fill=\"#fff\" stroke=\"{Ink.Green}\" stroke-width=\"1.6\"",
        _ => Ink.Fill("#999"),
    };

    private static GridIndex Index(Dictionary<string, Geometry> areas) => GridIndex.Build([.. areas.Select(area => new AreaShape(area.Key, 0, area.Value))]);

    /// <summary>From end to end of the old border, bulging into one of the two and then into the other.</summary>
    private static LineString NewBorder(Geometry one, Geometry other)
    {
        AreaTopology topology = AreaTopology.Of([one, other]);
        LineString old = topology.Line(Enumerable.Range(0, topology.ChainCount).Single(chain => topology.SidesOf(chain).Count == 2));
        Coordinate from = old.GetCoordinateN(0), to = old.GetCoordinateN(old.NumPoints - 1);
        return Shapes.Factory.CreateLineString([from.Copy(), At(0.2, 0.3), At(0.35, 0.42), At(0.5, 0.05), At(0.62, -0.36), At(0.85, -0.3), to.Copy()]);

        Coordinate At(double along, double aside) => new(from.X + (along * (to.X - from.X)) - (aside * (to.Y - from.Y)), from.Y + (along * (to.Y - from.Y)) + (aside * (to.X - from.X)));
    }

    private static IEnumerable<Wgs84Point> Homes(Envelope box)
    {
        var random = new Random(21);
        return Enumerable.Range(0, Households).Select(_ => new Wgs84Point(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height)));
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("The picture would show something that must not be.");
        }
    }
}
