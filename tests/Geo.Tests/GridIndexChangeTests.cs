using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

/// <summary>An index that was changed, against one that is built of the same areas.</summary>
public class GridIndexChangeTests
{
    private static string Answer(GridIndex index, Wgs84Point point) =>
        string.Join('|', index.Locate(point).Levels.Select(level => $"{level.Level}: {string.Join(' ', level.All.Select(shape => shape.Code))}"))
        + $" {string.Join(' ', index.TouchedBy(point, 400).Select(shape => shape.Code))} {index.NearestOther(point, 1, 2000)?.Area.Code} {index.Nearest(point, 1, 3000)?.Area.Code}";

    private static void IsLikeBuilt(GridIndex changed, int points, int seed)
    {
        GridIndex built = GridIndex.Build([.. changed.Shapes]);
        Assert.Equal(built.Shapes, changed.Shapes);
        foreach (Wgs84Point point in HardPoints.Of([.. built.Shapes], points, seed))
        {
            Assert.Equal(Answer(built, point), Answer(changed, point));
        }
    }

    // Moves some of its positions a little.
    private static Polygon Bent(Random random, Geometry area, double by)
    {
        Coordinate[] ring = [.. ((Polygon)area).Shell.Coordinates.Select(at => random.Next(4) == 0 ? new Coordinate(at.X + ((random.NextDouble() - 0.5) * by), at.Y + ((random.NextDouble() - 0.5) * by)) : at.Copy())];
        ring[^1] = ring[0].Copy();
        return Shapes.Factory.CreatePolygon(ring);
    }

    [Fact]
    public void After_many_changes_it_answers_like_one_that_was_built()
    {
        var random = new Random(20);
        GridIndex index = GridIndex.Build(Tessellation.Make(3, 60, 60, 116, 39, 0.002, 8));
        GridIndex before = index;
        for (int change = 0; change < 120; change++)
        {
            AreaShape old = index.Shapes[random.Next(index.Shapes.Count)];
            index = random.Next(5) switch
            {
                0 => index.With([old], []),
                1 => index.With([], [new($"new {change}", old.Level, Bent(random, old.Geometry, 0.001))]),
                2 => index.With([old], [new($"{old.Code} a", old.Level, Bent(random, old.Geometry, 0.0004)), new($"0{old.Code}", old.Level, Bent(random, old.Geometry, 0.0004))]),
                _ => index.With([old], [new(old.Code, old.Level, Bent(random, old.Geometry, 0.0004))]),
            };
        }

        IsLikeBuilt(index, 3000, 1);
        IsLikeBuilt(before, 500, 2);
    }

    [Fact]
    public void A_changed_index_can_be_written_and_read()
    {
        var random = new Random(21);
        GridIndex index = GridIndex.Build(Tessellation.Make(3, 40, 40, 116, 39, 0.002, 8));
        AreaShape[] gone = [.. index.Shapes.Where((_, i) => i % 300 == 7)];
        index = index.With(gone, [.. gone.Skip(1).Select(shape => new AreaShape(shape.Code, shape.Level, Bent(random, shape.Geometry, 0.0004)))]);
        using var bytes = new MemoryStream();
        index.Write(bytes, [1]);
        GridIndex read = GridIndex.Read(bytes.ToArray(), [.. index.Shapes], [1]);
        IsLikeBuilt(read, 1500, 3);
        AreaShape other = read.Shapes[^5];
        IsLikeBuilt(read.With([other], [new AreaShape("zz", other.Level, other.Geometry)]), 1000, 4);
    }

    // The blocks of replaced tiles are let go in time.
    [Fact]
    public void Changing_one_area_again_and_again_does_not_gather_memory()
    {
        var random = new Random(22);
        GridIndex index = GridIndex.Build(Tessellation.Make(3, 40, 40, 116, 39, 0.002, 8));
        AreaShape[] all = [.. index.Shapes];
        long before = RetainedBytes.Of(index);
        for (int change = 0; change < 300; change++)
        {
            int at = random.Next(all.Length);
            var bent = new AreaShape(all[at].Code, all[at].Level, Bent(random, all[at].Geometry, 0.0002));
            index = index.With([all[at]], [bent]);
            all[at] = bent;
        }

        Assert.InRange(RetainedBytes.Of(index), before / 2, before * 2.5);
        Assert.Equal(all, index.Shapes);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-0.5)]
    public void An_area_may_come_far_from_all_others(double away)
    {
        GridIndex index = GridIndex.Build(Tessellation.Make(4, 20, 20, 116, 39, 0.002, 8));
        AreaShape far = new("far", 1, Shapes.Factory.CreatePolygon([new(116 + away, 39), new(116 + away + 0.1, 39), new(116 + away + 0.1, 39.1), new(116 + away, 39)]));
        GridIndex with = index.With([], [far]);
        IsLikeBuilt(with, 1000, 5);
        IsLikeBuilt(with.With([far], []), 500, 6);
    }

    [Fact]
    public void Levels_come_and_go_with_their_areas()
    {
        GridIndex index = GridIndex.Build([]);
        AreaShape[] shapes = [.. Tessellation.Make(5, 3, 3, 116, 39, 0.002)];
        index = index.With([], shapes);
        IsLikeBuilt(index, 300, 7);
        index = index.With([.. shapes.Where(shape => shape.Level == 0)], []);
        Assert.Equal([1], index.Locate(new(116, 39)).Levels.Select(level => level.Level));
        index = index.With([.. shapes.Where(shape => shape.Level == 1)], []);
        Assert.Empty(index.Shapes);
        Assert.Empty(index.Locate(new(116, 39)).Levels);
    }

    [Fact]
    public void What_is_not_there_cannot_go_and_no_code_comes_twice()
    {
        AreaShape[] shapes = [.. Tessellation.Make(5, 6, 6, 116, 39, 0.002)];
        GridIndex index = GridIndex.Build(shapes);
        AreaShape other = new(shapes[3].Code, shapes[3].Level, shapes[3].Geometry.Copy()), elsewhere = new("x", 7, shapes[0].Geometry);
        Assert.Contains(other.Code, Assert.Throws<ArgumentException>(() => index.With([other], [])).Message, StringComparison.Ordinal);
        Assert.Contains("level 7", Assert.Throws<ArgumentException>(() => index.With([elsewhere], [])).Message, StringComparison.Ordinal);
        Assert.Contains(other.Code, Assert.Throws<ArgumentException>(() => index.With([], [other])).Message, StringComparison.Ordinal);
        Assert.Contains(other.Code, Assert.Throws<ArgumentException>(() => index.With([shapes[3]], [other, shapes[3]])).Message, StringComparison.Ordinal);
        Assert.Contains(other.Code, Assert.Throws<ArgumentException>(() => index.With([shapes[4]], [other])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_go_on_while_areas_change()
    {
        var random = new Random(23);
        GridIndex index = GridIndex.Build(Tessellation.Make(3, 30, 30, 116, 39, 0.002, 8));
        GridIndex first = index;
        Wgs84Point[] points = [.. HardPoints.Of([.. first.Shapes], 2000, 8)];
        string[] answers = Array.ConvertAll(points, point => Answer(first, point));
        Task asking = Task.Run(() => Assert.Equal(answers, Array.ConvertAll(points, point => Answer(first, point))), TestContext.Current.CancellationToken);
        for (int change = 0; change < 50; change++)
        {
            AreaShape old = index.Shapes[random.Next(index.Shapes.Count)];
            index = index.With([old], [new(old.Code, old.Level, Bent(random, old.Geometry, 0.0004))]);
        }

        await asking;
        IsLikeBuilt(index, 500, 9);
    }
}
