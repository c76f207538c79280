using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>The drawing of the town: communities and villages, their grids, their micro-grids.</summary>
/// <param name="Top">The nine topmost plots.</param>
internal sealed record Drawing(IReadOnlyList<Plot> Top)
{
    private const int Draws = 30;

    private static readonly string[] Groups = ["一", "二", "三", "四", "五"];

    /// <summary>Draws the town. A draw in which a street misses its corner is thrown away for the next one.</summary>
    public static Drawing Of(int seed)
    {
        for (int draw = 0; draw < Draws; draw++)
        {
            if (TryOf(new Rolls(seed, $"land {draw}")) is { } drawing)
            {
                return drawing;
            }
        }

        throw new InvalidOperationException($"No drawing of the town came out for the seed {seed}.");
    }

    private static Drawing? TryOf(Rolls rolls)
    {
        List<Polygon> country = Parcels.Faces(StreetPlan.CountryLines(rolls));
        if (Match(PlaceNames.Country, country) is not { } tops || country.Count != tops.Count)
        {
            return null;
        }

        Polygon community = tops[0];
        List<Polygon> faces = Parcels.Within(community, StreetPlan.StreetLines(rolls));
        if (Match(PlaceNames.Blocks, faces) is not { } blocks || faces.Count != blocks.Count)
        {
            return null;
        }

        List<Plot> plots = [new(PlaceNames.CommunityCode, PlaceNames.Country[0].Name, LandKind.Compound, community, [.. blocks.Select((b, i) => Block(PlaceNames.Blocks[i], b, rolls))])];
        plots.AddRange(tops.Skip(1).Select((face, i) => Outside(PlaceNames.Country[i + 1], face, rolls)));
        return new Drawing(plots);
    }

    /// <summary>The face of each name; null where a name finds none, or shares it.</summary>
    private static List<Polygon>? Match(IReadOnlyList<PlaceName> names, List<Polygon> faces)
    {
        List<Polygon> found = [.. names.SelectMany(n => faces.Where(f => f.Contains(Site.Plan.CreatePoint(n.Spot))))];
        return found.Count == names.Count && found.Distinct().Count() == names.Count ? found : null;
    }

    private static Plot Block(PlaceName name, Polygon face, Rolls rolls)
    {
        string suffix = name.Kind == LandKind.Compound ? "区" : "段";
        var parts = Parcels.Divide(face, name.Parts, 0.10, rolls).OrderBy(p => p.Centroid.X - (p.Centroid.Y * 0.6));
        return new Plot(name.Code, name.Name, name.Kind, face, [.. parts.Select((p, i) => new Plot($"{name.Code}-{i + 1}", name.Name + Groups[i] + suffix, name.Kind, p, []))]);
    }

    /// <summary>A village with its groups, or the park with its plots, each in two micro-grids.</summary>
    private static Plot Outside(PlaceName name, Polygon face, Rolls rolls)
    {
        string suffix = name.Kind == LandKind.Village ? "组" : "区";
        string stem = name.Kind == LandKind.Village ? name.Name.TrimEnd('村') : name.Name;
        List<Plot> groups = [];
        foreach (Polygon group in Parcels.Divide(face, name.Parts, 0.14, rolls).OrderBy(p => p.Centroid.X))
        {
            (string code, string called) = ($"{name.Code}{groups.Count + 1}", stem + Groups[groups.Count] + suffix);
            var halves = Parcels.Divide(group, 2, 0.12, rolls);
            groups.Add(new Plot(code, called, name.Kind, group, [.. Sides(halves).Select((h, i) => new Plot($"{code}-{i + 1}", called + h.Side + "片", name.Kind, h.Shape, []))]));
        }

        return new Plot(name.Code, name.Name, name.Kind, face, groups);
    }

    /// <summary>Two halves by the points of the compass that tell them apart.</summary>
    private static (string Side, Polygon Shape)[] Sides(List<Polygon> halves)
    {
        Coordinate a = halves[0].Centroid.Coordinate, b = halves[1].Centroid.Coordinate;
        bool eastWest = Math.Abs(a.X - b.X) > Math.Abs(a.Y - b.Y);
        bool firstFirst = eastWest ? a.X > b.X : a.Y < b.Y;
        return [(eastWest ? "东" : "南", halves[firstFirst ? 0 : 1]), (eastWest ? "西" : "北", halves[firstFirst ? 1 : 0])];
    }
}
