namespace GridSteward.Geo;

/// <content>What the snapshot costs.</content>
public sealed partial class GridIndex
{
    private const long BytesPerPosition = 200;
    private const long BytesPerArea = 1_000;

    /// <summary>Estimated bytes of memory with all lookups warm, geometries included. Meant for a cache's cap.</summary>
    public long SizeBytes => Shapes.Sum(shape => BytesPerArea + (shape.Geometry.NumPoints * BytesPerPosition));
}
