using System.Globalization;
using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>A grid split into parts with about equally many households.</summary>
internal static class HouseholdSplitPicture
{
    private const int Parts = 6;
    private static readonly string[] s_fills = [Ink.LightBlue, Ink.LightOrange, Ink.LightGreen, Ink.LightPurple, "#fbf7c4", "#dedede"];

    public static string Draw()
    {
        var random = new Random(17);
        Geometry grid = new FractalTown(8, 3, 3, 4, cell: 0.002).Blocks(3).Single();
        List<HouseholdSite> sites = [.. Sites(grid, random)];
        var sheet = new AreaSheet([KeyValuePair.Create("grid", grid)]);
        string[] codes = [.. Enumerable.Range(1, Parts).Select(i => $"M{i}")];
        List<GeoFault> faults = [];
        HouseholdParts made = HouseholdSplit.Run(sheet, "grid", sites, codes, faults)
            ?? throw new InvalidOperationException(string.Join(' ', faults.Select(fault => fault.Message)));
        var drawing = new Drawing(900, 600, "A grid split by households");
        var frame = new Frame(grid.EnvelopeInternal, 10, 10, 640, 580);
        for (int i = 0; i < Parts; i++)
        {
            drawing.Path(frame.Path(sheet[codes[i]]), $"fill=\"{s_fills[i]}\" stroke=\"{Ink.Line}\" stroke-width=\"1.6\" stroke-linejoin=\"round\"");
        }

        foreach (HouseholdSite site in sites)
        {
            double radius = 1.4 * Math.Sqrt(site.Households);
            drawing.Circle(frame.X(site.At.X), frame.Y(site.At.Y), radius, site.Households > 1 ? Ink.Fill(Ink.Blue) : Ink.Fill("#555"));
        }

        double mean = made.Households.Average();
        drawing.Text(670, 50, $"{sites.Sum(site => site.Households)} households, {Parts} parts", "font-weight=\"bold\"");
        drawing.Text(670, 74, string.Create(CultureInfo.InvariantCulture, $"mean {mean:F1}, at most {100 * made.WorstShare:F1} % beside it"));
        for (int i = 0; i < Parts; i++)
        {
            drawing.Legend(670, 104 + (i * 24), $"fill=\"{s_fills[i]}\" stroke=\"{Ink.Line}\"", $"{codes[i]}: {made.Households[i]} households");
            Coordinate free = MostRoom(sheet[codes[i]], sites);
            drawing.Text(frame.X(free.X), frame.Y(free.Y) + 5, codes[i], "text-anchor=\"middle\" font-weight=\"bold\" font-size=\"16\"");
        }

        drawing.Legend(670, 268, Ink.Fill("#555"), "one household", dot: true);
        drawing.Legend(670, 292, Ink.Fill(Ink.Blue), "a building: they stay together", dot: true);
        frame.Scale(drawing, 670, 330, 100);
        return drawing.ToString();
    }

    /// <summary>Of some places in a part that which is furthest from its edge and from every household.</summary>
    private static Coordinate MostRoom(Geometry part, List<HouseholdSite> sites)
    {
        Envelope box = part.EnvelopeInternal;
        return (from column in Enumerable.Range(1, 24)
                from row in Enumerable.Range(1, 24)
                let at = new Coordinate(box.MinX + (column * box.Width / 25), box.MinY + (row * box.Height / 25))
                let point = Shapes.Factory.CreatePoint(at)
                where part.Contains(point)
                select (At: at, Room: Math.Min(part.Boundary.Distance(point), sites.Min(site => site.At.Distance(at)))))
            .MaxBy(found => found.Room).At;
    }

    /// <summary>Rows of buildings in the south, houses everywhere.</summary>
    private static IEnumerable<HouseholdSite> Sites(Geometry grid, Random random)
    {
        Envelope box = grid.EnvelopeInternal;
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 7; column++)
            {
                yield return new HouseholdSite(Digits(box.MinX + ((0.15 + (0.11 * column)) * box.Width), box.MinY + ((0.16 + (0.09 * row)) * box.Height)), random.Next(8, 37));
            }
        }

        for (int found = 0; found < 220;)
        {
            Coordinate at = Digits(box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
            if (grid.Contains(Shapes.Factory.CreatePoint(at)))
            {
                found++;
                yield return new HouseholdSite(at, 1);
            }
        }

        static Coordinate Digits(double x, double y) => new(Math.Round(x, 7), Math.Round(y, 7));
    }
}
