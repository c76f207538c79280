using GridSteward.Geo;

namespace GridSteward.Benchmarks.Locate;

/// <summary>How the index grows with the number of areas and with their edges.</summary>
internal static class GrowthBenchmark
{
    public static void Run(int points, int greatest)
    {
        Table.Title("Growth with areas of 30 to 60 edges, and with edges of 100 areas: seconds of processor of one run each after a run that is not counted");
        Console.WriteLine($"  {"areas",10} {"edges each",12} {"points/s",14} {"build",10} {"bytes/edge",12} {"change of one",14} {"written",10} {"read",10}");
        foreach ((int columns, int rows) in new[] { (10, 10), (40, 25), (100, 100), (400, 250), (1000, 1000) })
        {
            if (columns * rows <= greatest)
            {
                Measure(LocateSet.Cells(columns, rows), points);
            }
        }

        // Chains between corners of cells in a row: a ring has four.
        foreach (int edges in new[] { 4, 40, 400, 4000, 25_000 })
        {
            Measure(LocateSet.Cells(10, 10, edges / 4, edges / 4), points);
        }
    }

    private static void Measure(AreaShape[] shapes, int points)
    {
        LocateSet set = LocateSet.Anywhere("", shapes, points);
        (GridIndex index, long kept) = Costs.Weighed(() => GridIndex.Build(shapes));
        double build = Costs.Of(() => GridIndex.Build(shapes)).Processor;
        int[] owners = new int[points];
        index.Owners(set.Points, 1, owners);
        double find = Costs.Of(() => index.Owners(set.Points, 1, owners)).Processor;
        AreaShape one = shapes[shapes.Length / 2];
        index.With([one], [new AreaShape(one.Code, 1, one.Geometry)]);
        double change = Costs.Of(() => index.With([one], [new AreaShape(one.Code, 1, one.Geometry)])).Processor;
        using var stream = new MemoryStream();
        double write = double.NaN, read = double.NaN;
        try
        {
            write = Costs.Of(() => index.Write(stream, [])).Processor;
            byte[] bytes = stream.ToArray();
            read = Costs.Of(() => GridIndex.Read(bytes, shapes, [])).Processor;
        }
        catch (Exception e) when (e is OverflowException or IOException)
        {
            // 2 GiB are the most that can be written.
        }

        long edges = set.Positions - shapes.Length;
        Console.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"  {shapes.Length,10} {(double)edges / shapes.Length,12:0} {points / find,14:0} {build * 1000,7:0} ms {(double)kept / edges,12:0.0} {change * 1000,11:0.00} ms {write * 1000,7:0} ms {read * 1000,7:0} ms"));
    }
}
