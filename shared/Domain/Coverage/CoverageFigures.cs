using System.Text.Json.Serialization;

namespace GridSteward.Domain.Coverage;

/// <summary>The figures of units (households, companies, shops) of an area, a steward, a team, a kind, a care level or all. Every unit counts once.</summary>
/// <param name="Registered">Units in the register that have not moved away and are no part of another.</param>
/// <param name="Enumerated">Units expected by the counts of buildings; null where no building was counted: then nothing about the whole is known.</param>
/// <param name="BuildingsUncounted">Buildings that nobody has counted.</param>
/// <param name="Found">Units that are located and matched to a counted building, of each building and kind at most as many as it is expected to have.</param>
/// <param name="FoundBeyond">Those above that number.</param>
/// <param name="Visited">Registered units met within the interval of their care level.</param>
/// <param name="VisitedFound">Of those found, how many were met within the interval (of a building with more units than expected at most as many as are found).</param>
/// <param name="Handled">Registered units with an active holder of a Handle post in their building or in one of their areas.</param>
/// <param name="Responsible">Of those, how many whose holder confirmed a channel within the days of the settings.</param>
/// <param name="Unlocated">Registered units without a position, or outside all areas.</param>
/// <param name="Unmatched">Located units that belong to no counted building.</param>
/// <param name="Orphaned">Units that name a building which is not there any more, or stand in other areas than their building.</param>
public sealed record UnitFigures(
    long Registered, long? Enumerated, long BuildingsUncounted, long Found, long FoundBeyond, long Visited, long VisitedFound,
    long Handled, long Responsible, long Unlocated, long Unmatched, long Orphaned)
{
    /// <summary>Found of enumerated: how much of what is there is known.</summary>
    public Share FoundShare => new(Found, Enumerated);

    /// <summary>Visited of found: what it looks like to who sees only what was found. Never to be shown without <see cref="EffectiveShare"/>.</summary>
    public Share NaiveShare => new(VisitedFound, Enumerated is null ? null : Found);

    /// <summary>Visited of enumerated: the coverage.</summary>
    public Share EffectiveShare => new(VisitedFound, Enumerated);

    /// <summary>Responsible of registered.</summary>
    public Share ResponsibilityShare => new(Responsible, Registered);
}

/// <summary>The figures of reports that were received in the last days before the night (settings); private cases count nowhere.</summary>
/// <param name="Received">How many.</param>
/// <param name="AcceptDue">Of those, how many had to be accepted by now: they were, or their deadline has passed.</param>
/// <param name="AcceptedInTime">Of these, how many were accepted in time.</param>
/// <param name="ResolveDue">How many had to be resolved by now: they were, or their deadline has passed.</param>
/// <param name="ResolvedInTime">Of these, how many were resolved in time.</param>
/// <param name="LateThreeTimes">How many took, or have waited, more than three times what was allowed.</param>
/// <param name="Reopened">How many were begun again at least once.</param>
/// <param name="Answered">To how many the reporter said whether they are satisfied.</param>
/// <param name="Satisfied">Of these, how many were.</param>
/// <param name="Resolved">How many were resolved.</param>
/// <param name="MedianHours">The median of the hours from receipt to the resolve; null where nothing was resolved.</param>
/// <param name="NinetiethHours">Their 90th percentile: nine of ten took no longer.</param>
/// <param name="Open">Reports of any age that are open.</param>
/// <param name="Overdue">Of those, how many are past their next deadline.</param>
/// <param name="Orphaned">Of those open, how many are with a post that is not in force or vacant, or with nobody.</param>
public sealed record LoopFigures(
    long Received, long AcceptDue, long AcceptedInTime, long ResolveDue, long ResolvedInTime, long LateThreeTimes, long Reopened,
    long Answered, long Satisfied, long Resolved, double? MedianHours, double? NinetiethHours, long Open, long Overdue, long Orphaned)
{
    /// <summary>No report at all.</summary>
    public static LoopFigures Nothing { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, 0, 0, 0);

    /// <summary>Accepted in time of those due.</summary>
    public Share AcceptedShare => new(AcceptedInTime, AcceptDue);

    /// <summary>Resolved in time of those due.</summary>
    public Share ResolvedShare => new(ResolvedInTime, ResolveDue);

    /// <summary>Satisfied of those who said.</summary>
    public Share SatisfiedShare => new(Satisfied, Answered);
}

