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
        LevelCover cover = CoverBuilder.Build(areas);
        CoverGrid root = cover.Grids[0];
        var box = new Envelope(root.West, root.West + (root.Columns * root.Size), root.South, root.South + (root.Rows * root.Size));
        var drawing = new Drawing(900, 520, "The cells of the area index");
        var frame = new Frame(box, 15, 15, 600, 490);
        int[] counts = new int[s_kinds.Length];
        StringBuilder[] cells = [.. s_kinds.Select(_ => new StringBuilder())];
        var lines = new StringBuilder();
        var divided = new StringBuilder();
        foreach (CoverGrid grid in cover.Grids)
        {
            Fill(cover, grid, frame, cells, counts);
            (grid.Depth == 0 ? lines : divided).Append(Lattice(grid, frame));
        }

        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            drawing.Path(cells[kind].ToString(), Ink.Fill(s_kinds[kind].Colour));
        }

        drawing.Path(lines.ToString(), Ink.Stroke("#fff", 0.6));
        drawing.Path(divided.ToString(), Ink.Stroke(Ink.Green, 0.5));
        drawing.Path(string.Concat(areas.Select(frame.Path)), Ink.Stroke(Ink.Line, 1.1));
        drawing.Text(635, 40, $"{areas.Length} areas, {cover.Grids[0].Columns} × {cover.Grids[0].Rows} cells", "font-weight=\"bold\"");
        for (int kind = 0; kind < s_kinds.Length; kind++)
        {
            drawing.Legend(635, 66 + (kind * 24), $"fill=\"{s_kinds[kind].Colour}\" stroke=\"{Ink.Faint}\"", $"{s_kinds[kind].Name}: {counts[kind]}");
        }

        drawing.Legend(635, 162, Ink.Stroke(Ink.Green, 1), $"divided by a finer grid: {cover.Grids.Length - 1}");
        drawing.Text(661, 182, "(whose cells are counted above)", "fill=\"#666\"");
        Magnify(drawing, frame, areas, cover);
        return drawing.ToString();
    }

    private static int Kind(LevelCover cover, CoverCell cell) => cell.Kind switch
    {
        CellKind.Empty => 0,
        CellKind.Area => 1,
        CellKind.Leaf => cover.Leaves[cell.Index].EdgeCount == 0 ? 2 : 3,
        _ => -1,
    };

    // Neighbours in a row that say the same are one stretch.
    private static void Fill(LevelCover cover, in CoverGrid grid, Frame frame, StringBuilder[] cells, int[] counts)
    {
        for (int row = 0; row < grid.Rows; row++)
        {
            int start = 0;
            for (int column = 0; column < grid.Columns; column++)
            {
                int kind = KindAt(grid, row, column);
                if (kind >= 0)
                {
                    counts[kind]++;
                }

                if (column + 1 == grid.Columns || KindAt(grid, row, column + 1) != kind)
                {
                    if (kind >= 0)
                    {
                        double top = frame.Y(grid.South + ((row + 1) * grid.Size)), right = frame.X(grid.West + ((column + 1) * grid.Size));
                        cells[kind].Append($"M{Drawing.Number(frame.X(grid.West + (start * grid.Size)))} {Drawing.Number(top)}H{Drawing.Number(right)}V{Drawing.Number(frame.Y(grid.South + (row * grid.Size)))}H{Drawing.Number(frame.X(grid.West + (start * grid.Size)))}Z");
                    }

                    start = column + 1;
                }
            }
        }

        int KindAt(in CoverGrid at, int row, int column) => Kind(cover, new CoverCell(cover.Cells[at.FirstCell + (row * at.Columns) + column]));
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

    // Rails lie far outside of every map.
    private static CoverEdge[] Own(LevelCover cover, CoverLeaf leaf) => [.. cover.Edges.Skip(leaf.FirstEdge).Take(leaf.EdgeCount).Where(edge => edge.X0 <= 180)];

    /// <summary>A leaf where four areas meet, a point in it, and the edges that are asked.</summary>
    private static void Magnify(Drawing drawing, Frame overview, Geometry[] areas, LevelCover cover)
    {
        CoverGrid root = cover.Grids[0];
        int place = Enumerable.Range(0, root.Columns * root.Rows)
            .First(i => new CoverCell(cover.Cells[i]) is { Kind: CellKind.Leaf } cell && cover.Leaves[cell.Index] is { AreaCount: 4 } leaf && Own(cover, leaf).Length == 4);
        CoverLeaf leaf = cover.Leaves[new CoverCell(cover.Cells[place]).Index];
        double west = root.West + (place % root.Columns * root.Size), south = root.South + (place / root.Columns * root.Size);
        var cell = new Envelope(west, west + root.Size, south, south + root.Size);
        var around = new Envelope(west - (0.6 * root.Size), west + (1.6 * root.Size), south - (0.6 * root.Size), south + (1.6 * root.Size));
        var frame = new Frame(around, 640, 215, 240, 240);
        double left = frame.X(around.MinX), top = frame.Y(around.MaxY), width = frame.X(around.MaxX) - left, height = frame.Y(around.MinY) - top;
        drawing.Box(overview.X(cell.MinX), overview.Y(cell.MaxY), overview.X(cell.MaxX) - overview.X(cell.MinX), overview.Y(cell.MinY) - overview.Y(cell.MaxY), Ink.Stroke(Ink.Red, 2));
        drawing.Clip("leaf", left, top, width, height);
        drawing.Box(frame.X(cell.MinX), frame.Y(cell.MaxY), frame.X(cell.MaxX) - frame.X(cell.MinX), frame.Y(cell.MinY) - frame.Y(cell.MaxY), $"fill=\"{Ink.LightOrange}\" stroke=\"{Ink.Red}\" stroke-width=\"2\"");
        drawing.Path(string.Concat(areas.Select(frame.Path)), Ink.Stroke(Ink.Faint, 1.2));

        CoverEdge[] edges = Own(cover, leaf);
        foreach (CoverEdge edge in edges)
        {
            drawing.Line(frame.X(edge.X0), frame.Y(edge.Y0), frame.X(edge.X1), frame.Y(edge.Y1), Ink.Stroke(Ink.Text, 2.4));
        }

        double x = frame.X(west + (0.06 * root.Size)), y = frame.Y(south + (0.7 * root.Size));
        drawing.Line(x, y, left + width, y, Ink.Stroke(Ink.Blue, 1.6, "stroke-dasharray=\"5 4\""));
        drawing.Circle(x, y, 5, Ink.Fill(Ink.Blue));
        drawing.End();
        drawing.Box(left, top, width, height, Ink.Stroke(Ink.Faint, 1));
        drawing.Text(635, 478, $"The marked leaf has {edges.Length} edges of {leaf.AreaCount} areas.");
        drawing.Text(635, 496, "Only they are tested against the ray.");
    }
}
