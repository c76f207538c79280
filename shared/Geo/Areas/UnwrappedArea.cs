using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>A polygon laid out across the antimeridian, with longitudes from -180 up to below 540.</summary>
/// <param name="Polygon">The polygon; a position on the antimeridian stands wherever a ring passes it.</param>
/// <param name="Given">The longitude as it was given, by unwrapped position: adding 360 and taking it off again would lose bits.</param>
internal readonly record struct UnwrappedArea(Polygon Polygon, Dictionary<Coordinate, double> Given);
