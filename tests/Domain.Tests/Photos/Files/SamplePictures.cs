using GridSteward.Domain.Photos;
using SkiaSharp;

namespace GridSteward.Domain.Tests.Photos.Files;

/// <summary>Pictures as an encoder writes them, and what a decoder sees in a file.</summary>
internal static class SamplePictures
{
    /// <summary>24 by 16 pixels in colour, in ten scans; made by cjpeg of libjpeg.</summary>
    public static byte[] Progressive { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
        + "2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAQABgDASIAAhEBAxEB/8QA"
        + "FgABAQEAAAAAAAAAAAAAAAAABAUA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAwEF/9oADAMBAAIQAxAAAAGIlyxOdrOul//EABgQAAMBAQAAAAAAAAAAAAAAAAAB"
        + "AwIR/9oACAEBAAEFAlMUxSMzMzFjh//EABkRAAIDAQAAAAAAAAAAAAAAAAAEAQIDEf/aAAgBAwEBPwHJkozPD//EABkRAQACAwAAAAAAAAAAAAAAAAEAAgMR"
        + "Ev/aAAgBAgEBPwGr1FxDpZ//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Al//xAAYEAEBAAMAAAAAAAAAAAAAAAAAYQEhQf/aAAgBAQABPyGSaSCL"
        + "Dxt//9oADAMBAAIAAwAAABCjH//EABgRAAIDAAAAAAAAAAAAAAAAAAABESFB/9oACAEDAQE/EItGKH//xAAYEQACAwAAAAAAAAAAAAAAAAAAATFxsf/aAAgB"
        + "AgEBPxA86VN4j//EABgQAQEBAQEAAAAAAAAAAAAAAAAxASFR/9oACAEBAAE/EJkiRMmaGZ14f//Z");

    /// <summary>24 by 16 pixels in grey, with a restart after every block; made by cjpeg of libjpeg.</summary>
    public static byte[] Grey { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//"
        + "wAALCAAQABgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEI"
        + "I0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ip"
        + "qrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/90ABAAB/9oACAEBAAA/AOKg07p8tf/Q5uDTeny1/9HMg0vp8tf/0oLb"
        + "Tuny1//TvW2mdPlr/9TejsVjIG3Lelf/2Q==");

    public static TheoryData<PhotoType> Types => [PhotoType.Jpeg, PhotoType.Png, PhotoType.Webp];

    /// <summary>A picture of a few colours.</summary>
    public static byte[] Of(PhotoType type, int columns = 40, int rows = 24, int quality = 85)
    {
        using var picture = new SKBitmap(new SKImageInfo(columns, rows, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                picture.SetPixel(x, y, new SKColor((byte)(x * 6), (byte)(y * 10), (byte)(x * y), type == PhotoType.Jpeg ? (byte)255 : (byte)(255 - x)));
            }
        }

        SKEncodedImageFormat format = type switch { PhotoType.Jpeg => SKEncodedImageFormat.Jpeg, PhotoType.Png => SKEncodedImageFormat.Png, _ => SKEncodedImageFormat.Webp };
        using SKData data = picture.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>Every pixel in sRGB, as a decoder that knows colour profiles sees it, without turning it; null where it sees none or not all.</summary>
    public static byte[]? Decode(ReadOnlyMemory<byte> file)
    {
        using var data = SKData.CreateCopy(file.Span);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null)
        {
            return null;
        }

        using var picture = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, SKColorSpace.CreateSrgb()));
        return codec.GetPixels(picture.Info, picture.GetPixels()) == SKCodecResult.Success ? picture.Bytes : null;
    }

    /// <summary>Which side a decoder turns up: EXIF 1 to 8.</summary>
    public static int OrientationOf(ReadOnlyMemory<byte> file)
    {
        using var data = SKData.CreateCopy(file.Span);
        using SKCodec codec = SKCodec.Create(data);
        return (int)codec.EncodedOrigin;
    }
}
