using GridSteward.Domain.Photos.Files;

namespace GridSteward.Domain.Photos;

/// <summary>What drawing a photo small came to.</summary>
/// <param name="Jpeg">The small copy, a JPEG file without metadata; null where there is none.</param>
/// <param name="IsDamaged">Whether the picture cannot be drawn to its end.</param>
public sealed record Thumbnail(ReadOnlyMemory<byte>? Jpeg, bool IsDamaged)
{
    /// <summary>Nothing is drawn here: the platform has no decoder, or the picture is too large to draw.</summary>
    public static Thumbnail None { get; } = new(null, false);
}

/// <summary>Draws photos small. Behind a seam, because it takes a decoder of pictures, which the domain has not.</summary>
public interface IThumbnails
{
    /// <summary>Draws one, with the side up that it asks for.</summary>
    Thumbnail Draw(StrippedPhoto photo);
}
