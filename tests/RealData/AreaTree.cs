using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.RealData;

/// <summary>How parts cover a whole, in square metres.</summary>
/// <param name="Whole">All of it.</param>
/// <param name="Once">Inside exactly one of its parts.</param>
/// <param name="Overlap">Inside several.</param>
/// <param name="Gap">Inside none.</param>
/// <param name="Others">Of the gap, what lies inside parts of other wholes.</param>
internal sealed record Covering(double Whole, double Once, double Overlap, double Gap, double Others);

/// <summary>
/// Which whole each part belongs to, the files naming none: the one that holds most of it. And how the parts cover the wholes, the plain way: every
/// pair of parts is intersected, and all is measured in a plane.
/// </summary>
internal sealed class AreaTree
{
    private readonly Dictionary<string, Geometry> wholes;
    private readonly Dictionary<string, Geometry> parts;
    private readonly Geometry anyPart;

    public AreaTree(AreasFile wholes, AreasFile parts)
    {
        Envelope box = new();
        foreach (CityArea area in parts.Areas)
        {
            box.ExpandToInclude(area.Geometry.EnvelopeInternal);
        }

        var plane = new EqualAreaPlane(box.Centre.X);
        this.wholes = wholes.Areas.ToDictionary(a => a.Code, a => plane.Of(a.Geometry), StringComparer.Ordinal);
        this.parts = parts.Areas.ToDictionary(a => a.Code, a => plane.Of(a.Geometry), StringComparer.Ordinal);
        anyPart = OverlayNGRobust.Union(this.parts.Values);
        Parents = this.parts.ToDictionary(p => p.Key, p => ParentOf(p.Value), StringComparer.Ordinal);
    }

    /// <summary>The whole of each part, by code; null where it lies in none.</summary>
    public IReadOnlyDictionary<string, string?> Parents { get; }

    /// <summary>Parts of which another whole holds a tenth or more.</summary>
    public int Astride => parts.Count(p => wholes.Count(w => Common(w.Value, p.Value).Area >= p.Value.Area / 10) > 1);

    /// <summary>How its parts cover a whole; null where it has none.</summary>
    public Covering? Of(string code)
    {
        Geometry whole = wholes[code];
        Geometry[] inside = [.. parts.Where(p => Parents[p.Key] == code).Select(p => Common(p.Value, whole))];
        if (inside.Length == 0)
        {
            return null;
        }

        Polygon[] shared = [.. inside.SelectMany((a, i) => inside.Skip(i + 1).SelectMany(b => Polygons(Common(a, b))))];
        double any = OverlayNGRobust.Union(inside).Area;
        double several = shared.Length == 0 ? 0 : OverlayNGRobust.Union(shared).Area;
        return new Covering(whole.Area, any - several, several, whole.Area - any, Common(whole, anyPart).Area - any);
    }

    private string? ParentOf(Geometry part)
        => wholes.Select(w => (w.Key, Common(w.Value, part).Area)).Where(w => w.Area > 0)
            .OrderByDescending(w => w.Area).ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Key).FirstOrDefault();

    private static Geometry Common(Geometry a, Geometry b)
        => a.EnvelopeInternal.Intersects(b.EnvelopeInternal) ? a.Factory.BuildGeometry(Polygons(OverlayNGRobust.Overlay(a, b, SpatialFunction.Intersection))) : a.Factory.CreatePolygon();

    private static IEnumerable<Polygon> Polygons(Geometry geometry) => PolygonExtracter.GetPolygons(geometry).Cast<Polygon>();
}
