using System.Text;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>A hash of areas as an index sees them: levels, codes, rings and every bit of their coordinates, in the order of the index.</summary>
internal static class ShapesFingerprint
{
    public static ulong Of(IEnumerable<AreaShape> shapes)
    {
        var hash = new WordHash();
        foreach (AreaShape shape in shapes)
        {
            hash.Add(Pair(shape.Level, shape.Code.Length));
            hash.Add(Encoding.UTF8.GetBytes(shape.Code));
            hash.Add((ulong)shape.Geometry.NumGeometries);
            for (int i = 0; i < shape.Geometry.NumGeometries; i++)
            {
                var part = (Polygon)shape.Geometry.GetGeometryN(i);
                hash.Add((ulong)part.NumInteriorRings);
                AddRing(ref hash, part.Shell);
                for (int hole = 0; hole < part.NumInteriorRings; hole++)
                {
                    AddRing(ref hash, part.GetInteriorRingN(hole));
                }
            }
        }

        return hash.Value;
    }

    // The array of a sequence that is one is shown as it is, not copied.
    private static void AddRing(ref WordHash hash, LineString ring)
    {
        Coordinate[] positions = ring.CoordinateSequence.ToCoordinateArray();
        hash.Add((ulong)positions.Length);
        foreach (Coordinate position in positions)
        {
            hash.Add(position.X);
            hash.Add(position.Y);
        }
    }

    private static ulong Pair(int one, int other) => ((ulong)(uint)one << 32) | (uint)other;
}
