using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// JPEG files (ITU-T T.81): tables, frame and scans are copied, all application segments and comments are left out, and what follows the end of
/// the picture (second pictures, films) too. Baseline, extended and progressive pictures of 8 bits are taken: what browsers show.
/// </summary>
internal static class JpegFile
{
    /// <summary>The most pixels that all scans together go over: each scan of a progressive picture makes its decoder go over the whole picture.</summary>
    private const long MaxScannedPixels = 1_000_000_000;

    private const int MaxScans = 100;

    private const byte EndOfImage = 0xD9;

    public static StrippedPhoto Strip(ReadOnlySpan<byte> file, long maxPixels)
    {
        var reader = new ByteReader(file);
        reader.Take(2);
        var head = new JpegHead();
        var picture = new MemoryStream(file.Length);
        JpegFrame? frame = null;
        int scans = 0;
        for (byte marker; (marker = Marker(ref reader)) != EndOfImage;)
        {
            ReadOnlySpan<byte> segment = Segment(marker, ref reader);
            switch (marker)
            {
                case >= 0xE0 and <= 0xEF when scans == 0:
                    head.Read(marker, segment);
                    break;
                case >= 0xE0 and <= 0xFE or 0xCC or 0xDC: // application data, extensions, comments, arithmetic coding, a height said too late
                    break;
                case 0xDB:
                    JpegTables.CheckQuantization(segment);
                    Write(picture, marker, segment);
                    break;
                case 0xC4:
                    JpegTables.CheckHuffman(segment);
                    Write(picture, marker, segment);
                    break;
                case 0xDD when segment.Length == 2:
                    Write(picture, marker, segment);
                    break;
                case 0xC0 or 0xC1 or 0xC2 when frame is null:
                    frame = JpegFrame.Read(segment, maxPixels);
                    Write(picture, marker, segment);
                    break;
                case 0xDA when frame is not null:
                    scans++;
                    if (scans > MaxScans || (long)scans * frame.Columns * frame.Rows > MaxScannedPixels)
                    {
                        throw new PhotoRefusedException("It comes in more scans than a picture of its size may.", tooLarge: true);
                    }

                    frame.CheckScan(segment);
                    Write(picture, marker, segment);
                    picture.Write(Scan(ref reader));
                    break;
                case 0xC3 or (>= 0xC5 and <= 0xCB) or (>= 0xCD and <= 0xCF) or 0xDE or 0xDF:
                    throw new PhotoRefusedException("It is a JPEG picture of a kind that browsers do not show (lossless, hierarchical or arithmetic coding).");
                default:
                    throw PhotoRefusedException.Damaged($"a JPEG segment {marker:X2} that does not belong there");
            }
        }

        if (frame is null || scans == 0)
        {
            throw PhotoRefusedException.Damaged("it holds no picture");
        }

        var output = new MemoryStream((int)picture.Length + 1024);
        output.Write([0xFF, 0xD8]);
        head.Write(output, Write);
        picture.WriteTo(output);
        output.Write([0xFF, EndOfImage]);
        return StrippedPhoto.Of(PhotoType.Jpeg, output.ToArray(), frame.Columns, frame.Rows, head.Orientation);
    }

    /// <summary>The next marker, after as many fill bytes as there are.</summary>
    private static byte Marker(ref ByteReader reader)
    {
        byte first = reader.Byte(), marker = reader.Byte();
        while (marker == 0xFF)
        {
            marker = reader.Byte();
        }

        return first == 0xFF ? marker : throw PhotoRefusedException.Damaged("bytes between two JPEG segments");
    }

    private static ReadOnlySpan<byte> Segment(byte marker, ref ByteReader reader)
    {
        // Standing alone, without a length: restarts, a second beginning, and what is not defined.
        if (marker is < 0xC0 or (>= 0xD0 and <= 0xD8))
        {
            throw PhotoRefusedException.Damaged($"a JPEG marker {marker:X2} outside the picture");
        }

        ushort length = reader.BigShort();
        return length < 2 ? throw PhotoRefusedException.Damaged("a JPEG segment without a length") : reader.Take(length - 2);
    }

    /// <summary>The coded picture up to the next marker that is no restart; a 0xFF of the picture is followed by 0.</summary>
    private static ReadOnlySpan<byte> Scan(ref ByteReader reader)
    {
        ReadOnlySpan<byte> rest = reader.Rest;
        for (int i = 0; ;)
        {
            int next = rest[i..].IndexOf((byte)0xFF);
            if (next < 0)
            {
                throw PhotoRefusedException.CutOff;
            }

            int begin = i + next, at = begin;
            while (at < rest.Length && rest[at] == 0xFF)
            {
                at++;
            }

            if (at == rest.Length)
            {
                throw PhotoRefusedException.CutOff;
            }

            if (rest[at] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return begin == 0 ? throw PhotoRefusedException.Damaged("a JPEG scan without a picture") : reader.Take(begin);
            }

            i = at + 1;
        }
    }

    private static void Write(Stream output, byte marker, ReadOnlySpan<byte> segment)
    {
        Span<byte> start = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(start[2..], (ushort)(segment.Length + 2));
        output.Write(start);
        output.Write(segment);
    }
}
