using NetTopologySuite.Geometries;
using Xunit;

namespace GridSteward.Geo.Tests;

public class GridIndexBytesTests
{
    private static readonly List<AreaShape> s_shapes = [.. Tessellation.Make(51, 8, 8, 116, 39, 0.01), .. OddShapes.Stack(1, 50, 2), .. OddShapes.Make("slivers", 3)];
    private static readonly byte[] s_source = [1, 2, 3];
    private static readonly byte[] s_bytes = Written(GridIndex.Build(s_shapes));

    private static byte[] Written(GridIndex index)
    {
        using var stream = new MemoryStream();
        index.Write(stream, s_source);
        return stream.ToArray();
    }

    private static string Answer(GridIndex index, Wgs84Point point) => string.Join('|', index.Locate(point).Levels.Select(level => string.Join(' ', level.All.Select(shape => shape.Code))))
        + $" {string.Join(' ', index.TouchedBy(point, 300).Select(shape => shape.Code))} {index.NearestOther(point, 1, 5000)}";

    private static void AnswersAlike(GridIndex one, GridIndex other, int points)
    {
        foreach (Wgs84Point point in HardPoints.Of([.. one.Shapes], points, 7))
        {
            Assert.Equal(Answer(one, point), Answer(other, point));
        }
    }

    [Fact]
    public void What_is_read_answers_like_what_was_written()
    {
        GridIndex read = GridIndex.Read(s_bytes, [.. s_shapes.AsEnumerable().Reverse()], s_source);
        Assert.Equal(GridIndex.Build(s_shapes).Shapes, read.Shapes);
        AnswersAlike(GridIndex.Build(s_shapes), read, 3000);
        Assert.Equal(s_bytes, Written(read));
    }

    [Fact]
    public void The_same_areas_give_the_same_bytes() => Assert.Equal(s_bytes, Written(GridIndex.Build([.. s_shapes.AsEnumerable().Reverse()])));

    [Fact]
    public void An_index_of_no_areas_reads_back() => Assert.Empty(GridIndex.Read(Written(GridIndex.Build([])), [], s_source).Shapes);

    [Fact]
    public void No_damaged_byte_is_taken()
    {
        var random = new Random(3);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. s_bytes];
            int at = i < 60 ? i : random.Next(damaged.Length);
            damaged[at] ^= (byte)(1 << random.Next(8));
            Assert.Throws<InvalidDataException>(() => GridIndex.Read(damaged, s_shapes, s_source));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(1000)]
    [InlineData(-1)]
    [InlineData(-33)]
    public void Bytes_that_are_cut_short_are_refused(int length) =>
        Assert.Throws<InvalidDataException>(() => GridIndex.Read(s_bytes[..(length < 0 ? s_bytes.Length + length : length)], s_shapes, s_source));

    [Fact]
    public void Bytes_that_go_on_are_refused() => Assert.Throws<InvalidDataException>(() => GridIndex.Read([.. s_bytes, 0], s_shapes, s_source));

    [Fact]
    public void Another_version_says_so()
    {
        byte[] other = [.. s_bytes];
        other[8]++;
        Assert.Contains("format version 3, not 2", Assert.Throws<InvalidDataException>(() => GridIndex.Read(other, s_shapes, s_source)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Others => ["one less", "another code", "another level", "one position more", "another first position", "another source"];

    [Theory]
    [MemberData(nameof(Others))]
    public void The_index_of_other_areas_is_refused(string other)
    {
        AreaShape first = s_shapes[0];
        Geometry moved = first.Geometry.Copy();
        moved.Coordinates[0].Y = Math.BitIncrement(moved.Coordinates[0].Y);
        moved.GeometryChanged();
        Polygon longer = Shapes.Factory.CreatePolygon([first.Geometry.Coordinate, .. first.Geometry.Coordinates]);
        List<AreaShape> shapes = [.. s_shapes.Skip(1)];
        shapes.AddRange(other switch
        {
            "another code" => [new AreaShape(first.Code + "x", first.Level, first.Geometry)],
            "another level" => [new AreaShape(first.Code, first.Level + 7, first.Geometry)],
            "another first position" => [new AreaShape(first.Code, first.Level, moved)],
            "one position more" => [new AreaShape(first.Code, first.Level, longer)],
            "another source" => [first],
            _ => Array.Empty<AreaShape>(),
        });
        Assert.Contains("other areas", Assert.Throws<InvalidDataException>(() => GridIndex.Read(s_bytes, shapes, other == "another source" ? "another source"u8 : s_source)).Message, StringComparison.Ordinal);
    }
}
