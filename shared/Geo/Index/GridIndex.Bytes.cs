namespace GridSteward.Geo;

/// <content>The index as bytes, for a start without building it.</content>
public sealed partial class GridIndex
{
    /// <summary>Writes the index, without the areas' geometries, in a versioned, checksummed form that <see cref="Read"/> takes.</summary>
    /// <param name="stream">Takes the bytes.</param>
    /// <param name="source">What tells these areas from others, such as a hash of the file that they come from.</param>
    /// <exception cref="PlatformNotSupportedException">The machine is not little-endian.</exception>
    /// <exception cref="OverflowException">It would have 2 GiB or more.</exception>
    public void Write(Stream stream, ReadOnlySpan<byte> source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        IndexFormat.Write(stream, Shapes, _levels, source);
    }

    /// <summary>Takes up an index that was written. Nothing of it is unpacked or copied: questions are answered from these bytes.</summary>
    /// <param name="bytes">What <see cref="Write"/> wrote, as a whole. The index keeps the array, which must not be changed any more.</param>
    /// <param name="shapes">The very areas it was built from, in any order: same levels, codes and coordinates, bit for bit.</param>
    /// <param name="source">The same as it was written with. It vouches for the areas: their positions are not compared one by one.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged or of another version, or belong to other areas. The index is then built anew.</exception>
    /// <exception cref="ArgumentException">Two areas of one level have the same code.</exception>
    /// <exception cref="PlatformNotSupportedException">The machine is not little-endian.</exception>
    public static GridIndex Read(byte[] bytes, IReadOnlyList<AreaShape> shapes, ReadOnlySpan<byte> source)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        AreaShape[] sorted = Sorted(shapes);
        LevelCover[] covers = IndexFormat.Read(bytes, sorted, source);
        return new GridIndex(sorted, (i, _) => covers[i]);
    }
}
