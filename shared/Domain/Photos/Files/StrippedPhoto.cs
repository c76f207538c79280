namespace GridSteward.Domain.Photos.Files;

/// <summary>A photo without metadata.</summary>
/// <param name="Type">What the bytes are.</param>
/// <param name="Content">The bytes; the coded picture in them is the one that came, bit for bit.</param>
/// <param name="Width">Pixels from left to right as it is shown, after the rotation that the file asks for.</param>
/// <param name="Height">Pixels from top to bottom as it is shown.</param>
/// <param name="Orientation">How the pixels in the file are to be turned for that: 1 to 8 as in EXIF; 1 is not at all.</param>
public sealed record StrippedPhoto(PhotoType Type, ReadOnlyMemory<byte> Content, int Width, int Height, int Orientation)
{
    /// <summary>A photo whose file has so many columns and rows and asks for this orientation (EXIF 1 to 8; from 5 on it lies on its side).</summary>
    internal static StrippedPhoto Of(PhotoType type, ReadOnlyMemory<byte> content, int columns, int rows, int orientation)
        => orientation >= 5 ? new(type, content, rows, columns, orientation) : new(type, content, columns, rows, orientation);
}
