using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>One area of a GeoJSON text whose geometry was found good.</summary>
/// <param name="Index">Its place in the <c>features</c> array, from 0; 0 for a feature that stands alone.</param>
/// <param name="Id">Its <c>id</c>; a number is kept as its text. Null where it has none.</param>
/// <param name="Geometry">A normalized Polygon or MultiPolygon, see <see cref="AreaGeometry"/>.</param>
/// <param name="Properties">Its properties, which stay valid for as long as they are held; empty where there are none.</param>
public sealed record GeoFeature(int Index, string? Id, Geometry Geometry, IReadOnlyDictionary<string, JsonElement> Properties)
{
    /// <summary>Where it stands in the text, as a JSON path.</summary>
    public required string Path { get; init; }
}
