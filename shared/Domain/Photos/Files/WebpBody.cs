namespace GridSteward.Domain.Photos.Files;

/// <summary>What follows the header of an extended WebP file: one picture, or the frames of an animation, and what goes with them.</summary>
internal sealed class WebpBody(int columns, int rows, bool isAnimated, long maxPixels)
{
    private const int FrameBytes = 16;

    private bool hasPicture;
    private bool hasAlpha;
    private bool hasOrder;
    private long framePixels;

    public MemoryStream Pictures { get; } = new();

    public byte[]? Profile { get; private set; }

    public int Orientation { get; private set; } = 1;

    public void Take(WebpChunk chunk)
    {
        if (chunk.Is("ICCP"u8))
        {
            Profile ??= IccProfile.Reduce(chunk.Content);
        }
        else if (chunk.Is("EXIF"u8))
        {
            // Some write the six bytes with which JPEG begins EXIF data.
            ReadOnlySpan<byte> exif = chunk.Content;
            Orientation = Orientation == 1 ? ExifOrientation.Read(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif) : Orientation;
        }
        else if (isAnimated && chunk.Is("ANIM"u8))
        {
            Require(!hasOrder && chunk.Content.Length == 6);
            hasOrder = true;
            chunk.WriteTo(Pictures);
        }
        else if (isAnimated && chunk.Is("ANMF"u8))
        {
            Require(hasOrder);
            TakeFrame(chunk.Content);
        }
        else if (!isAnimated && chunk.Is("ALPH"u8))
        {
            Require(!hasPicture && !hasAlpha && chunk.Content.Length > 1);
            hasAlpha = true;
            chunk.WriteTo(Pictures);
        }
        else if (!isAnimated && WebpPicture.IsOne(chunk))
        {
            Require(!hasPicture && !(hasAlpha && chunk.Is("VP8L"u8)) && WebpPicture.Read(chunk, maxPixels) == new WebpPicture(columns, rows));
            hasPicture = true;
            chunk.WriteTo(Pictures);
        }
    }

    public void Finish() => Require(hasPicture);

    /// <summary>A frame: where and how long it is shown, its transparency, its picture; nothing else.</summary>
    private void TakeFrame(ReadOnlySpan<byte> content)
    {
        var reader = new ByteReader(content);
        ReadOnlySpan<byte> shown = reader.Take(FrameBytes);
        var place = new ByteReader(shown);
        int x = place.LittleTriple() * 2, y = place.LittleTriple() * 2;
        WebpPicture size = new(place.LittleTriple() + 1, place.LittleTriple() + 1);
        framePixels += (long)size.Columns * size.Rows;
        Require(x + size.Columns <= columns && y + size.Rows <= rows);
        PhotoFile.CheckPixels(framePixels, 1, maxPixels);

        var frame = new MemoryStream();
        frame.Write(shown[..^1]);
        frame.WriteByte((byte)(shown[^1] & 3));
        bool drawn = false, alpha = false;
        while (reader.Left > 0)
        {
            WebpChunk chunk = WebpChunk.Read(ref reader);
            if (chunk.Is("ALPH"u8))
            {
                Require(!alpha && !drawn && chunk.Content.Length > 1);
                alpha = true;
                chunk.WriteTo(frame);
            }
            else if (WebpPicture.IsOne(chunk))
            {
                Require(!drawn && !(alpha && chunk.Is("VP8L"u8)) && WebpPicture.Read(chunk, maxPixels) == size);
                drawn = true;
                chunk.WriteTo(frame);
            }
        }

        Require(drawn);
        hasPicture = true;
        WebpChunk.Write(Pictures, "ANMF"u8, frame.GetBuffer().AsSpan(0, (int)frame.Length));
    }

    private static void Require(bool fits)
    {
        if (!fits)
        {
            throw PhotoRefusedException.Damaged("WebP chunks that do not go together");
        }
    }
}
