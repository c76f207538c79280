using System.Text.Json.Serialization;

namespace GridSteward.Domain.Photos;

/// <summary>The types of pictures that are kept.</summary>
[JsonConverter(typeof(WireEnumConverter<PhotoType>))]
public enum PhotoType
{
    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP.</summary>
    Webp,
}

/// <summary>On whose side a photo was added.</summary>
[JsonConverter(typeof(WireEnumConverter<PhotoSender>))]
public enum PhotoSender
{
    /// <summary>Whoever reported it.</summary>
    Reporter,

    /// <summary>Those who handle it: the proof of their work.</summary>
    Staff,
}

/// <summary>A photo of a report: what lies in its blob, from which all metadata are gone.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What its bytes are.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Width">Pixels from left to right as it is shown.</param>
/// <param name="Height">Pixels from top to bottom as it is shown.</param>
/// <param name="Sha256">SHA-256 of the bytes in lower-case hexadecimal; not that of what was sent.</param>
/// <param name="HasThumbnail">Whether a small copy lies beside it.</param>
/// <param name="AddedAt">When the server had it whole.</param>
/// <param name="From">On whose side it was added.</param>
public sealed record ReportPhoto(
    string Id, PhotoType Type, int Bytes, int Width, int Height, string Sha256, bool HasThumbnail, DateTimeOffset AddedAt, PhotoSender From)
{
    /// <summary>The most photos of one report, its reporter's and staff's together.</summary>
    public const int Most = 5;

    /// <summary>The media type.</summary>
    [JsonIgnore]
    public string ContentType => Type switch { PhotoType.Jpeg => "image/jpeg", PhotoType.Png => "image/png", _ => "image/webp" };
}
