namespace GridSteward.Domain.Photos.Files;

/// <summary>The header of a PNG picture.</summary>
/// <param name="Columns">Pixels from left to right.</param>
/// <param name="Rows">Pixels from top to bottom.</param>
/// <param name="BitsPerPixel">All channels together.</param>
/// <param name="ColourType">0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha.</param>
/// <param name="IsInterlaced">Whether it comes in seven passes.</param>
internal sealed record PngHeader(int Columns, int Rows, int BitsPerPixel, int ColourType, bool IsInterlaced)
{
    /// <summary>As other types have it; it bounds how long a row can be.</summary>
    private const uint MaxSide = 65_535;

    /// <summary>Column and row of the first pixel, and steps between pixels, of each of the seven passes (PNG, 8.2).</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7
        = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static PngHeader Read(ReadOnlySpan<byte> chunk, long maxPixels)
    {
        if (chunk.Length != 13)
        {
            throw PhotoRefusedException.Damaged("a PNG header that is too long or too short");
        }

        var reader = new ByteReader(chunk);
        uint columns = reader.BigInt(), rows = reader.BigInt();
        byte depth = reader.Byte(), type = reader.Byte(), compression = reader.Byte(), filter = reader.Byte(), interlace = reader.Byte();
        int channels = type switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        bool hasDepth = type switch { 0 => depth is 1 or 2 or 4 or 8 or 16, 3 => depth is 1 or 2 or 4 or 8, _ => depth is 8 or 16 };
        if (columns == 0 || rows == 0 || channels == 0 || !hasDepth || compression != 0 || filter != 0 || interlace > 1)
        {
            throw PhotoRefusedException.Damaged("a PNG header that cannot be");
        }

        PhotoFile.CheckPixels(columns, rows, maxPixels);
        return columns > MaxSide || rows > MaxSide
            ? throw new PhotoRefusedException($"It has {columns} by {rows} pixels; a side has at most {MaxSide}.", tooLarge: true)
            : new PngHeader((int)columns, (int)rows, channels * depth, type, interlace == 1);
    }

    /// <summary>How many bytes each row has and how many rows there are, pass by pass, each row with the byte before it that names its filter.</summary>
    public IEnumerable<(int RowBytes, int Rows)> Passes()
    {
        foreach (var (x, y, stepX, stepY) in IsInterlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            long columns = (Columns - x + stepX - 1) / stepX;
            int rows = (Rows - y + stepY - 1) / stepY;
            if (columns > 0 && rows > 0)
            {
                yield return ((int)(((columns * BitsPerPixel) + 7) / 8) + 1, rows);
            }
        }
    }
}
