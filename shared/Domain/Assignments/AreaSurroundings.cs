using GridSteward.Domain.Areas;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>
/// Looks around a point: how far to the edge and to the next area on each level, and how little would have to change for it to lie elsewhere. Pure: the same
/// snapshot and point give the same.
/// </summary>
/// <remarks>
/// A change is looked for at the nearest edges of the area that has the point and at the nearest areas that do not, from the lowest area of its chain
/// downwards, and said only where the place a hair beyond was asked for and lies elsewhere. Where areas overlap it need not be the very nearest change.
/// </remarks>
public static class AreaSurroundings
{
    /// <summary>Nothing further away is looked for.</summary>
    public const double MostMetres = 1000;

    // Most runners-up are close; the wider box is asked for only where it must be.
    private static readonly double[] SearchMetres = [50, MostMetres];

    // How far beyond an edge is asked: a hair, or more where the edges of several areas lie on one another.
    private static readonly double[] BeyondMetres = [0.01, 0.1, 1];

    /// <summary>Looks around a point.</summary>
    /// <param name="snapshot">The areas.</param>
    /// <param name="place">What <see cref="AreaPlacing.Of"/> found for the point.</param>
    /// <param name="point">WGS-84.</param>
    /// <param name="toleranceMetres">How far outside every area the nearest one still takes it.</param>
    public static Surroundings Of(AreaSnapshot snapshot, Place place, Wgs84Point point, double toleranceMetres)
    {
        List<LevelSurroundings> levels = [];
        List<(double Metres, Wgs84Point At)> edges = [];
        string? lowest = place.Chain.Count > 0 ? place.Chain[^1].Code : null;
        bool fromHere = lowest is null;
        for (int level = 0; level < snapshot.Levels.Count; level++)
        {
            string name = snapshot.Levels[level];
            string? code = place.Chain.FirstOrDefault(link => link.Level == name)?.Code;
            fromHere |= code is not null && code == lowest;
            (double Metres, Wgs84Point At)? edge = code is null ? null : snapshot.ShapeOf(code)!.NearestEdge(point);
            NearestArea? next = SearchMetres.Select(metres => snapshot.Index.NearestOther(point, level, metres)).FirstOrDefault(found => found is not null);
            if (fromHere)
            {
                edges.AddRange(edge is { } own && own.Metres <= MostMetres ? [own] : []);
                edges.AddRange(next is null ? [] : [(next.DistanceMetres, next.At)]);
            }

            levels.Add(new LevelSurroundings(
                name, code, edge is { } e ? Math.Round(e.Metres, 2) : null, next is null || next.Area.Code == code ? null : Near(snapshot, point, next)));
        }

        return new Surroundings(levels, ChangeOf(snapshot, place, point, toleranceMetres, edges));
    }

    private static NearArea Near(AreaSnapshot snapshot, Wgs84Point point, NearestArea next)
    {
        double bearing = LocalMetres.BearingDegrees(point, next.At);
        return new NearArea(next.Area.Code, snapshot.Find(next.Area.Code)!.Name, Math.Round(next.DistanceMetres, 2), Directions.Of(bearing), Math.Round(bearing, 1) % 360);
    }

    private static NearestChange? ChangeOf(
        AreaSnapshot snapshot, Place place, Wgs84Point point, double toleranceMetres, List<(double Metres, Wgs84Point At)> edges)
    {
        foreach (var (metres, at) in edges.OrderBy(e => e.Metres))
        {
            foreach (Wgs84Point there in BeyondMetres.SelectMany(beyond => Beyond(point, at, metres, beyond)))
            {
                Place other = AreaPlacing.Of(snapshot, there, null, toleranceMetres, place.Basis);
                if (other.AreaPath != place.AreaPath)
                {
                    ChainLink? to = other.Chain.Count > 0 ? other.Chain[^1] : null;
                    double bearing = LocalMetres.BearingDegrees(point, there);
                    double way = Math.Ceiling(LocalMetres.DistanceMetres(point, there) * 100) / 100;
                    return new NearestChange(to?.Code, to?.Name, way, Directions.Of(bearing), Math.Round(bearing, 1) % 360) { At = there };
                }
            }
        }

        return null;
    }

    /// <summary>The place a little further on the way to another; all around where that is no way at all.</summary>
    private static IEnumerable<Wgs84Point> Beyond(Wgs84Point from, Wgs84Point to, double metres, double beyondMetres)
    {
        if (metres >= beyondMetres)
        {
            double step = LocalMetres.Wrapped(to.Longitude - from.Longitude);
            double further = 1 + (beyondMetres / metres);
            double latitude = from.Latitude + ((to.Latitude - from.Latitude) * further);
            return Math.Abs(latitude) > 90 ? [] : [new Wgs84Point(LocalMetres.Wrapped(from.Longitude + (step * further)), latitude)];
        }

        GeoBox around = GeoBox.At(from).ExpandedByMetres(metres + beyondMetres);
        return
        [
            new(from.Longitude, around.North), new(around.East, from.Latitude), new(from.Longitude, around.South), new(around.West, from.Latitude),
            new(around.East, around.North), new(around.East, around.South), new(around.West, around.South), new(around.West, around.North),
        ];
    }
}
