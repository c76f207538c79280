using GridSteward.Domain.Areas;
using GridSteward.Geo;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Demo.Land;

/// <summary>
/// The areas of the town in degrees. All lines are put on the stored grid and cut at every meeting first; every area is a union of the faces
/// between them, so that neighbours have the very same positions along their border and an area is exactly the sum of its parts.
/// </summary>
internal static class TownAreas
{
    /// <summary>The level names, topmost first.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["community", "grid", "micro-grid"];

    public static IReadOnlyList<AreaDraft> Of(Drawing drawing)
    {
        Plot[] leaves = [.. drawing.Top.SelectMany(t => t.Leaves)];
        List<LineString> lines = [.. leaves.Select(l => Site.OnEarth(l.Shape.Shell))];
        List<Polygon> faces = Parcels.Faces(Site.Earth.CreateMultiLineString([.. lines]), Site.Grid);
        Dictionary<string, Polygon> faceOf = faces.ToDictionary(f => LeafAt(leaves, f).Code, StringComparer.Ordinal);
        if (faceOf.Count != leaves.Length)
        {
            throw new InvalidOperationException($"{leaves.Length} micro-grids were drawn, {faceOf.Count} came out.");
        }

        List<AreaDraft> drafts = [];
        foreach (Plot top in drawing.Top)
        {
            Add(top, null, 0);
        }

        return drafts;

        void Add(Plot plot, string? parent, int level)
        {
            Geometry geometry = CoverageUnion.Union(Site.Earth.CreateMultiPolygon([.. plot.Leaves.Select(l => faceOf[l.Code])]));
            Geometry normal = AreaGeometry.Normalize(geometry).Geometry ?? throw new InvalidOperationException($"{plot.Name} is no area.");
            drafts.Add(new AreaDraft(plot.Code, plot.Code, plot.Name, Levels[level], parent, normal));
            foreach (Plot part in plot.Parts)
            {
                Add(part, plot.Code, level + 1);
            }
        }
    }

    private static Plot LeafAt(Plot[] leaves, Polygon face)
    {
        Point inside = face.InteriorPoint;
        Point spot = Site.Plan.CreatePoint(Site.MetresOf(new Wgs84Point(inside.X, inside.Y)));
        return leaves.Single(l => l.Shape.Contains(spot));
    }
}
