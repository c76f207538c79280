using Xunit;

namespace GridSteward.Geo.Tests;

public class GridIndexBatchTests
{
    private static readonly List<AreaShape> s_shapes = [.. Tessellation.Make(51, 30, 30, 116, 39, 0.01, 12), .. OddShapes.Stack(1, 90, 2), .. OddShapes.Make("slivers", 3)];
    private static readonly GridIndex s_index = GridIndex.Build(s_shapes);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Points_at_once_have_the_owners_that_they_have_one_by_one(int count)
    {
        Wgs84Point[] points = [.. HardPoints.Of(s_shapes, count, 1).Take(count)];
        foreach (int level in new[] { 0, 1, 2, 3 })
        {
            int[] owners = new int[count];
            s_index.Owners(points, level, owners);
            Assert.Equal(points.Select(point => s_index.Owner(point, level)), owners.Select(owner => owner < 0 ? null : s_index.AreaAt(level, owner)));
        }
    }

    [Fact]
    public void A_level_without_areas_owns_nothing()
    {
        int[] owners = [5, 5, 5];
        s_index.Owners([new(116.1, 39.1), new(0, 0)], 9, owners);
        Assert.Equal([-1, -1, 5], owners);
    }

    [Fact]
    public void There_must_be_room_for_every_owner()
    {
        Assert.Contains("2 points", Assert.Throws<ArgumentException>(() => s_index.Owners([new(0, 0), new(1, 1)], 0, new int[1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => s_index.AreaAt(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_index.AreaAt(1, 100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_index.AreaAt(9, 0));
    }

    [Fact]
    public void A_question_allocates_nothing()
    {
        Wgs84Point[] points = [.. HardPoints.Of(s_shapes, 2000, 2)];
        int[] owners = new int[points.Length];
        Ask(points, owners);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask(points, owners);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Ask(Wgs84Point[] points, int[] owners)
    {
        s_index.Owners(points, 1, owners);
        foreach (Wgs84Point point in points)
        {
            s_index.Owner(point, 1);
            s_index.Owner(point, 0);
        }
    }
}
