using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>What the snapshot costs.</content>
public sealed partial class GridIndex
{
    // A Coordinate with its place in the array of its ring, and the edge that distances are measured by, boxes included: 24 + 16 + 8 and 32 + 1.
    private const long BytesPerPosition = 81;

    // A LinearRing with its sequence and array.
    private const long BytesPerRing = 250;

    // A Polygon, its shape, its code and what is kept for it.
    private const long BytesPerArea = 500;

    // All of these together.
    private readonly long _areaBytes;

    /// <summary>
    /// Bytes of memory: the arrays of the index as they are, and the geometries and the edges for measuring by their counts, with all lookups warm.
    /// Meant for a cache's cap.
    /// </summary>
    public long SizeBytes { get; }

    private static long SizeOf(AreaShape shape)
    {
        long rings = 0;
        for (int i = 0; i < shape.Geometry.NumGeometries; i++)
        {
            rings += 1 + ((Polygon)shape.Geometry.GetGeometryN(i)).NumInteriorRings;
        }

        return BytesPerArea + (2 * shape.Code.Length) + (BytesPerPosition * shape.Geometry.NumPoints) + (BytesPerRing * rings);
    }
}
