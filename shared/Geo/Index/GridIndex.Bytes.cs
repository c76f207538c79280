namespace GridSteward.Geo;

/// <content>The index as bytes, for a start without building it.</content>
public sealed partial class GridIndex
{
    /// <summary>Writes the index, without the areas' geometries, in a versioned, checksummed form that <see cref="Read"/> takes.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine is not little-endian.</exception>
    /// <exception cref="OverflowException">It would have 2 GiB or more.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        IndexFormat.Write(stream, Shapes, _levels);
    }

    /// <summary>Takes up an index that was written. Nothing of it is unpacked or copied: questions are answered from these bytes.</summary>
    /// <param name="bytes">What <see cref="Write"/> wrote, as a whole. The index keeps the array, which must not be changed any more.</param>
    /// <param name="shapes">The very areas it was built from, in any order: same levels, codes and coordinates, bit for bit.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged or of another version, or belong to other areas. The index is then built anew.</exception>
    /// <exception cref="ArgumentException">Two areas of one level have the same code.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is not little-endian.</exception>
    public static GridIndex Read(byte[] bytes, IReadOnlyList<AreaShape> shapes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        AreaShape[] sorted = Sorted(shapes);
        LevelCover[] covers = IndexFormat.Read(bytes, [.. ByLevel(sorted)]);
        return new GridIndex(sorted, (i, _) => covers[i]);
    }
}
