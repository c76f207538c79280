namespace GridSteward.Geo;

/// <summary>The area nearest to a point.</summary>
/// <param name="Area">The area.</param>
/// <param name="DistanceMetres">Metres from the point to its nearest edge; 0 where it covers the point.</param>
/// <param name="At">The place of the area that is nearest to the point: the point itself where the area covers it, else a place on its edge.</param>
public sealed record NearestArea(AreaShape Area, double DistanceMetres, Wgs84Point At);
