using System.Text;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>The cells of the index over a few grids and a pond that overlaps them.</summary>
internal static class CoverPicture
{
    private static readonly (string Name, string Colour)[] s_kinds =
    [
        ("nothing comes near", Ink.Grey), ("one area covers all of it", Ink.LightBlue), ("several areas cover all of it", Ink.LightGreen), ("edges cross it: a leaf", Ink.LightOrange),
    ];

    public static string Draw()
    {
        Geometry[] areas = [.. new FractalTown(3, 4, 3, 2, cell: 0.002).Blocks(), .. new FractalTown(4, 1, 1, 7, 113.5031, 34.7524, 0.0014, 0.25).Blocks()];
        LevelCover cover = LevelCover.Build([.. areas.Select((area, i) => new AreaShape($"{i:D3}", 0, area))]);
        PaintedCell[] all = [.. CoverCells.Of(cover)];
        CoverGrid grid = cover.Grid;
        var box = new Envelope(grid.West, grid.West + (grid.Columns * grid.Size), grid.South, grid.South + (grid.Rows * grid.Size));
        var drawing = new Drawing(900, 520, "The cells of the area index");
        var frame = new Frame(box, 15, 15, 600, 490);
        int[] counts = new int[s_kinds.Length];
        StringBuilder[] cells = [.. s_kinds.Select(_ => new StringBuilder())];
        var lines = new StringBuilder();
        for (int i = 0, start = 0; i < all.Length; i++)
        {
            counts[all[i].Kind]++;
            if (i + 1 == all.Length || !GoesOn(all[i], all[i + 1]))
            {
                cells[all[i].Kind].Append(Stretch(frame, all[start], all[i]));
                start = i + 1;
            }
        }

        for (int i = 0; i < cover.Tiles.Length; i++)
        {
            lines.Append(Lattice(grid.Division(i / grid.Columns, i % grid.Columns, cover.Tiles[i].Columns), frame));
        }

        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            drawing.Path(cells[kind].ToString(), Ink.Fill(s_kinds[kind].Colour));
        }

        drawing.Path(lines.ToString(), Ink.Stroke("#fff", 0.4));
        drawing.Path(Lattice(grid, frame), Ink.Stroke(Ink.Green, 1.4));
        drawing.Path(string.Concat(areas.Select(frame.Path)), Ink.Stroke(Ink.Line, 1.1));
        drawing.Text(635, 40, $"{areas.Length} areas, {all.Length} cells", "font-weight=\"bold\"");
        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            drawing.Legend(635, 66 + (kind * 24), $"fill=\"{s_kinds[kind].Colour}\" stroke=\"{Ink.Faint}\"", $"{s_kinds[kind].Name}: {counts[kind]}");
        }

        drawing.Legend(635, 162, Ink.Stroke(Ink.Green, 1.4), cover.Tiles.Length == 1 ? "one tile, a stretch of memory" : $"{cover.Tiles.Length} tiles, each a stretch of memory");
        Magnify(drawing, frame, areas, all);
        return drawing.ToString();
    }

    // Neighbours in a row that say the same are one stretch.
    private static bool GoesOn(PaintedCell one, PaintedCell next) =>
        next.Kind == one.Kind && next.South == one.South && next.Size == one.Size && Math.Abs(next.West - one.West - one.Size) < one.Size / 2;

    private static string Stretch(Frame frame, PaintedCell first, PaintedCell last)
    {
        double right = frame.X(last.West + last.Size), top = frame.Y(last.South + last.Size);
        return $"M{Drawing.Number(frame.X(first.West))} {Drawing.Number(top)}H{Drawing.Number(right)}V{Drawing.Number(frame.Y(first.South))}H{Drawing.Number(frame.X(first.West))}Z";
    }

    private static string Lattice(in CoverGrid grid, Frame frame)
    {
        var lines = new StringBuilder();
        string west = Drawing.Number(frame.X(grid.West)), east = Drawing.Number(frame.X(grid.West + (grid.Columns * grid.Size)));
        string south = Drawing.Number(frame.Y(grid.South)), north = Drawing.Number(frame.Y(grid.South + (grid.Rows * grid.Size)));
        for (int column = 0; column <= grid.Columns; column++)
        {
            lines.Append($"M{Drawing.Number(frame.X(grid.West + (column * grid.Size)))} {south}V{north}");
        }

        for (int row = 0; row <= grid.Rows; row++)
        {
            lines.Append($"M{west} {Drawing.Number(frame.Y(grid.South + (row * grid.Size)))}H{east}");
        }

        return lines.ToString();
    }

    /// <summary>A leaf where four areas meet, a point in it, and the edges that are asked.</summary>
    private static void Magnify(Drawing drawing, Frame overview, Geometry[] areas, PaintedCell[] all)
    {
        PaintedCell leaf = all.First(each => each is { AreaCount: 4, Edges.Count: 4 });
        (double west, double south, double size) = (leaf.West, leaf.South, leaf.Size);
        var cell = new Envelope(west, west + size, south, south + size);
        var around = new Envelope(west - (0.6 * size), west + (1.6 * size), south - (0.6 * size), south + (1.6 * size));
        var frame = new Frame(around, 640, 215, 240, 240);
        double left = frame.X(around.MinX), top = frame.Y(around.MaxY), width = frame.X(around.MaxX) - left, height = frame.Y(around.MinY) - top;
        drawing.Box(overview.X(cell.MinX), overview.Y(cell.MaxY), overview.X(cell.MaxX) - overview.X(cell.MinX), overview.Y(cell.MinY) - overview.Y(cell.MaxY), Ink.Stroke(Ink.Red, 2));
        drawing.Clip("leaf", left, top, width, height);
        drawing.Box(frame.X(cell.MinX), frame.Y(cell.MaxY), frame.X(cell.MaxX) - frame.X(cell.MinX), frame.Y(cell.MinY) - frame.Y(cell.MaxY), $"fill=\"{Ink.LightOrange}\" stroke=\"{Ink.Red}\" stroke-width=\"2\"");
        drawing.Path(string.Concat(areas.Select(frame.Path)), Ink.Stroke(Ink.Faint, 1.2));

        foreach ((double x0, double y0, double x1, double y1) in leaf.Edges)
        {
            drawing.Line(frame.X(x0), frame.Y(y0), frame.X(x1), frame.Y(y1), Ink.Stroke(Ink.Text, 2.4));
        }

        double x = frame.X(west + (0.06 * size)), y = frame.Y(south + (0.7 * size));
        drawing.Line(x, y, left + width, y, Ink.Stroke(Ink.Blue, 1.6, "stroke-dasharray=\"5 4\""));
        drawing.Circle(x, y, 5, Ink.Fill(Ink.Blue));
        drawing.End();
        drawing.Box(left, top, width, height, Ink.Stroke(Ink.Faint, 1));
        drawing.Text(635, 478, $"The marked leaf has {leaf.Edges.Count} edges of {leaf.AreaCount} areas.");
        drawing.Text(635, 496, "Only they are tested against the ray.");
    }
}
