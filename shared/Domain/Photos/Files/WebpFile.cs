using System.Buffers.Binary;

namespace GridSteward.Domain.Photos.Files;

/// <summary>
/// WebP files (RFC 9649): the coded pictures, their transparency and the frames of an animation are kept; EXIF but for the orientation, XMP, whatever
/// is not known and what follows the RIFF container are left out, and the header says what is there.
/// </summary>
internal static class WebpFile
{
    private const int Extended = 10;

    private const byte HasProfile = 0x20;
    private const byte HasAlpha = 0x10;
    private const byte HasExif = 0x08;
    private const byte IsAnimated = 0x02;

    public static StrippedPhoto Strip(ReadOnlySpan<byte> file, long maxPixels)
    {
        var riff = new ByteReader(file);
        riff.Take(4);
        ReadOnlySpan<byte> content = riff.Take(riff.LittleInt());
        var reader = new ByteReader(content);
        reader.Take(4);
        WebpChunk first = WebpChunk.Read(ref reader);
        if (!first.Is("VP8X"u8))
        {
            WebpPicture simple = WebpPicture.Read(first, maxPixels);
            var alone = new MemoryStream(content.Length + 8);
            first.WriteTo(alone);
            return StrippedPhoto.Of(PhotoType.Webp, Whole(alone), simple.Columns, simple.Rows, 1);
        }

        if (first.Content.Length != Extended)
        {
            throw PhotoRefusedException.Damaged("a WebP header that is too long or too short");
        }

        var header = new ByteReader(first.Content);
        byte flags = header.Byte();
        header.Take(3);
        int columns = header.LittleTriple() + 1, rows = header.LittleTriple() + 1;
        PhotoFile.CheckPixels(columns, rows, maxPixels);

        var body = new WebpBody(columns, rows, (flags & IsAnimated) != 0, maxPixels);
        while (reader.Left > 0)
        {
            body.Take(WebpChunk.Read(ref reader));
        }

        body.Finish();
        byte[] exif = ExifOrientation.Write(body.Orientation);
        byte[] extended = first.Content.ToArray();
        extended.AsSpan(0, 4).Clear();
        extended[0] = (byte)((flags & (HasAlpha | IsAnimated)) | (body.Profile is null ? 0 : HasProfile) | (exif.Length == 0 ? 0 : HasExif));

        var output = new MemoryStream(content.Length);
        WebpChunk.Write(output, "VP8X"u8, extended);
        if (body.Profile is { } profile)
        {
            WebpChunk.Write(output, "ICCP"u8, profile);
        }

        body.Pictures.WriteTo(output);
        if (exif.Length > 0)
        {
            WebpChunk.Write(output, "EXIF"u8, exif);
        }

        return StrippedPhoto.Of(PhotoType.Webp, Whole(output), columns, rows, body.Orientation);
    }

    private static byte[] Whole(MemoryStream chunks)
    {
        byte[] all = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. chunks.GetBuffer().AsSpan(0, (int)chunks.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(4), all.Length - 8);
        return all;
    }
}