/// <summary>How the parts of an area cover it; square metres.</summary>
/// <param name="Whole">The area.</param>
/// <param name="Once">What lies inside exactly one part.</param>
/// <param name="Overlap">What lies inside several.</param>
/// <param name="Gap">What lies inside none.</param>
public sealed record SpatialFigures(double Whole, double Once, double Overlap, double Gap)
{
    /// <summary>Inside exactly one part, of the whole; 0 to 1.</summary>
    public double Rate => Whole > 0 ? Math.Clamp(Once / Whole, 0, 1) : 0;
}

/// <summary>What it takes to lift an area to its target; lists of units are kept for the areas without parts, and their wholes carry the sums.</summary>
/// <param name="Needed">Units to visit.</param>
/// <param name="Listed">Of those, how many are known and due: they are on the list.</param>
/// <param name="ToFind">The others, which nobody has found yet.</param>
/// <param name="OfRegistered">Whether nothing is enumerated there, so that the target is measured against the register, the best that is known.</param>
public sealed record MopUp(long Needed, long Listed, long ToFind, bool OfRegistered = false);

/// <summary>How rates changed since an earlier night, as differences (0.05 is five points up); null where one of the two is unknown.</summary>
/// <param name="Date">The earlier night.</param>
/// <param name="Found">Found of enumerated.</param>
/// <param name="Naive">Visited of found.</param>
/// <param name="Effective">Visited of enumerated.</param>
/// <param name="Responsibility">Responsible of registered.</param>
/// <param name="ResolvedInTime">Resolved in time of those due.</param>
/// <param name="Satisfied">Satisfied of those who said.</param>
public sealed record ChangeSince(DateOnly Date, double? Found, double? Naive, double? Effective, double? Responsibility, double? ResolvedInTime, double? Satisfied);

/// <summary>Change against the last night, the night a week and the night a month (30 days) before; null where there is no report of that night, or none of a night up to two days before it.</summary>
/// <param name="Night">Since the last night.</param>
/// <param name="Week">Since the night a week before.</param>
/// <param name="Month">Since the night a month before.</param>
public sealed record Changes(ChangeSince? Night, ChangeSince? Week, ChangeSince? Month)
{
    /// <summary>Nothing to compare with.</summary>
    public static Changes None { get; } = new(null, null, null);
}

/// <summary>The figures of one area, of any level.</summary>
/// <param name="Code">The area's code; of the whole the jurisdiction's.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">Its level's name; of the whole <c>jurisdiction</c>.</param>
/// <param name="Parent">The code of the area it is part of; null at the top.</param>
/// <param name="Band">The band of its effective coverage.</param>
/// <param name="Units">Its units; null where the reader may not know.</param>
/// <param name="Loop">Its reports.</param>
/// <param name="Spatial">How its parts cover it; null where it has none, and for the whole jurisdiction.</param>
/// <param name="MopUp">What it takes to the target; null where that is unknown, or the reader may not know.</param>
/// <param name="Changes">What changed.</param>
public sealed record AreaFigures(
    string Code, string Name, string Level, string? Parent, CoverageBand Band, UnitFigures? Units, LoopFigures Loop, SpatialFigures? Spatial, MopUp? MopUp, Changes Changes);

/// <summary>What the rows of a group are.</summary>
[JsonConverter(typeof(WireEnumConverter<CoverageGroup>))]
public enum CoverageGroup
{
    /// <summary>Stewards; each unit counts with the one holder who answers for it, and the rest in a row without a key.</summary>
    Steward,

    /// <summary>Teams; a unit counts with each team that serves one of its areas, so these rows may overlap.</summary>
    Team,

    /// <summary>Kinds of units.</summary>
    Kind,

    /// <summary>Care levels; buildings are not counted by these, so nothing is enumerated.</summary>
    Care,
}

/// <summary>The figures of one row of a group.</summary>
/// <param name="Group">What it is a row of.</param>
/// <param name="Key">The id of a steward or team, or the kind or care level; null for what belongs to none.</param>
/// <param name="Label">Staff number and titles of a steward, the name of a team; null for kinds and levels, which front ends name.</param>
/// <param name="Units">Their units; null where the reader may not know.</param>
/// <param name="Loop">The reports that are or were with the steward's posts or the team; null for kinds and levels.</param>
public sealed record GroupFigures(CoverageGroup Group, string? Key, string? Label, UnitFigures? Units, LoopFigures? Loop);
