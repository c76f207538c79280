namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>The language of words in an output.</summary>
public enum OutputLanguage
{
    /// <summary>中文.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>What a night's report said of the whole jurisdiction, for the line through the months.</summary>
/// <param name="Date">The local day.</param>
/// <param name="Naive">Visited of found, 0 to 1; null where unknown.</param>
/// <param name="Effective">Visited of enumerated; null where unknown.</param>
public sealed record TrendNight(DateOnly Date, double? Naive, double? Effective);

/// <summary>What outputs show beside a report's figures.</summary>
/// <param name="TimeZone">The jurisdiction's zone, in which times are written.</param>
/// <param name="Outlines">The areas of the report's generation with their shapes; areas without one are in no map and have no geometry.</param>
/// <param name="Spatial">The overlaps and gaps of that generation; null where they were not computed.</param>
/// <param name="Trend">Earlier nights with the report's own last, oldest first; what is older than 13 months is not shown.</param>
public sealed record OutputContext(TimeZoneInfo TimeZone, IReadOnlyList<AreaOutline> Outlines, SpatialCoverage? Spatial, IReadOnlyList<TrendNight> Trend)
{
    /// <summary>Nothing but the report.</summary>
    public static OutputContext Nothing { get; } = new(TimeZoneInfo.Utc, [], null, []);
}
