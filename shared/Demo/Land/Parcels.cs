using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace GridSteward.Demo.Land;

/// <summary>Divides land by lanes: across its length, somewhat bent, and never in equal halves.</summary>
internal static class Parcels
{
    private const int Tries = 40;

    /// <summary>Divides a parcel into so many.</summary>
    public static List<Polygon> Divide(Polygon land, int parts, double bend, Rolls rolls)
    {
        if (parts <= 1)
        {
            return [land];
        }

        int left = parts / 2;
        for (int i = 0; i < Tries; i++)
        {
            LineString lane = Lane(land, (double)left / parts, bend, rolls);
            if (Within(land, lane) is [var one, var other] && Math.Min(one.Area, other.Area) > land.Area * 0.55 * left / parts)
            {
                bool smallFirst = one.Area <= other.Area;
                return
                [
                    .. Divide(smallFirst ? one : other, left, bend, rolls),
                    .. Divide(smallFirst ? other : one, parts - left, bend, rolls),
                ];
            }
        }

        throw new InvalidOperationException("A parcel could not be divided.");
    }

    /// <summary>The faces into which lines cut the land; they may reach beyond it, as a cut that ends on a border may miss it by a hair.</summary>
    public static List<Polygon> Within(Polygon land, Geometry lines) => [.. Faces(Site.Plan.CreateGeometryCollection([land.Boundary, lines])).Where(f => land.Contains(f.InteriorPoint))];

    /// <summary>The faces between lines, on the stored grid where one is given.</summary>
    public static List<Polygon> Faces(Geometry lines, double? grid = null)
    {
        Geometry noded = grid is { } scale ? UnaryUnionNG.Union(lines, new PrecisionModel(scale)) : OverlayNGRobust.Union(lines);
        Polygonizer polygonizer = new();
        polygonizer.Add(noded);
        return [.. polygonizer.GetPolygons().Cast<Polygon>()];
    }

    /// <summary>A lane across the parcel that leaves about this share of it on one side.</summary>
    private static LineString Lane(Polygon land, double share, double bend, Rolls rolls)
    {
        Coordinate[] box = MinimumDiameter.GetMinimumRectangle(land).Coordinates;
        var (a, b, c) = box[0].Distance(box[1]) >= box[1].Distance(box[2]) ? (box[0], box[1], box[2]) : (box[1], box[2], box[3]);
        double at = Math.Clamp(share + rolls.Between(-0.07, 0.07), 0.2, 0.8), tilt = rolls.Between(-0.09, 0.09), bow = rolls.Between(-bend, bend);
        Coordinate Place(double along, double across)
            => new(a.X + ((b.X - a.X) * along) + ((c.X - b.X) * across), a.Y + ((b.Y - a.Y) * along) + ((c.Y - b.Y) * across));
        return Curves.Through([Place(at - tilt, -0.06), Place(at + bow, 0.3), Place(at - (bow * 0.6), 0.7), Place(at + tilt, 1.06)], 30, 2, rolls);
    }
}
