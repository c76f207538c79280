using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GridSteward.Domain.Photos;

namespace GridSteward.Domain.Tests.Photos.Files;

/// <summary>Puts a text into every place of a picture's file in which metadata may stand, and other things that do not belong to the picture.</summary>
internal static class Telling
{
    /// <summary>The file with the text everywhere, and with an orientation.</summary>
    public static byte[] Of(PhotoType type, byte[] file, string text, int orientation = 1) => type switch
    {
        PhotoType.Jpeg => Jpeg(file, text, orientation),
        PhotoType.Png => Png(file, text, orientation),
        _ => Webp(file, text, orientation),
    };

    /// <summary>Whether the file holds the text in any spelling, packed or not.</summary>
    public static bool Tells(ReadOnlySpan<byte> file, string text)
        => file.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0 || file.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0
            || file.IndexOf(Encoding.BigEndianUnicode.GetBytes(text)) >= 0 || file.IndexOf(Packed(text).AsSpan()[2..^4]) >= 0;

    /// <summary>EXIF data: a description, the orientation, and the text behind them, as small copies and makers' notes lie there.</summary>
    public static byte[] Exif(string text, int orientation, bool little = true)
    {
        byte[] words = Encoding.ASCII.GetBytes(text);
        byte[] tiff = new byte[38 + words.Length + 1 + words.Length];
        void Short(int at, int value) => Put(tiff.AsSpan(at, 2), value, little);
        void Int(int at, int value) => Put(tiff.AsSpan(at, 4), value, little);
        Encoding.ASCII.GetBytes(little ? "II" : "MM").CopyTo(tiff, 0);
        Short(2, 42);
        Int(4, 8);
        Short(8, 2);
        Short(10, 0x010E);
        Short(12, 2);
        Int(14, words.Length + 1);
        Int(18, 38);
        Short(22, 0x0112);
        Short(24, 3);
        Int(26, 1);
        Short(30, orientation);
        words.CopyTo(tiff, 38);
        words.CopyTo(tiff, 39 + words.Length);
        return tiff;
    }

    /// <summary>A profile of three primaries wider than those of sRGB, whose texts and private tag hold the text.</summary>
    public static byte[] Profile(string text)
    {
        byte[] words = Encoding.ASCII.GetBytes(text);
        byte[] Xyz(double x, double y, double z) => [.. "XYZ "u8, 0, 0, 0, 0, .. new[] { x, y, z }.SelectMany(v => Big((int)Math.Round(v * 65536)))];
        byte[] curve = [.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 51]; // 2.2
        (string Name, byte[] Value)[] tags =
        [
            ("desc", [.. "desc"u8, 0, 0, 0, 0, .. Big(words.Length + 1), .. words, 0, .. new byte[78]]),
            ("cprt", [.. "text"u8, 0, 0, 0, 0, .. words, 0]), ("dmnd", [.. "text"u8, 0, 0, 0, 0, .. words, 0]), ("tell", [.. "text"u8, 0, 0, 0, 0, .. words, 0]),
            ("wtpt", Xyz(0.9642, 1, 0.8249)), ("rXYZ", Xyz(0.5151, 0.2412, -0.0011)), ("gXYZ", Xyz(0.2920, 0.6922, 0.0419)), ("bXYZ", Xyz(0.1571, 0.0666, 0.7841)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        var table = new List<byte>(Big(tags.Length));
        var values = new List<byte>();
        foreach (var (name, value) in tags)
        {
            table.AddRange([.. Encoding.ASCII.GetBytes(name), .. Big(128 + 4 + (12 * tags.Length) + values.Count), .. Big(value.Length)]);
            values.AddRange([.. value, .. new byte[-value.Length & 3]]);
        }

        byte[] header = new byte[128];
        words.AsSpan(0, 4).CopyTo(header.AsSpan(48)); // the device's maker
        (header[8], header[9]) = (2, 0x10);
        "mntrRGB XYZ "u8.CopyTo(header.AsSpan(12));
        "acsp"u8.CopyTo(header.AsSpan(36));
        ((ReadOnlySpan<byte>)[0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D]).CopyTo(header.AsSpan(68));
        byte[] all = [.. header, .. table, .. values];
        Big(all.Length).CopyTo(all, 0);
        return all;
    }

    public static byte[] Segment(byte marker, params ReadOnlySpan<byte> content) => [0xFF, marker, .. Big(content.Length + 2)[2..], .. content];

    public static byte[] Chunk(string type, params ReadOnlySpan<byte> content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. Big(content.Length), .. body, .. Big((int)Crc(body))];
    }

    public static byte[] Riff(string type, params ReadOnlySpan<byte> content)
        => [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(content.Length), .. content, .. new byte[content.Length & 1]];

    /// <summary>A WebP file of these chunks, and what stands behind it.</summary>
    public static byte[] WebpOf(byte[] chunks, params ReadOnlySpan<byte> behind) => [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length + 4), .. "WEBP"u8, .. chunks, .. behind];

