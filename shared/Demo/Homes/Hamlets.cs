using GridSteward.Demo.Land;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace GridSteward.Demo.Homes;

/// <summary>Scatters the houses of a village group along its lanes; some of the land has hardly any.</summary>
internal static class Hamlets
{
    /// <summary>At most so many houses, and how often that is so.</summary>
    private static readonly (int Most, double Weight)[] Sizes = [(3, 1.4), (8, 1), (16, 2), (26, 4), (40, 2)];

    public static List<House> Of(Plot group, Rolls rolls)
    {
        List<House> houses = [];
        foreach (Plot leaf in group.Leaves)
        {
            int most = rolls.Weighted(Sizes);
            foreach (Coordinate spot in Along(leaf, rolls.Whole((most * 2 / 3) + 1, most), rolls))
            {
                houses.Add(new House($"{group.Code}-{houses.Count + 1:D3}", $"{group.Name}{houses.Count + 1}号", group, spot, []));
            }
        }

        return houses;
    }

    /// <summary>Places on both sides of lanes that start near the middle of the land and run wherever they like.</summary>
    private static List<Coordinate> Along(Plot leaf, int count, Rolls rolls)
    {
        IPreparedGeometry room = PreparedGeometryFactory.Prepare(leaf.Shape.Buffer(-10));
        Coordinate middle = leaf.Shape.InteriorPoint.Coordinate;
        List<Coordinate> spots = [];
        for (int lane = 0; lane < 40 && spots.Count < count; lane++)
        {
            double heading = rolls.Between(0, Math.Tau), at = rolls.Between(5, 30);
            for (int k = 0; k < 14 && spots.Count < count; k++, at += rolls.Between(13, 24), heading += rolls.Between(-0.16, 0.16))
            {
                double aside = (k % 2 == 0 ? 1 : -1) * rolls.Between(9, 16);
                (double sin, double cos) = Math.SinCos(heading);
                var spot = new Coordinate(middle.X + (at * cos) - (aside * sin), middle.Y + (at * sin) + (aside * cos));
                if (room.Contains(Site.Plan.CreatePoint(spot)) && spots.TrueForAll(s => s.Distance(spot) > 11))
                {
                    spots.Add(spot);
                }
            }
        }

        return spots;
    }
}
