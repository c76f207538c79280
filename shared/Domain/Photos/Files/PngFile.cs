using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// PNG files (ISO/IEC 15948): header, palette, transparency, pixels and what says their colours are kept; texts, times, EXIF but for the orientation,
/// animations, whatever is not known and what follows the end are left out. Every chunk's CRC is checked.
/// </summary>
internal static class PngFile
{
    private const int SignatureBytes = 8;

    public static StrippedPhoto Strip(ReadOnlySpan<byte> file, long maxPixels)
    {
        var reader = new ByteReader(file);
        var before = new MemoryStream();
        before.Write(reader.Take(SignatureBytes));
        var pixels = new MemoryStream(file.Length);
        HashSet<string> seen = [];
        PngHeader? header = null;
        int orientation = 1, paletteColours = 0;
        string last = "";
        for (string type = ""; type != "IEND"; last = type)
        {
            uint length = reader.BigInt();
            ReadOnlySpan<byte> name = reader.Take(4), content = reader.Take(length);
            if (reader.BigInt() != Checksums.Crc(name, content))
            {
                throw PhotoRefusedException.Damaged("a PNG chunk whose check sum differs");
            }

            type = Encoding.ASCII.GetString(name);
            bool isFirst = seen.Add(type);
            if (header is null)
            {
                header = type == "IHDR" ? PngHeader.Read(content, maxPixels) : throw PhotoRefusedException.Damaged("a PNG file that does not begin with its header");
                Write(before, name, content);
                continue;
            }

            bool precedesPixels = pixels.Length == 0;
            switch (type)
            {
                case "PLTE" when isFirst && precedesPixels && content.Length is > 0 and <= 768 && content.Length % 3 == 0 && header.ColourType is 2 or 3 or 6:
                    paletteColours = content.Length / 3;
                    Write(before, name, content);
                    break;
                case "tRNS" when isFirst && precedesPixels && FitsTransparency(header.ColourType, content.Length, paletteColours):
                    Write(before, name, content);
                    break;
                case "gAMA" when content.Length == 4:
                case "cHRM" when content.Length == 32:
                case "sRGB" when content.Length == 1:
                    if (isFirst && precedesPixels && paletteColours == 0 && AreColours(content))
                    {
                        Write(before, name, content);
                    }

                    break;
                case "iCCP":
                    if (isFirst && precedesPixels && paletteColours == 0 && Profile(content) is { } profile)
                    {
                        Write(before, name, profile);
                    }

                    break;
                case "eXIf":
                    orientation = isFirst ? ExifOrientation.Read(content) : orientation;
                    break;
                case "IDAT" when precedesPixels || last == "IDAT":
                    pixels.Write(content);
                    break;
                case "IEND" when content.IsEmpty:
                    break;
                default:
                    RefuseCritical(type);
                    break;
            }
        }

        if (pixels.Length == 0 || (header!.ColourType == 3 && paletteColours == 0))
        {
            throw PhotoRefusedException.Damaged("it holds no picture");
        }

        PngPixels.Check(header, pixels);
        if (ExifOrientation.Write(orientation) is { Length: > 0 } exif)
        {
            Write(before, "eXIf"u8, exif);
        }

        Write(before, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        Write(before, "IEND"u8, []);
        return StrippedPhoto.Of(PhotoType.Png, before.ToArray(), header.Columns, header.Rows, orientation);
    }

    /// <summary>Chunks whose name begins with a small letter may be left out; others may not, and those that are known come here when they are wrong.</summary>
    private static void RefuseCritical(string type)
    {
        if (type is "tRNS" or "gAMA" or "cHRM" or "sRGB" || !char.IsAsciiLetterLower(type[0]))
        {
            throw PhotoRefusedException.Damaged("a PNG chunk that is not known, not in its place or not as it should be");
        }
    }

    /// <summary>Whether four bytes each are a number that a gamma or a chromaticity can be: none of them reaches 100, and no text is one.</summary>
    private static bool AreColours(ReadOnlySpan<byte> content)
    {
        for (; content.Length >= 4; content = content[4..])
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(content) >= 100 * 100_000)
            {
                return false;
            }
        }

        return true;
    }

    private static bool FitsTransparency(int colourType, int length, int paletteColours) => colourType switch
    {
        0 => length == 2,
        2 => length == 6,
        3 => length > 0 && length <= paletteColours,
        _ => false,
    };

    /// <summary>The chunk of a colour profile made anew: a name, 0, the way of compression, the compressed profile; null where none is left.</summary>
    private static byte[]? Profile(ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf((byte)0);
        if (end < 0 || end + 2 >= content.Length || content[end + 1] != 0)
        {
            return null;
        }

        byte[] read = new byte[IccProfile.MaxBytes];
        int length;
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(content[(end + 2)..].ToArray()), CompressionMode.Decompress);
            length = inflated.ReadAtLeast(read, read.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        if (IccProfile.Reduce(read.AsSpan(0, length)) is not { } reduced)
        {
            return null;
        }

        var output = new MemoryStream();
        output.Write("icc\0\0"u8);
        using (var deflated = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflated.Write(reduced);
        }

        return output.ToArray();
    }

    private static void Write(Stream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        output.Write(type);
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksums.Crc(type, content));
        output.Write(number);
    }
}
