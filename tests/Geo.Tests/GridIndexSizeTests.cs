using Xunit;

namespace GridSteward.Geo.Tests;

public class GridIndexSizeTests
{
    [Theory]
    [InlineData(40, 5)]
    [InlineData(6, 400)]
    [InlineData(60, 1)]
    public void The_stated_size_is_close_to_the_memory_taken(int side, int pieces)
    {
        GridIndex index = GridIndex.Build(Tessellation.Make(9, side, side, 10, 10, 0.01, pieces));
        foreach (AreaShape shape in index.Shapes)
        {
            index.Locate(new(shape.Geometry.InteriorPoint.X, shape.Geometry.InteriorPoint.Y));
            shape.DistanceToEdgeMetres(new(10, 10));
        }

        long taken = RetainedBytes.Of(index);
        TestContext.Current.TestOutputHelper!.WriteLine($"{taken} bytes taken, {index.SizeBytes} stated, {index.Shapes.Sum(shape => shape.Geometry.NumPoints)} positions, {index.Shapes.Count} areas");
        Assert.InRange(index.SizeBytes, taken * 0.75, taken * 1.33);
    }
}
