namespace GridSteward.Domain.Photos.Files;

/// <summary>Writes a segment.</summary>
internal delegate void SegmentWriter(Stream output, byte marker, ReadOnlySpan<byte> segment);

/// <summary>
/// What of a JPEG file's application segments decides how the picture looks: that it is JFIF (so its colours are YCbCr), Adobe's colour transform, the
/// colour profile, the orientation. Each is written anew, so that nothing else that stood there stays.
/// </summary>
internal sealed class JpegHead
{
    private readonly SortedDictionary<byte, byte[]> profile = [];
    private bool isJfif;
    private byte profilePieces;
    private byte? adobeTransform;
    private int? orientation;

    public int Orientation => orientation ?? 1;

    private static ReadOnlySpan<byte> ProfileName => "ICC_PROFILE\0"u8;

    public void Read(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == 0xE0 && segment.StartsWith("JFIF\0"u8))
        {
            isJfif = true;
        }
        else if (marker == 0xE1 && segment.StartsWith("Exif\0"u8) && segment.Length > 6)
        {
            orientation ??= ExifOrientation.Read(segment[6..]);
        }
        else if (marker == 0xE2 && segment.StartsWith(ProfileName) && segment.Length > ProfileName.Length + 2)
        {
            profilePieces = segment[ProfileName.Length + 1];
            profile.TryAdd(segment[ProfileName.Length], segment[(ProfileName.Length + 2)..].ToArray());
        }
        else if (marker == 0xEE && segment.StartsWith("Adobe"u8) && segment.Length >= 12)
        {
            adobeTransform = segment[11];
        }
    }

    public void Write(Stream output, SegmentWriter segment)
    {
        if (isJfif)
        {
            // Version 1.01, square pixels, no small copy.
            segment(output, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        }

        if (ExifOrientation.Write(Orientation) is { Length: > 0 } exif)
        {
            segment(output, 0xE1, [.. "Exif\0\0"u8, .. exif]);
        }

        bool isWhole = profile.Count == profilePieces && profile.Keys.SequenceEqual(Enumerable.Range(1, profile.Count).Select(i => (byte)i));
        if (isWhole && IccProfile.Reduce([.. profile.Values.SelectMany(p => p)]) is { } reduced && reduced.Length < 65_000)
        {
            segment(output, 0xE2, [.. ProfileName, 1, 1, .. reduced]);
        }

        if (adobeTransform is { } transform)
        {
            segment(output, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        }
    }
}
