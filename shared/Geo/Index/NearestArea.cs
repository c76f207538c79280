namespace GridSteward.Geo;

/// <summary>The area nearest to a point.</summary>
/// <param name="Area">The area.</param>
/// <param name="DistanceMetres">Metres from the point to its nearest edge; 0 where it covers the point.</param>
public sealed record NearestArea(AreaShape Area, double DistanceMetres);
