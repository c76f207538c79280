using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>A hash of areas as an index sees them: levels, codes, rings and every bit of their coordinates, in the order of the index.</summary>
internal static class ShapesFingerprint
{
    /// <summary>Bytes of a fingerprint.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    // So many positions at a time.
    private const int Batch = 256;

    public static byte[] Of(IEnumerable<AreaShape> shapes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (AreaShape shape in shapes)
        {
            AddNumbers(hash, shape.Level, Encoding.UTF8.GetByteCount(shape.Code), shape.Geometry.NumGeometries);
            hash.AppendData(Encoding.UTF8.GetBytes(shape.Code));
            for (int i = 0; i < shape.Geometry.NumGeometries; i++)
            {
                AddPart(hash, (Polygon)shape.Geometry.GetGeometryN(i));
            }
        }

        return hash.GetHashAndReset();
    }

    private static void AddPart(IncrementalHash hash, Polygon part)
    {
        AddNumbers(hash, part.NumInteriorRings);
        AddRing(hash, part.ExteriorRing.CoordinateSequence);
        foreach (LineString hole in part.InteriorRings)
        {
            AddRing(hash, hole.CoordinateSequence);
        }
    }

    private static void AddRing(IncrementalHash hash, CoordinateSequence ring)
    {
        AddNumbers(hash, ring.Count);
        Span<byte> bytes = stackalloc byte[Batch * 16];
        for (int start = 0; start < ring.Count; start += Batch)
        {
            int count = Math.Min(Batch, ring.Count - start);
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * 16)..], ring.GetX(start + i));
                BinaryPrimitives.WriteDoubleLittleEndian(bytes[((i * 16) + 8)..], ring.GetY(start + i));
            }

            hash.AppendData(bytes[..(count * 16)]);
        }
    }

    private static void AddNumbers(IncrementalHash hash, params ReadOnlySpan<int> numbers)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (int number in numbers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
