using System.Security.Cryptography;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>The bytes of an index, so that it can be loaded without being built.</summary>
/// <remarks>
/// All numbers are little-endian, arrays are their length and then their items as they lie in memory:
/// the mark <c>GRIDINDX</c>; the version of the format; the fingerprint of the areas it was built from; the number of levels; for every level its number, how
/// many areas it has, and the grids, cells, leaves, edges, areas of leaves and lists of its cover; SHA-256 of all that.
/// The areas are not in it: whoever reads has them, and the fingerprint tells whether they are the same.
/// </remarks>
internal static class IndexFormat
{
    // Whoever changes what an array holds, or what the builder may put there, counts this up.
    private const int Version = 1;

    private static ReadOnlySpan<byte> Mark => "GRIDINDX"u8;

    public static void Write(Stream stream, IReadOnlyList<AreaShape> shapes, LevelIndex[] levels)
    {
        RequireLittleEndian();
        using var writer = new IndexWriter(stream);
        writer.Write(Mark);
        writer.Write(Version);
        writer.Write(ShapesFingerprint.Of(shapes));
        writer.Write(levels.Length);
        foreach (LevelIndex level in levels)
        {
            writer.Write(level.Level);
            writer.Write(level.AreaCount);
            writer.WriteArray(level.Cover.Grids);
            writer.WriteArray(level.Cover.Cells);
            writer.WriteArray(level.Cover.Leaves);
            writer.WriteArray(level.Cover.Edges);
            writer.WriteArray(level.Cover.LeafAreas);
            writer.WriteArray(level.Cover.Lists);
        }

        writer.Finish();
    }

    /// <summary>Reads the covers, level by level.</summary>
    /// <param name="bytes">What was written.</param>
    /// <param name="levels">The areas it must have been built from, level by level, in the order of the index.</param>
    /// <exception cref="InvalidDataException">The bytes are not an index of this version, damaged, or the index of other areas.</exception>
    public static LevelCover[] Read(ReadOnlySpan<byte> bytes, AreaShape[][] levels)
    {
        RequireLittleEndian();
        var reader = new IndexReader(WithoutHash(bytes));
        reader.Read(Mark.Length);
        reader.ReadNumber();
        Require(reader.Read(ShapesFingerprint.Length).SequenceEqual(ShapesFingerprint.Of(levels.SelectMany(level => level))), "is that of other areas");
        Require(reader.ReadNumber() == levels.Length, "has other levels");
        var covers = new LevelCover[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            Require(reader.ReadNumber() == levels[i][0].Level && reader.ReadNumber() == levels[i].Length, "has other levels");
            Geometry[] areas = Array.ConvertAll(levels[i], shape => shape.Geometry);
            covers[i] = new LevelCover(
                areas, reader.ReadArray<CoverGrid>(), reader.ReadArray<int>(), reader.ReadArray<CoverLeaf>(), reader.ReadArray<CoverEdge>(),
                reader.ReadArray<int>(), reader.ReadArray<int>());
        }

        Require(reader.IsAtEnd, "goes on behind its end");
        return covers;
    }

    // The mark and the version come first, so that another version is not called damaged.
    private static ReadOnlySpan<byte> WithoutHash(ReadOnlySpan<byte> bytes)
    {
        var reader = new IndexReader(bytes);
        Require(reader.Read(Mark.Length).SequenceEqual(Mark), "is something else");
        int version = reader.ReadNumber();
        Require(version == Version, $"has the format version {version}, not {Version}");
        Require(bytes.Length > SHA256.HashSizeInBytes, "is cut short");
        ReadOnlySpan<byte> content = bytes[..^SHA256.HashSizeInBytes];
        Require(SHA256.HashData(content).AsSpan().SequenceEqual(bytes[content.Length..]), "is damaged");
        return content;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException($"The area index cannot be read: it {otherwise}. Build it anew from the areas.");
        }
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The bytes of an area index are little-endian, and this machine is not.");
        }
    }
}
