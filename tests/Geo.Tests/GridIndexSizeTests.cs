using NetTopologySuite.Geometries;
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

    // Dividing a cell does not part edges that lie one on another: without a limit every cell along them would be divided as often as can be.
    [Theory]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(32)]
    [InlineData(60)]
    public void Areas_that_lie_one_on_another_take_no_more_than_their_share(int deep)
    {
        List<AreaShape> squares = [];
        for (int i = 0; i < deep * 36; i++)
        {
            double west = 116 + (i % 6 * 0.01), south = 39 + (i / 6 % 6 * 0.01);
            squares.Add(new AreaShape($"{i:D4}", 0, Shapes.Factory.ToGeometry(new Envelope(west, west + 0.01, south, south + 0.01))));
        }

        GridIndex index = GridIndex.Build(squares);
        TestContext.Current.TestOutputHelper!.WriteLine($"{index.SizeBytes / squares.Count} bytes a square");
        Assert.InRange(index.SizeBytes, 0, 4000L * squares.Count);
    }
}
