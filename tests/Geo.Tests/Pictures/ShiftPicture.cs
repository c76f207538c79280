using System.Globalization;
using System.Text;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>How far and which way GCJ-02 shifts, over the box in which it applies.</summary>
internal static class ShiftPicture
{
    private const double Left = 50, Top = 45, PixelsPerDegree = 12;
    private const double PixelsPerMetre = 0.05;
    private const int Columns = 66, Rows = 55;
    private const int StepDegrees = 4;
    private static readonly string[] s_steps = ["#f3f7fb", "#dce9f4", "#bdd7ea", "#93bfdd", "#64a2cc"];

    public static string Draw()
    {
        var drawing = new Drawing(880, 765, "The shift of GCJ-02");
        double most = 0, least = double.PositiveInfinity;
        string[] cells = new string[s_steps.Length];
        for (int row = 0; row < Rows; row++)
        {
            int start = 0;
            int[] steps = [.. Enumerable.Range(0, Columns).Select(column => Metres(column, row)).Select(metres =>
            {
                (most, least) = (Math.Max(most, metres), Math.Min(least, metres));
                return Math.Clamp((int)(metres / 150), 0, s_steps.Length - 1);
            })];

            // Neighbours of one colour are one stretch.
            for (int column = 1; column <= Columns; column++)
            {
                if (column == Columns || steps[column] != steps[start])
                {
                    cells[steps[start]] += $"M{Drawing.Number(X(West(start)))} {Drawing.Number(Y(South(row)))}H{Drawing.Number(X(West(column)))}V{Drawing.Number(Y(South(row + 1)))}H{Drawing.Number(X(West(start)))}z";
                    start = column;
                }
            }
        }

        for (int step = 0; step < cells.Length; step++)
        {
            drawing.Path(cells[step] ?? "", Ink.Fill(s_steps[step]));
        }

        var arrows = new StringBuilder();
        for (double x = 74; x < Gcj02.East; x += StepDegrees)
        {
            for (double y = 2; y < Gcj02.North; y += StepDegrees)
            {
                arrows.Append(Arrow(x, y));
            }
        }

        drawing.Path(arrows.ToString(), Ink.Stroke(Ink.Text, 1.2));

        drawing.Box(X(Gcj02.West), Y(Gcj02.North), X(Gcj02.East) - X(Gcj02.West), Y(Gcj02.South) - Y(Gcj02.North), Ink.Stroke(Ink.Line, 1.4));
        for (int x = 80; x <= 130; x += 10)
        {
            drawing.Text(X(x), Y(Gcj02.South) + 18, $"{x}° E", "text-anchor=\"middle\"");
        }

        for (int y = 10; y <= 50; y += 10)
        {
            drawing.Text(X(Gcj02.West) - 6, Y(y) + 4, $"{y}° N", "text-anchor=\"end\"");
        }

        foreach ((string name, double x, double y) in new[] { ("Beijing", 116.4, 39.9), ("Shanghai", 121.5, 31.2), ("Guangzhou", 113.3, 23.1), ("Chengdu", 104.1, 30.7), ("Ürümqi", 87.6, 43.8), ("Lhasa", 91.1, 29.7), ("Harbin", 126.6, 45.8) })
        {
            drawing.Circle(X(x), Y(y), 4, $"fill=\"{Ink.Red}\" stroke=\"#fff\"");
            drawing.Text(X(x) + 7, Y(y) + 4, name, "font-weight=\"bold\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"");
        }

        drawing.Text(50, 28, string.Create(CultureInfo.InvariantCulture, $"Metres from WGS-84 to GCJ-02, in the middles of {Columns} × {Rows} cells: {least:F0} to {most:F0}"), "font-weight=\"bold\"");
        for (int step = 0; step < s_steps.Length; step++)
        {
            drawing.Legend(50 + (step * 120), 751, $"fill=\"{s_steps[step]}\" stroke=\"{Ink.Faint}\"", step == 0 ? "under 150 m" : step == s_steps.Length - 1 ? "over 600 m" : $"{step * 150} to {(step + 1) * 150} m");
        }

        drawing.Line(680, 747, 680 + (500 * PixelsPerMetre), 747, Ink.Stroke(Ink.Text, 1.6));
        drawing.Text(712, 751, "500 m");
        return drawing.ToString();
    }

    private static double X(double longitude) => Left + ((longitude - Gcj02.West) * PixelsPerDegree);

    private static double Y(double latitude) => Top + ((Gcj02.North - latitude) * PixelsPerDegree);

    private static double West(int column) => Gcj02.West + ((Gcj02.East - Gcj02.West) * column / Columns);

    private static double South(int row) => Gcj02.South + ((Gcj02.North - Gcj02.South) * row / Rows);

    private static double Metres(int column, int row)
    {
        (double east, double north) = Shift((West(column) + West(column + 1)) / 2, (South(row) + South(row + 1)) / 2);
        return Math.Sqrt((east * east) + (north * north));
    }

    private static (double East, double North) Shift(double longitude, double latitude)
    {
        (double x, double y) = Gcj02.FromWgs84(longitude, latitude);
        (double east, double north) = Wgs84Ellipsoid.MetresPerDegree(latitude);
        return ((x - longitude) * east, (y - latitude) * north);
    }

    // From the place, to scale; the head points the way.
    private static string Arrow(double longitude, double latitude)
    {
        (double east, double north) = Shift(longitude, latitude);
        (double dx, double dy) = (east * PixelsPerMetre, -north * PixelsPerMetre);
        double length = Math.Sqrt((dx * dx) + (dy * dy));
        (double ux, double uy) = (dx / length * 5, dy / length * 5);
        (double x, double y) = (X(longitude) + dx, Y(latitude) + dy);
        string head = $"M{Drawing.Number(x - ux - (uy / 2))} {Drawing.Number(y - uy + (ux / 2))}L{Drawing.Number(x)} {Drawing.Number(y)}L{Drawing.Number(x - ux + (uy / 2))} {Drawing.Number(y - uy - (ux / 2))}";
        return $"M{Drawing.Number(X(longitude))} {Drawing.Number(Y(latitude))}L{Drawing.Number(x)} {Drawing.Number(y)}{head}";
    }
}
