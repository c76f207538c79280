using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>A straight cut through an area: all whose projection is less than the offset is on its left.</summary>
/// <param name="Direction">Where the projection grows, as a number of steps of 7.5 degrees from east to north.</param>
/// <param name="OffsetMetres">Where the cut is, along that direction.</param>
/// <param name="PartsLeft">How many parts are to be made of the left side.</param>
/// <param name="Imbalance">How far the sides are from what their parts should have, as a share of it.</param>
/// <param name="LengthMetres">How long the cut is within the area.</param>
internal sealed record StraightCut(int Direction, double OffsetMetres, int PartsLeft, double Imbalance, double LengthMetres)
{
    /// <summary>How many directions are tried.</summary>
    public const int Directions = 24;

    /// <summary>Short cuts make compact parts; imbalance has its price, because it leaves less room to the cuts after it.</summary>
    public double Cost => LengthMetres * (1 + (Imbalance * 20));

    /// <summary>The projection of a position onto a direction, in metres.</summary>
    public static double Projection(int direction, Coordinate position, MetricPlane plane)
    {
        (double sin, double cos) = Math.SinCos(Math.PI * direction / Directions);
        return (position.X * plane.East * cos) + (position.Y * plane.North * sin);
    }

    /// <summary>The cut as a line that goes beyond a box.</summary>
    public Coordinate[] Line(Envelope box, MetricPlane plane)
    {
        (double sin, double cos) = Math.SinCos(Math.PI * Direction / Directions);
        Coordinate centre = box.Centre;
        double away = OffsetMetres - Projection(Direction, centre, plane);
        double reach = (box.Width * plane.East) + (box.Height * plane.North);
        return [At(-reach), At(reach)];

        Coordinate At(double along) => new(
            centre.X + (((away * cos) - (along * sin)) / plane.East),
            centre.Y + (((away * sin) + (along * cos)) / plane.North));
    }

    /// <summary>Metres of a cut within an area.</summary>
    public static double Length(int direction, double offsetMetres, IEnumerable<RingEdge> edges, MetricPlane plane)
    {
        (double sin, double cos) = Math.SinCos(Math.PI * direction / Directions);
        List<double> crossings = [];
        foreach (RingEdge edge in edges)
        {
            double from = Projection(direction, edge.From, plane) - offsetMetres;
            double to = Projection(direction, edge.To, plane) - offsetMetres;
            if (from < 0 != to < 0)
            {
                double t = from / (from - to);
                double x = edge.From.X + (t * (edge.To.X - edge.From.X));
                double y = edge.From.Y + (t * (edge.To.Y - edge.From.Y));
                crossings.Add((y * plane.North * cos) - (x * plane.East * sin));
            }
        }

        crossings.Sort();
        double length = 0;
        for (int i = 1; i < crossings.Count; i += 2)
        {
            length += crossings[i] - crossings[i - 1];
        }

        return length;
    }
}
