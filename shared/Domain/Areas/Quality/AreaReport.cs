using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Areas;

/// <summary>How many problems there are of each kind.</summary>
/// <param name="Overlap">Two areas of one level have a part in common.</param>
/// <param name="Gap">A part belongs to no area of a level.</param>
/// <param name="OutsideParent">A part of an area lies outside its parent.</param>
/// <param name="Sliver">A part of an area is very thin.</param>
public sealed record AreaProblemCounts(int Overlap, int Gap, int OutsideParent, int Sliver);

/// <summary>What is wrong between the areas of one generation, or of one that would be. Never a refusal: it is for whoever looks after the areas to judge.</summary>
/// <param name="Levels">The names of the levels, topmost first.</param>
/// <param name="Problems">The problems, by level, kind and codes.</param>
public sealed record AreaReport(IReadOnlyList<string> Levels, IReadOnlyList<AreaProblem> Problems)
{
    /// <summary>Smaller parts are left out where nobody says otherwise: a square decimetre.</summary>
    public const double UsualSquareMetres = 0.01;

    private const long BytesPerPosition = 200;

    /// <summary>How many problems there are of each kind.</summary>
    public AreaProblemCounts Counts => new(
        Problems.Count(p => p.Kind == AreaProblemKind.Overlap), Problems.Count(p => p.Kind == AreaProblemKind.Gap),
        Problems.Count(p => p.Kind == AreaProblemKind.OutsideParent), Problems.Count(p => p.Kind == AreaProblemKind.Sliver));

    /// <summary>Estimated bytes of memory.</summary>
    public long SizeBytes => Problems.Sum(p => p.Geometry.NumPoints * BytesPerPosition);

    /// <summary>Looks at areas. Takes seconds for ten thousand.</summary>
    /// <param name="levels">The names of the levels, topmost first; areas of others take no part.</param>
    /// <param name="areas">The areas, with geometry.</param>
    public static AreaReport Of(IReadOnlyList<string> levels, IReadOnlyList<Area> areas)
    {
        Dictionary<string, int> places = levels.Select((name, place) => (name, place)).ToDictionary(l => l.name, l => l.place, StringComparer.Ordinal);
        Area[] known = [.. areas.Where(a => places.ContainsKey(a.Level))];
        return Of(levels, GridIndex.Build([.. known.Select(a => new AreaShape(a.Code, places[a.Level], a.Geometry!))]), known);
    }

    /// <inheritdoc cref="Of(IReadOnlyList{string}, IReadOnlyList{Area})"/>
    /// <param name="levels">The names of the levels, topmost first.</param>
    /// <param name="index">The areas' shapes.</param>
    /// <param name="areas">The areas.</param>
    public static AreaReport Of(IReadOnlyList<string> levels, GridIndex index, IReadOnlyList<Area> areas)
    {
        Dictionary<string, string?> parents = areas.ToDictionary(a => a.Code, a => a.Parent, StringComparer.Ordinal);
        return new AreaReport(levels, AreaQuality.Find(index, code => parents[code]));
    }

    /// <summary>Only the problems of a level, that meet a box, and from a size on.</summary>
    public AreaReport Where(string? level, GeoBox? box, double minSquareMetres) => this with
    {
        Problems = [.. Problems.Where(p => p.SquareMetres >= minSquareMetres
            && (level is null || Levels[p.Level] == level)
            && (box is not { } b || b.Intersects(GeoBox.Around(p.Geometry))))],
    };

    /// <summary>Only the problems that another does not have just so.</summary>
    public AreaReport Without(AreaReport before)
    {
        HashSet<string> known = [.. before.Problems.Select(p => KeyOf(before, p))];
        return this with { Problems = [.. Problems.Where(p => !known.Contains(KeyOf(this, p)))] };
    }

    private static string KeyOf(AreaReport report, AreaProblem problem)
    {
        Geometry part = problem.Geometry.Normalized();
        return $"{problem.Kind}\n{report.Levels[problem.Level]}\n{problem.Parent}\n{string.Join('\n', problem.Codes)}\n{Convert.ToHexString(part.AsBinary())}";
    }
}
