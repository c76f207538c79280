using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Brings the geometry of an area into the one form in which areas are stored and looked up, or says what is wrong with it.</summary>
/// <remarks>
/// The form: a valid Polygon or MultiPolygon in WGS-84 degrees (OGC Simple Features, planar in longitude and latitude, as <c>IsValidOp</c> decides), shells
/// counter-clockwise and holes clockwise (RFC 7946, section 3.1.6), split at the antimeridian (section 3.1.9), never around a pole. Coordinates are kept
/// exactly as given, repeated ones too; only points on the antimeridian are added. A step of more than 180 degrees of longitude between two positions
/// of a ring means that it takes the short way across the antimeridian.
/// </remarks>
public static class AreaGeometry
{
    /// <summary>Normalizes an area. The geometry is null exactly where there are faults.</summary>
    public static (Geometry? Geometry, IReadOnlyList<string> Faults) Normalize(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var faults = new List<string>();
        if (geometry is not (Polygon or MultiPolygon) || geometry.IsEmpty)
        {
            return (null, [geometry.IsEmpty ? "The area is empty." : $"An area is a Polygon or a MultiPolygon, not a {geometry.GeometryType}."]);
        }

        if (Array.Find(geometry.Coordinates, position => !Wgs84Point.TryCreate(position.X, position.Y, out _)) is { } outside)
        {
            return (null, [$"The position {LonLat.Text(outside)} is not on the earth."]);
        }

        var parts = new List<Polygon>();
        for (int i = 0; i < geometry.NumGeometries; i++)
        {
            parts.AddRange(NormalizePart((Polygon)geometry.GetGeometryN(i), faults));
        }

        if (faults.Count > 0)
        {
            return (null, faults);
        }

        Geometry whole = geometry is Polygon && parts.Count == 1 ? parts[0] : LonLat.Factory.CreateMultiPolygon([.. parts]);
        string? fault = parts.Count == 1 ? null : AreaValidity.Fault(whole);
        return fault is null ? (whole, faults) : (null, [fault]);
    }

    private static IEnumerable<Polygon> NormalizePart(Polygon part, List<string> faults)
    {
        if (!AntimeridianCut.Crosses(part))
        {
            return AreaValidity.Fault(part) is { } fault ? Refused(fault) : [RingOrder.Oriented(part)];
        }

        if (AntimeridianCut.Unwrap(part, out UnwrappedArea unwrapped) is { } reason)
        {
            return Refused(reason);
        }

        return AreaValidity.Fault(unwrapped.Polygon) is { } invalid
            ? Refused(invalid)
            : AntimeridianCut.Cut(unwrapped).Select(RingOrder.Oriented);

        IEnumerable<Polygon> Refused(string reason)
        {
            faults.Add(reason);
            return [];
        }
    }
}
