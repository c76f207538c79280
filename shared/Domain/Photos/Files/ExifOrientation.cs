using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// Which side of a picture is up: all that is kept of EXIF data (CIPA DC-008, tag 274). 1 is as stored; 2 to 8 are its mirror images and rotations.
/// </summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;

    /// <summary>The orientation that TIFF data say in their first directory; 1 where they say none that there is, however broken they are.</summary>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        bool little = tiff.StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 42, 0]);
        if (!little && !tiff.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'M', 0, 42]))
        {
            return 1;
        }

        if (Int(tiff, 4, little) is not { } directory || directory > int.MaxValue || Short16(tiff, (int)directory, little) is not { } count)
        {
            return 1;
        }

        for (int i = 0; i < count; i++)
        {
            long at = directory + 2 + (12L * i);
            if (at + 12 > tiff.Length)
            {
                return 1;
            }

            if (Short16(tiff, (int)at, little) == Tag)
            {
                return Short16(tiff, (int)at + 2, little) == Short && Int(tiff, (int)at + 4, little) == 1 && Short16(tiff, (int)at + 8, little) is >= 1 and <= 8 and var value ? value : 1;
            }
        }

        return 1;
    }

    /// <summary>TIFF data of one directory with this one entry; empty for 1, which is what holds without.</summary>
    public static byte[] Write(int orientation) => orientation == 1
        ? []
        : [(byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, Tag >> 8, Tag & 0xFF, 0, (byte)Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private static ushort? Short16(ReadOnlySpan<byte> tiff, int at, bool little)
        => at > tiff.Length - 2 ? null : little ? BinaryPrimitives.ReadUInt16LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt16BigEndian(tiff[at..]);

    private static uint? Int(ReadOnlySpan<byte> tiff, int at, bool little)
        => at > tiff.Length - 4 ? null : little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[at..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[at..]);
}
