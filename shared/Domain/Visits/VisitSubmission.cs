namespace GridSteward.Domain.Visits;

/// <summary>A visit as it is sent.</summary>
/// <param name="At">When; null is now.</param>
/// <param name="By">The id of the steward who went.</param>
/// <param name="Reason">Why.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="CheckIn">Where the visitor was.</param>
/// <param name="Note">What was heard and seen (personal).</param>
public sealed record VisitSubmission(DateTimeOffset? At, string? By, VisitReason Reason, VisitOutcome Outcome, SentPosition? CheckIn, string? Note)
{
    /// <summary>The id of the team for which they went.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the steward who came along because the household knows them.</summary>
    public string? Companion { get; init; }

    /// <summary>The id of the request that it answers.</summary>
    public string? Request { get; init; }

    /// <summary>The id of the campaign to which it belongs.</summary>
    public string? Campaign { get; init; }

    /// <summary>Whether a device kept it while it was offline: then a time that cannot be is flagged, where otherwise it would be refused.</summary>
    public bool Offline { get; init; }
}
