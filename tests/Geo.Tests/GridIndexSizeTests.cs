using Xunit;

namespace GridSteward.Geo.Tests;

[Collection(Alone.Name)]
public class GridIndexSizeTests
{
    [Fact]
    public void The_estimated_size_is_within_half_and_twice_the_memory_taken()
    {
        long before = GC.GetTotalMemory(true);
        GridIndex index = GridIndex.Build(Tessellation.Make(9, 40, 40, 10, 10, 0.01));
        foreach (AreaShape shape in index.Shapes)
        {
            index.Locate(new(shape.Geometry.InteriorPoint.X, shape.Geometry.InteriorPoint.Y));
            index.DistanceToEdgeMetres(new(10, 10), shape);
        }

        long taken = GC.GetTotalMemory(true) - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{taken} bytes taken, {index.SizeBytes} estimated, {index.Shapes.Sum(shape => shape.Geometry.NumPoints)} positions, {index.Shapes.Count} areas");
        Assert.InRange(index.SizeBytes, taken / 2, taken * 2);
        GC.KeepAlive(index);
    }
}
