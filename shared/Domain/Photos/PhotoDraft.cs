using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Photos;

/// <summary>A photo on its way in: its blocks lie in a private container until it is sealed, a day at most. Only whoever began it goes on with it.</summary>
public sealed record PhotoDraft : JurisdictionDocument
{
    /// <summary>The most photos of one report that are on their way at the same time.</summary>
    public const int MostAtOnce = 5;

    /// <summary>The most bytes in one block.</summary>
    public const int MaxBlockBytes = 512 * 1024;

    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override string Type => "photoDraft";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>On whose side.</summary>
    public required PhotoSender From { get; init; }

    /// <summary>The subject who sends it; <c>reporter</c>.</summary>
    public required string By { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
