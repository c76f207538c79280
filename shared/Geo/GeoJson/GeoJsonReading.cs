namespace GridSteward.Geo;

/// <summary>What a GeoJSON text gave: the features that are good and everything that is wrong.</summary>
/// <param name="Features">The good features in file order. Whoever imports all or nothing looks at <paramref name="Faults"/> first.</param>
/// <param name="Faults">All faults in file order, cut off at <see cref="GeoJsonLimits.MaxFaults"/> with a last entry "and N more".</param>
public sealed record GeoJsonReading(IReadOnlyList<GeoFeature> Features, IReadOnlyList<GeoFault> Faults);
