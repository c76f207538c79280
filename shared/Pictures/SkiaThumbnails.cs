using GridSteward.Domain.Photos;
using GridSteward.Domain.Photos.Files;
using SkiaSharp;

namespace GridSteward.Pictures;

/// <summary>Draws photos small with Skia. One at a time: a large photo takes a hundred megabytes while it is drawn.</summary>
public sealed class SkiaThumbnails : IThumbnails
{
    /// <summary>The longest side in pixels.</summary>
    public const int Side = 320;

    /// <summary>More pixels are not held in memory: 64 MiB. JPEG and WebP are read at a smaller size.</summary>
    private const long MaxDrawnPixels = 16 * 1024 * 1024;

    private const int Quality = 80;

    private readonly Lock one = new();

    /// <inheritdoc/>
    public Thumbnail Draw(StrippedPhoto photo)
    {
        try
        {
            lock (one)
            {
                return DrawAlone(photo);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            // A platform without the native library keeps its photos and has no small copies.
            return Thumbnail.None;
        }
    }

    private static Thumbnail DrawAlone(StrippedPhoto photo)
    {
        using var data = SKData.CreateCopy(photo.Content.Span);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            return new Thumbnail(null, IsDamaged: true);
        }

        float scale = Math.Min(1f, 2f * Side / Math.Max(codec.Info.Width, codec.Info.Height));
        SKSizeI size = codec.GetScaledDimensions(scale);
        if ((long)size.Width * size.Height > MaxDrawnPixels)
        {
            return Thumbnail.None;
        }

        using var drawn = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(drawn.Info, drawn.GetPixels()) != SKCodecResult.Success)
        {
            return new Thumbnail(null, IsDamaged: true);
        }

        float fit = Math.Min(1f, (float)Side / Math.Max(photo.Width, photo.Height));
        using var small = new SKBitmap(new SKImageInfo(
            Math.Max(1, (int)MathF.Round(photo.Width * fit)), Math.Max(1, (int)MathF.Round(photo.Height * fit)), SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using (var canvas = new SKCanvas(small))
        using (SKImage image = SKImage.FromBitmap(drawn))
        {
            canvas.Clear(SKColors.White);
            canvas.Concat(Upright((SKEncodedOrigin)photo.Orientation, small.Width, small.Height));
            bool onItsSide = photo.Orientation >= 5;
            SKRect whole = onItsSide ? new(0, 0, small.Height, small.Width) : new(0, 0, small.Width, small.Height);
            canvas.DrawImage(image, whole, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        using SKData jpeg = small.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new Thumbnail(jpeg.ToArray(), false);
    }

    /// <summary>Turns a picture as it is stored into a place of so many pixels, the right side up.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
