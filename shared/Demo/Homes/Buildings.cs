using GridSteward.Demo.Land;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace GridSteward.Demo.Homes;

/// <summary>
/// Stands buildings in rows, as compounds are built here: long sides to the south, more or less, each compound turned its own way, none near
/// its edge or a lane.
/// </summary>
internal static class Buildings
{
    private const double FromEdgeMetres = 15;

    /// <summary>The buildings of a grid with room for so many households.</summary>
    public static List<House> Of(Plot grid, int households, Rolls rolls)
    {
        Coordinate[][] groups = Spots(grid, rolls.Between(48, 60), rolls.Between(40, 50), rolls.Between(-0.28, 0.28), rolls);
        List<Coordinate> spots = [.. groups.SelectMany(g => g)];
        int stairs = grid.Kind == LandKind.Compound ? rolls.Whole(2, 3) : 1;
        int wanted = Math.Clamp((int)Math.Ceiling(households / (stairs * 2.0 * 5)), groups.Length, spots.Count);
        int storeys = Math.Max(3, (int)Math.Ceiling(households * 1.1 / (wanted * stairs * 2)));

        // Some of the places in the rows stay empty: a playground, a pond, a car park. But no group is without any building.
        HashSet<Coordinate> kept = [.. groups.Select(rolls.Pick)];
        kept.UnionWith(rolls.Shuffled(spots).Where(s => !kept.Contains(s)).Take(wanted - kept.Count));
        return
        [
            .. spots.Where(kept.Contains).Select((spot, i) => new House(
                $"{grid.Code}-B{i + 1:D2}", $"{grid.Name}{i + 1}号楼", grid, spot, Flats(stairs, Math.Max(2, storeys + rolls.Whole(-1, 1))))),
        ];
    }

    /// <summary>Where buildings can stand, for each part of the grid.</summary>
    private static Coordinate[][] Spots(Plot grid, double along, double apart, double turn, Rolls rolls)
    {
        IPreparedGeometry[] room = [.. grid.Leaves.Select(l => PreparedGeometryFactory.Prepare(l.Shape.Buffer(-FromEdgeMetres)))];
        Coordinate middle = grid.Shape.Centroid.Coordinate;
        (double sin, double cos) = Math.SinCos(turn);
        List<Coordinate>[] spots = [.. room.Select(_ => new List<Coordinate>())];
        for (int row = 9; row >= -9; row--)
        {
            double shift = rolls.Between(-0.4, 0.4) * along;
            for (int k = -9; k <= 9; k++)
            {
                (double x, double y) = ((k * along) + shift + rolls.Between(-3, 3), (row * apart) + rolls.Between(-2, 2));
                var spot = new Coordinate(middle.X + (x * cos) - (y * sin), middle.Y + (x * sin) + (y * cos));
                if (Array.FindIndex(room, r => r.Contains(Site.Plan.CreatePoint(spot))) is >= 0 and var part)
                {
                    spots[part].Add(spot);
                }
            }
        }

        return [.. spots.Select((s, i) => s.Count > 0 ? s.ToArray() : [grid.Parts[i].Shape.InteriorPoint.Coordinate])];
    }

    private static List<string> Flats(int stairs, int storeys)
        => [.. from stair in Enumerable.Range(1, stairs) from storey in Enumerable.Range(1, storeys) from door in Enumerable.Range(1, 2) select $"{stair}-{storey}{door:D2}"];
}
