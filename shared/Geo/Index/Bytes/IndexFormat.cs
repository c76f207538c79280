using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>The bytes of an index, so that it can be taken up without being built.</summary>
/// <remarks>
/// All numbers are little-endian, arrays are their length and then their items as they lie in memory, and every part is filled up to a multiple of eight bytes:
/// the mark <c>GRIDINDX</c>; the version of the format; the fingerprint of the areas it was built from, see <see cref="ShapesFingerprint"/>; the number of levels; for every level its number,
/// the grid of its tiles, the place of every tile, and for every number of an area its place among the areas by code, or -1; the tiles, as
/// <see cref="TileLayout"/> has them; a <see cref="WordHash"/> of all that.
/// The areas are not in it: whoever reads has them, and the fingerprint tells whether they are the same.
/// </remarks>
internal static class IndexFormat
{
    // Whoever changes what a part holds, or what the builder may put there, counts this up.
    private const long Version = 2;

    private static ulong Mark => MemoryMarshal.Read<ulong>("GRIDINDX"u8);

    public static void Write(Stream stream, IReadOnlyList<AreaShape> shapes, LevelIndex[] levels, ReadOnlySpan<byte> source)
    {
        RequireLittleEndian();
        var writer = new IndexWriter(stream);
        writer.Write(Mark);
        writer.Write(Version);
        writer.Write(ShapesFingerprint.Of(shapes, source));
        writer.Write((long)levels.Length);
        var tiles = new TilePlaces();
        foreach (LevelIndex level in levels)
        {
            writer.Write((long)level.Level);
            writer.Write(level.Cover.Grid);
            writer.WriteArray<TilePlace>(tiles.Of(level.Cover.Tiles));
            writer.WriteArray<int>(RanksOf(level.Cover.Areas));
        }

        foreach (CoverTile tile in tiles.InOrder)
        {
            writer.Write(tile.Content);
        }

        writer.Finish();
    }

    /// <summary>Takes up the covers, level by level.</summary>
    /// <param name="bytes">What was written; the covers keep it.</param>
    /// <param name="shapes">The areas it must have been built from, in the order of the index.</param>
    /// <param name="source">What they come from.</param>
    /// <exception cref="InvalidDataException">The bytes are not an index of this version, damaged, or the index of other areas.</exception>
    public static LevelCover[] Read(byte[] bytes, AreaShape[] shapes, ReadOnlySpan<byte> source)
    {
        RequireLittleEndian();
        RequireWhole(bytes);
        var reader = new IndexReader(bytes.AsSpan(0, bytes.Length - sizeof(ulong)));
        reader.Read<ulong>();
        reader.Read<long>();
        Require(reader.Read<ulong>() == ShapesFingerprint.Of(shapes, source), "is that of other areas");
        AreaShape[][] levels = [.. shapes.GroupBy(shape => shape.Level).Select(level => level.ToArray())];
        Require(reader.Read<long>() == levels.Length, "has other levels");
        var covers = new Func<int, LevelCover>[levels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            Require(reader.Read<long>() == levels[i][0].Level, "has other levels");
            CoverGrid grid = reader.Read<CoverGrid>();
            TilePlace[] places = reader.ReadArray<TilePlace>().ToArray();
            AreaSlots areas = AreasAt(reader.ReadArray<int>(), levels[i]);
            covers[i] = start => LevelCover.Of(grid, Array.ConvertAll(places, place => place.In(bytes, start)), areas);
        }

        int first = reader.Position;
        return Array.ConvertAll(covers, cover => cover(first));
    }

    private static int[] RanksOf(AreaSlots areas)
    {
        var ranks = areas.All.OfType<AreaShape>().OrderBy(area => area.Code, StringComparer.Ordinal).Select((area, rank) => (area.Code, rank)).ToDictionary();
        return [.. areas.All.Select(area => area is null ? -1 : ranks[area.Code])];
    }

    private static AreaSlots AreasAt(ReadOnlySpan<int> ranks, AreaShape[] areas)
    {
        var slots = new AreaShape?[ranks.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            Require(ranks[i] < areas.Length, "names areas that are not there");
            slots[i] = ranks[i] < 0 ? null : areas[ranks[i]];
        }

        return new AreaSlots(slots);
    }

    // The mark and the version come first, so that another version is not called damaged.
    private static void RequireWhole(ReadOnlySpan<byte> bytes)
    {
        var reader = new IndexReader(bytes);
        Require(reader.Read<ulong>() == Mark, "is something else");
        long version = reader.Read<long>();
        Require(version == Version, $"has the format version {version}, not {Version}");
        var hash = new WordHash();
        hash.Add(bytes[..^sizeof(ulong)]);
        Require(bytes.Length % sizeof(ulong) == 0 && hash.Value == MemoryMarshal.Read<ulong>(bytes[^sizeof(ulong)..]), "is damaged");
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
