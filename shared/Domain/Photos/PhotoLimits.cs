namespace GridSteward.Domain.Photos;

/// <summary>How large photos may be.</summary>
/// <param name="MaxBytes">The most bytes of the file as it is sent.</param>
/// <param name="MaxPixels">The most pixels; a small file can hold very many.</param>
public sealed record PhotoLimits(int MaxBytes, long MaxPixels)
{
    /// <summary>10 MiB and 50 million pixels.</summary>
    public static PhotoLimits Default { get; } = new(10 * 1024 * 1024, 50_000_000);

    /// <summary>How many blocks a photo may have, so that no more than one block too much ever lies in the private container.</summary>
    public int MaxBlocks => (MaxBytes + PhotoDraft.MaxBlockBytes - 1) / PhotoDraft.MaxBlockBytes;
}
