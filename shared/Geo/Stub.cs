#pragma warning disable CS1591
namespace GridSteward.Geo;
public readonly record struct GeoBox(double West, double South, double East, double North);
