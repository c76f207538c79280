namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// Reads a file that is said to be a photo: what it is, by its bytes alone, whether it is whole, and what of it is picture. Whatever else it holds
/// (where and when it was taken, by which camera, words, small copies, films) is left behind. The coded picture is copied as it is: nothing is
/// decoded and coded again, so that no quality is lost. Kept besides: what is needed to show the colours, and which side is up.
/// </summary>
public static class PhotoFile
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>What the bytes are; null for anything but the three types that are taken.</summary>
    public static PhotoType? Sniff(ReadOnlySpan<byte> content)
        => content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? PhotoType.Jpeg
            : content.StartsWith(PngSignature) ? PhotoType.Png
            : content.StartsWith("RIFF"u8) && content.Length >= 12 && content.Slice(8, 4).SequenceEqual("WEBP"u8) ? PhotoType.Webp
            : null;

    /// <summary>The photo without metadata; what is wrong with it, where it cannot be taken. Nothing is thrown, whatever the bytes are.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="maxPixels">The most pixels a picture may have, so that nobody who shows it is made to fill their memory.</param>
    public static Outcome<StrippedPhoto> Strip(ReadOnlySpan<byte> content, long maxPixels)
    {
        try
        {
            return Sniff(content) switch
            {
                PhotoType.Jpeg => JpegFile.Strip(content, maxPixels),
                PhotoType.Png => PngFile.Strip(content, maxPixels),
                PhotoType.Webp => WebpFile.Strip(content, maxPixels),
                _ => throw new PhotoRefusedException($"It is {OtherFile.NameOf(content)}; JPEG, PNG and WebP pictures are taken."),
            };
        }
        catch (PhotoRefusedException e)
        {
            return e.TooLarge ? new Outcome<StrippedPhoto>.TooLarge(e.Message) : new Outcome<StrippedPhoto>.Invalid([new("$", e.Message)]);
        }
    }

    /// <exception cref="PhotoRefusedException">There are too many.</exception>
    internal static void CheckPixels(long columns, long rows, long maxPixels)
    {
        if (columns * rows > maxPixels)
        {
            throw new PhotoRefusedException($"It has {columns} by {rows} pixels; at most {maxPixels / 1_000_000.0:0.#} million are taken.", tooLarge: true);
        }
    }
}
