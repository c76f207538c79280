namespace GridSteward.Domain.Photos.Files;

/// <summary>Whether a JPEG file's tables are what they should be, to the byte, so that nothing is hidden behind them.</summary>
internal static class JpegTables
{
    public static void CheckQuantization(ReadOnlySpan<byte> segment)
    {
        var reader = new ByteReader(segment);
        do
        {
            byte kind = reader.Byte();
            if (kind >> 4 > 1 || (kind & 15) > 3)
            {
                throw PhotoRefusedException.Damaged("a quantization table of no known kind");
            }

            reader.Take(kind >> 4 == 0 ? 64 : 128);
        }
        while (reader.Left > 0);
    }

    public static void CheckHuffman(ReadOnlySpan<byte> segment)
    {
        var reader = new ByteReader(segment);
        do
        {
            byte kind = reader.Byte();
            int codes = 0, room = 1;
            foreach (byte ofLength in reader.Take(16))
            {
                codes += ofLength;
                room = (room * 2) - ofLength;
                if (room < 0)
                {
                    throw PhotoRefusedException.Damaged("a Huffman table with too many codes");
                }
            }

            if (kind >> 4 > 1 || (kind & 15) > 3 || codes > 256)
            {
                throw PhotoRefusedException.Damaged("a Huffman table of no known kind");
            }

            reader.Take(codes);
        }
        while (reader.Left > 0);
    }
}

/// <summary>The frame of a JPEG picture: how large it is and of which components.</summary>
internal sealed class JpegFrame
{
    private readonly byte[] components;

    private JpegFrame(int columns, int rows, byte[] components)
    {
        Columns = columns;
        Rows = rows;
        this.components = components;
    }

    public int Columns { get; }

    public int Rows { get; }

    public static JpegFrame Read(ReadOnlySpan<byte> segment, long maxPixels)
    {
        var reader = new ByteReader(segment);
        byte bits = reader.Byte();
        int rows = reader.BigShort(), columns = reader.BigShort();
        byte[] components = new byte[reader.Byte()];
        if (bits != 8 || rows == 0 || columns == 0 || components.Length is not (1 or 3 or 4))
        {
            throw PhotoRefusedException.Damaged("a JPEG frame that browsers do not show");
        }

        PhotoFile.CheckPixels(columns, rows, maxPixels);
        for (int i = 0; i < components.Length; i++)
        {
            components[i] = reader.Byte();
            byte sampling = reader.Byte();
            if (sampling >> 4 is 0 or > 4 || (sampling & 15) is 0 or > 4 || reader.Byte() > 3)
            {
                throw PhotoRefusedException.Damaged("a JPEG component that cannot be");
            }
        }

        return reader.Left == 0 ? new JpegFrame(columns, rows, components) : throw PhotoRefusedException.Damaged("a JPEG frame that is too long");
    }

    public void CheckScan(ReadOnlySpan<byte> segment)
    {
        var reader = new ByteReader(segment);
        int count = reader.Byte();
        bool fits = count >= 1 && count <= components.Length && segment.Length == 4 + (2 * count);
        for (int i = 0; fits && i < count; i++)
        {
            fits = components.Contains(reader.Byte());
            reader.Take(1);
        }

        if (!fits)
        {
            throw PhotoRefusedException.Damaged("a JPEG scan that does not fit its frame");
        }
    }
}
