using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>A place whose households stay together: a building, or a point.</summary>
/// <param name="At">Where, in WGS-84 degrees.</param>
/// <param name="Households">How many; at least one.</param>
public sealed record HouseholdSite(Coordinate At, int Households);

/// <summary>How households are divided among the parts of an area.</summary>
/// <param name="Households">How many each part has, in the order of the parts.</param>
/// <param name="WorstShare">The largest difference of a part from the mean, as a share of the mean: 0.1 is ten per cent.</param>
/// <param name="WhyNot">Why some part is further from the mean than ten per cent; null where none is.</param>
public sealed record HouseholdParts(IReadOnlyList<int> Households, double WorstShare, string? WhyNot);
