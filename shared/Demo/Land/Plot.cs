using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>A piece of land on the drawing, in metres, divided into smaller ones.</summary>
internal sealed record Plot(string Code, string Name, LandKind Kind, Polygon Shape, IReadOnlyList<Plot> Parts)
{
    /// <summary>The pieces that are not divided further.</summary>
    public IEnumerable<Plot> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(p => p.Leaves);
}
