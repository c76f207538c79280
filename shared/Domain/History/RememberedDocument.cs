using GridSteward.Domain.Storage;

namespace GridSteward.Domain.History;

/// <summary>
/// A document that decides who is responsible, so that what it was before stays: whoever replaces or deletes it leaves a <see cref="PastVersion"/>.
/// </summary>
public abstract record RememberedDocument : JurisdictionDocument
{
    /// <summary>
    /// Since when it is recorded as it is; null where it was so before the past was kept. Written by <see cref="RememberingStore"/> whatever is sent.
    /// </summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether nothing is recorded of it before; written as <see cref="Since"/> is.</summary>
    public bool IsFirst { get; init; }
}
