namespace GridSteward.Domain.Photos.Files;

/// <summary>What bytes are that are no photo to be taken, so that the sender is told.</summary>
internal static class OtherFile
{
    private static readonly (byte[] Start, string Name)[] Starts =
    [
        ("GIF8"u8.ToArray(), "a GIF picture"),
        ("BM"u8.ToArray(), "a BMP picture"),
        ([(byte)'I', (byte)'I', 42, 0], "a TIFF or raw picture"),
        ([(byte)'M', (byte)'M', 0, 42], "a TIFF or raw picture"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([(byte)'P', (byte)'K', 3, 4], "a ZIP archive or an office document"),
        ([0xFF, 0x0A], "a JPEG XL picture"),
        ([0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' '], "a JPEG XL picture"),
        ([0, 0, 0, 12, (byte)'j', (byte)'P'], "a JPEG 2000 picture"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a film"),
        ("RIFF"u8.ToArray(), "a sound or a film"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ("MZ"u8.ToArray(), "a program"),
        ("<"u8.ToArray(), "a text such as HTML, XML or SVG"),
        ([0xEF, 0xBB, 0xBF], "a text"),
    ];

    public static string NameOf(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
        {
            return "empty";
        }

        if (content.Length >= 12 && content.Slice(4, 4).SequenceEqual("ftyp"u8))
        {
            ReadOnlySpan<byte> brand = content.Slice(8, 4);
            return brand.StartsWith("avi"u8) ? "an AVIF picture"
                : brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) ? "a HEIC picture"
                : "a film";
        }

        foreach (var (start, name) in Starts)
        {
            if (content.StartsWith(start))
            {
                return name;
            }
        }

        return "no picture of a known type";
    }
}
