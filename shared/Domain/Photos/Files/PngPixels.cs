using System.Buffers.Binary;
using System.IO.Compression;

namespace GridSteward.Domain.Photos.Files;

/// <summary>Whether the compressed pixels of a PNG picture are whole: as many as its header says, not one more, and nothing behind them.</summary>
internal static class PngPixels
{
    public static void Check(PngHeader header, MemoryStream compressed)
    {
        compressed.Position = 0;
        uint sum = 1;
        try
        {
            using var pixels = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
            foreach (var (rowBytes, rows) in header.Passes())
            {
                byte[] row = new byte[rowBytes];
                for (int i = 0; i < rows; i++)
                {
                    pixels.ReadExactly(row);
                    if (row[0] > 4)
                    {
                        throw PhotoRefusedException.Damaged("a PNG row with a filter that is not known");
                    }

                    sum = Checksums.Adler(sum, row);
                }
            }

            if (pixels.ReadByte() >= 0)
            {
                throw PhotoRefusedException.Damaged("more PNG pixels than its header says");
            }
        }
        catch (EndOfStreamException)
        {
            throw PhotoRefusedException.CutOff;
        }
        catch (InvalidDataException)
        {
            throw PhotoRefusedException.Damaged("PNG pixels that cannot be read");
        }

        // The stream ends with its sum: where anything stands behind it, these are other bytes.
        ReadOnlySpan<byte> all = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        if (BinaryPrimitives.ReadUInt32BigEndian(all[^4..]) != sum)
        {
            throw PhotoRefusedException.Damaged("something other than pixels among the PNG pixels");
        }
    }
}
