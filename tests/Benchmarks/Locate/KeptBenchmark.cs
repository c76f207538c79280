using GridSteward.Geo;

namespace GridSteward.Benchmarks.Locate;

/// <summary>A written index taken up against one that is built, and one area that changes among many.</summary>
internal static class KeptBenchmark
{
    private const int Changes = 50;

    public static void Run(string name, AreaShape[] shapes, int rounds)
    {
        GridIndex index = GridIndex.Build(shapes);
        using var stream = new MemoryStream();
        index.Write(stream, []);
        byte[] bytes = stream.ToArray();
        List<double> built = [], read = [], changed = [];
        var random = new Random(1);
        for (int round = 0; round <= rounds; round++)
        {
            GC.Collect();
            built.Add(Costs.Of(() => GridIndex.Build(shapes)).Wall);
            byte[] copy = [.. bytes];
            GC.Collect();
            read.Add(Costs.Of(() => GridIndex.Read(copy, shapes, [])).Wall);
            GridIndex after = index;
            AreaShape[] some = random.GetItems(shapes, Changes).Distinct().ToArray();
            changed.Add(Costs.Of(() =>
            {
                foreach (AreaShape shape in some)
                {
                    after = after.With([shape], [new AreaShape(shape.Code, shape.Level, shape.Geometry)]);
                }
            }).Wall / some.Length);
        }

        Table.Title($"{name}: {shapes.Length} areas, {shapes.Sum(shape => (long)shape.Geometry.NumPoints)} positions, median of {rounds} rounds");
        double building = Table.Median(built.Skip(1));
        Table.Line("building", building * 1000, "ms");
        Table.Line($"taking up what was written ({bytes.Length / 1e6:0.0} MB)", Table.Median(read.Skip(1)) * 1000, "ms", Table.Median(read.Skip(1)) / building, "building");
        Table.Line("one area changed", Table.Median(changed.Skip(1)) * 1000, "ms", Table.Median(changed.Skip(1)) / building, "building");
    }
}
