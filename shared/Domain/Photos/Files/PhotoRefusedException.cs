namespace GridSteward.Domain.Photos.Files;

/// <summary>Bytes are no photo that is kept; the message says why, for the sender.</summary>
internal sealed class PhotoRefusedException(string why, bool tooLarge = false) : Exception(why)
{
    public bool TooLarge { get; } = tooLarge;

    public static PhotoRefusedException CutOff => new("It is cut off: the file ends before the picture does.");

    public static PhotoRefusedException Damaged(string what) => new($"It is damaged: {what}.");
}
