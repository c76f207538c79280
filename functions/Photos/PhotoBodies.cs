using GridSteward.Domain;
using GridSteward.Domain.Photos;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Photos;

/// <summary>A photo of a report, stripped of metadata.</summary>
public sealed record PhotoResponse(string Id, PhotoType Type, int Bytes, int Width, int Height, bool HasThumbnail, DateTimeOffset AddedAt, PhotoSender From)
{
    public static PhotoResponse Of(ReportPhoto p) => new(p.Id, p.Type, p.Bytes, p.Width, p.Height, p.HasThumbnail, p.AddedAt, p.From);
}

/// <summary>How far a photo has come: how blocks may be sent and which are there, or the photo once it is sealed.</summary>
public sealed record PhotoStatusResponse(string Id, bool Sealed, int MaxBlockBytes, int MaxBlocks, IReadOnlyList<int> Blocks, DateTimeOffset? ForgottenAt, PhotoResponse? Photo)
{
    public static PhotoStatusResponse Of(PhotoStatus s, PhotoLimits limits)
        => new(s.Id, s.Photo is not null, PhotoDraft.MaxBlockBytes, limits.MaxBlocks, s.Blocks, s.ForgottenAt, s.Photo is { } photo ? PhotoResponse.Of(photo) : null);
}

/// <summary>The end of a photo.</summary>
/// <param name="Blocks">How many blocks it has.</param>
/// <param name="Sha256">SHA-256 of what was sent in hexadecimal; null where the sender does not say.</param>
public sealed record WantedPhotoSeal(int Blocks, string? Sha256);

/// <summary>Reads what photos take.</summary>
public static class PhotoInput
{
    /// <summary>More than any setting allows; how many it is here is said where the blocks are.</summary>
    private const int MostBlocks = 200;

    public static WantedPhotoSeal ReadPhotoSeal(this JsonInput input)
    {
        int? blocks = input.WholeNumber("blocks", 1, MostBlocks, required: true);
        string? sha256 = input.Text("sha256", 64);
        if (sha256 is not null && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)))
        {
            input.Faults.Add(new Fault(input.PathOf("sha256"), "64 hexadecimal digits."));
        }

        input.Finish();
        return new WantedPhotoSeal(blocks!.Value, sha256?.ToLowerInvariant());
    }
}
