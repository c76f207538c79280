using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Where a tile is in the bytes of an index.</summary>
/// <param name="Start">Its first byte, counted from that of the first tile.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Columns">Columns of its cells.</param>
internal readonly record struct TilePlace(int Start, int Length, int Columns)
{
    /// <summary>The tile.</summary>
    /// <param name="bytes">The bytes of the index.</param>
    /// <param name="first">The byte where the first tile begins.</param>
    /// <exception cref="InvalidDataException">It would not lie in the bytes.</exception>
    public CoverTile In(byte[] bytes, int first) => Start >= 0 && Length > 0 && Columns > 0 && Start <= bytes.Length - first - Length
        ? new CoverTile(bytes, first + Start, Columns, Length)
        : throw new InvalidDataException("The area index cannot be read: it names tiles that are not there. Build it anew from the areas.");
}

/// <summary>Gives tiles their places in the bytes of an index; a tile that comes several times has one.</summary>
internal sealed class TilePlaces
{
    private readonly Dictionary<(byte[], int), TilePlace> _places = [];
    private readonly List<CoverTile> _tiles = [];
    private int _next;

    /// <summary>The tiles as they have to be written.</summary>
    public IReadOnlyList<CoverTile> InOrder => _tiles;

    /// <summary>The places of tiles.</summary>
    /// <exception cref="OverflowException">All tiles together have 2 GiB or more.</exception>
    public TilePlace[] Of(ReadOnlySpan<CoverTile> tiles)
    {
        var places = new TilePlace[tiles.Length];
        for (int i = 0; i < places.Length; i++)
        {
            CoverTile tile = tiles[i];
            ref TilePlace place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (tile.Bytes, tile.Start), out bool known);
            if (!known)
            {
                place = new TilePlace(_next, tile.Length, tile.Columns);
                _next = checked(_next + tile.Length);
                _tiles.Add(tile);
            }

            places[i] = place;
        }

        return places;
    }
}
