using System.Text;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>
/// A hash of what areas come from, and of what of them can be seen at a glance: levels, codes, how many positions, the first one. To look at every position
/// would take longer than all the rest of taking up an index.
/// </summary>
internal static class ShapesFingerprint
{
    public static ulong Of(IReadOnlyList<AreaShape> shapes, ReadOnlySpan<byte> source)
    {
        var hash = new WordHash();
        hash.Add((ulong)source.Length);
        hash.Add(source);
        foreach (AreaShape shape in shapes)
        {
            hash.Add(((ulong)(uint)shape.Level << 32) | (uint)shape.Code.Length);
            hash.Add(Encoding.UTF8.GetBytes(shape.Code));
            hash.Add(((ulong)(uint)shape.Geometry.NumGeometries << 32) | (uint)shape.Geometry.NumPoints);
            Coordinate first = shape.Geometry.Coordinate;
            hash.Add(first.X);
            hash.Add(first.Y);
        }

        return hash.Value;
    }
}
