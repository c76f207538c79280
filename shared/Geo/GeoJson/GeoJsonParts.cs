using System.Text.Json;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Reads parts of GeoJSON for readers that go through a file by themselves, by the rules of <see cref="GeoJsonReader"/>.</summary>
public static class GeoJsonParts
{
    /// <summary>The system that a <c>crs</c> member names, or what is wrong with it.</summary>
    public static (CoordinateSystem? System, string? Fault) ReadCrs(JsonElement crs)
    {
        var faults = new FaultList(1);
        CoordinateSystem? system = CrsMember.Read(crs, "$.crs", faults);
        return faults.Count == 0 ? (system, null) : (null, faults.ToList()[0].Message);
    }

    /// <summary>What is wrong with a <c>crs</c> member beside what a request says; null where the two agree, or one says nothing.</summary>
    public static string? CrsFault(CoordinateSystem? member, CoordinateSystem? asked)
        => member is null || asked is null || asked.Agrees(member) ? null : CrsScope.Contradiction(member, asked, CrsScope.Asked(asked).By);

    /// <summary>A geometry object in WGS-84, or its first faults; its positions are in the system that is said, else in that of its <c>crs</c> member.</summary>
    public static (Geometry? Geometry, IReadOnlyList<GeoFault> Faults) ReadGeometry(JsonElement geometry, CoordinateSystem? asked)
    {
        var faults = new FaultList(5);
        Geometry? read = GeometryElement.Read(
            geometry, "$", faults, GeoJsonLimits.Default.MaxPositionsPerFeature, areasOnly: false, CrsScope.Asked(asked));
        return (read, faults.ToList());
    }
}