    /// <summary>The header of an extended WebP file.</summary>
    public static byte[] Vp8x(byte flags, int columns, int rows)
        => Riff("VP8X", [flags, 0, 0, 0, .. BitConverter.GetBytes(columns - 1)[..3], .. BitConverter.GetBytes(rows - 1)[..3]]);

    /// <summary>The chunks of a WebP file that are picture.</summary>
    public static byte[] PictureOf(byte[] webp)
    {
        List<byte> chunks = [];
        for (int at = 12; at < webp.Length;)
        {
            int length = BitConverter.ToInt32(webp, at + 4), whole = 8 + length + (length & 1);
            if (Encoding.ASCII.GetString(webp, at, 4) is "VP8 " or "VP8L" or "ALPH")
            {
                chunks.AddRange(webp[at..(at + whole)]);
            }

            at += whole;
        }

        return [.. chunks];
    }

    public static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(Encoding.ASCII.GetBytes(text));
        }

        return packed.ToArray();
    }

    private static byte[] Jpeg(byte[] file, string text, int orientation)
    {
        byte[] words = Encoding.ASCII.GetBytes(text);
        int tables = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        byte[] profile = Profile(text);
        return
        [
            .. file[..2],
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 2, 1, .. words[..6]]), // with a small copy
            .. Segment(0xE0, [.. "JFXX\0"u8, 0x10, .. words]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(text, orientation)]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"u8, .. words]),
            .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 2, .. profile[..200]]),
            .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 2, 2, .. profile[200..]]),
            .. Segment(0xE2, [.. "MPF\0"u8, .. words]),
            .. Segment(0xE5, words), .. Segment(0xEC, [.. "Ducky"u8, .. words]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 4, 4, 0, 0, 0, 0, 0, (byte)words.Length, .. words]),
            .. Segment(0xEF, words), .. Segment(0xFE, words),
            0xFF, 0xFF, // fill
            .. file[tables..^2],
            0xFF, 0xFF, 0xD9,
            .. file, .. words, .. "ftypmp42"u8, // a second picture and a film
        ];
    }

    private static byte[] Png(byte[] file, string text, int orientation)
    {
        byte[] words = Encoding.ASCII.GetBytes(text);
        int pixels = file.AsSpan().IndexOf("IDAT"u8) - 4;
        byte[] named = Encoding.ASCII.GetBytes(text[..20]);
        return
        [
            .. file[..33], // signature and header
            .. Chunk("iCCP", [.. named, 0, 0, .. PackedProfile(text)]),
            .. Chunk("tEXt", [.. "Comment\0"u8, .. words]), .. Chunk("zTXt", [.. "Comment\0\0"u8, .. Packed(text)]),
            .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. words]), .. Chunk("tIME", [7, 234, 5, 4, 3, 2, 1]),
            .. Chunk("acTL", [0, 0, 0, 1, 0, 0, 0, 0]), .. Chunk("fcTL", [.. words, .. words]), .. Chunk("caBX", words), .. Chunk("pHYs", words.AsSpan(0, 9)),
            .. Chunk("cHRM", Encoding.ASCII.GetBytes(text.PadRight(32))),
            .. file[pixels..^12],
            .. Chunk("fdAT", words), .. Chunk("eXIf", Exif(text, orientation, little: false)), .. Chunk("tEXt", [.. "More\0"u8, .. words]),
            .. file[^12..],
            .. file, .. words,
        ];
    }

    private static byte[] Webp(byte[] file, string text, int orientation)
    {
        byte[] words = Encoding.ASCII.GetBytes(text), picture = PictureOf(file);
        var (columns, rows) = SizeOf(file);
        byte[] chunks =
        [
            .. Vp8x(0x3C, columns, rows), .. Riff("ICCP", Profile(text)), .. Riff("TELL", words), .. picture,
            .. Riff("EXIF", Exif(text, orientation)), .. Riff("XMP ", words), .. Riff("META", words),
        ];
        return WebpOf(chunks, [.. file, .. words]);
    }

    private static (int Columns, int Rows) SizeOf(byte[] file)
    {
        using var data = SkiaSharp.SKData.CreateCopy(file);
        using var codec = SkiaSharp.SKCodec.Create(data);
        return (codec.Info.Width, codec.Info.Height);
    }

    private static byte[] PackedProfile(string text)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression))
        {
            zlib.Write(Profile(text));
        }

        return packed.ToArray();
    }

    private static byte[] Big(int value)
    {
        byte[] four = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, value);
        return four;
    }

    private static void Put(Span<byte> at, int value, bool little)
    {
        for (int i = 0; i < at.Length; i++)
        {
            at[little ? i : at.Length - 1 - i] = (byte)(value >> (8 * i));
        }
    }

    /// <summary>CRC-32, bit by bit.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint c = uint.MaxValue;
        foreach (byte b in bytes)
        {
            c ^= b;
            for (int i = 0; i < 8; i++)
            {
                c = (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320 : c >> 1;
            }
        }

        return ~c;
    }
}
