using System.Text.Json;

namespace GridSteward.Geo;

/// <summary>In which system the positions of a part of a GeoJSON text are, and who says so. Whatever stands within must not say otherwise.</summary>
/// <param name="Said">The system that was said; null where nobody has said one, which means WGS-84.</param>
/// <param name="By">Who said it, in words.</param>
internal readonly record struct CrsScope(CoordinateSystem? Said, string By)
{
    /// <summary>The system of the positions.</summary>
    public CoordinateSystem System => Said ?? CoordinateSystem.Wgs84;

    /// <summary>What a request says, which may be nothing.</summary>
    public static CrsScope Asked(CoordinateSystem? system) => new(system, "the coordinate system that was asked for");

    /// <summary>The scope of an object with this <c>crs</c> member, which may be undefined.</summary>
    public CrsScope Enter(JsonElement crs, string path, FaultList faults)
    {
        if (CrsMember.Read(crs, path, faults) is not { } named)
        {
            return this;
        }

        if (Said is null)
        {
            return new CrsScope(named, $"the crs member at {path}");
        }

        if (!Said.Agrees(named))
        {
            faults.Add(path, Contradiction(named, Said, By));
        }

        return this;
    }

    /// <summary>The fault of a crs member that says one thing where another has been said.</summary>
    public static string Contradiction(CoordinateSystem member, CoordinateSystem said, string by)
        => $"The crs member names {member.Tag}, but {by} is {said.Tag}. Make them the same, or leave one away.";
}
