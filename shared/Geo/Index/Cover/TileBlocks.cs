using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Where a tile is.</summary>
/// <param name="Bytes">The block that has it, perhaps with other tiles; not changed any more.</param>
/// <param name="Start">The byte where it begins, a multiple of eight.</param>
/// <param name="Columns">Columns, and rows, of its cells.</param>
/// <param name="Length">Its bytes, a multiple of eight.</param>
internal readonly record struct CoverTile(byte[] Bytes, int Start, int Columns, int Length)
{
    public ReadOnlySpan<byte> Content => Bytes.AsSpan(Start, Length);

    /// <summary>Its first word.</summary>
    public ref int Words => ref Unsafe.As<byte, int>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(Bytes), (nuint)Start));

    /// <summary>The areas that cover a part of it.</summary>
    public ReadOnlySpan<int> Areas
    {
        get
        {
            ReadOnlySpan<int> words = MemoryMarshal.Cast<byte, int>(Content);
            return words.Slice(words[TileLayout.AreasWord], words[TileLayout.AreaCountWord]);
        }
    }

    /// <summary>A tile in which nothing is.</summary>
    public static CoverTile Nothing { get; } = new TileBlocks().Add([TileLayout.Cells + 2, TileLayout.Cells + 1, 0, 1, CoverCell.Nothing.Code, 0], [], 1);
}

/// <summary>Puts tiles into blocks of memory, one behind the other.</summary>
internal sealed class TileBlocks
{
    private const int LeastBlock = 1 << 14;
    private const int GreatestBlock = 1 << 24;

    // Each block is a small part of those before it, so that little of the last one is empty.
    private const int PartOfAll = 8;
    private byte[] _block = [];
    private int _used;
    private long _total;

    /// <summary>Adds a tile.</summary>
    /// <param name="words">Its words, an even number.</param>
    /// <param name="positions">Its positions.</param>
    /// <param name="columns">Columns of its cells.</param>
    public CoverTile Add(ReadOnlySpan<int> words, ReadOnlySpan<double> positions, int columns)
    {
        ReadOnlySpan<byte> first = MemoryMarshal.AsBytes(words), second = MemoryMarshal.AsBytes(positions);
        CoverTile tile = Reserve(first.Length + second.Length, columns);
        first.CopyTo(_block.AsSpan(tile.Start));
        second.CopyTo(_block.AsSpan(tile.Start + first.Length));
        return tile;
    }

    /// <summary>Adds a copy of a tile.</summary>
    public CoverTile Add(in CoverTile tile)
    {
        CoverTile copy = Reserve(tile.Length, tile.Columns);
        tile.Content.CopyTo(_block.AsSpan(copy.Start));
        return copy;
    }

    private CoverTile Reserve(int length, int columns)
    {
        if (_block.Length - _used < length)
        {
            _block = GC.AllocateUninitializedArray<byte>(Math.Max((int)Math.Clamp(_total / PartOfAll, LeastBlock, GreatestBlock), length));
            _total += _block.Length;
            _used = 0;
        }

        _used += length;
        return new CoverTile(_block, _used - length, columns, length);
    }
}
