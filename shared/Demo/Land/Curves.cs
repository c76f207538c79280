using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Land;

/// <summary>Draws lines as people build and rivers run: through given places, smoothly, and never quite straight.</summary>
internal static class Curves
{
    /// <summary>A smooth line through the places.</summary>
    /// <param name="through">Places in metres.</param>
    /// <param name="step">A vertex about every so many metres.</param>
    /// <param name="wander">How far it strays from the smooth line, in metres.</param>
    /// <param name="rolls">Which way it strays.</param>
    /// <param name="closed">Whether it comes back to its beginning.</param>
    public static LineString Through(IReadOnlyList<Coordinate> through, double step, double wander, Rolls rolls, bool closed = false)
    {
        double longWave = rolls.Between(0, Math.Tau), shortWave = rolls.Between(0, Math.Tau);
        List<Coordinate> smooth = [.. Smooth(through, step, closed)];
        List<Coordinate> line = [];
        double run = 0;
        for (int i = 0; i < smooth.Count; i++)
        {
            Coordinate before = smooth[Math.Max(i - 1, 0)], after = smooth[Math.Min(i + 1, smooth.Count - 1)];
            double length = Math.Max(before.Distance(after), 1e-9);
            run += i == 0 ? 0 : before.Distance(smooth[i]);
            double aside = wander * ((0.65 * Math.Sin((run / 67) + longWave)) + (0.35 * Math.Sin((run / 23) + shortWave)));
            line.Add(new Coordinate(smooth[i].X - ((after.Y - before.Y) / length * aside), smooth[i].Y + ((after.X - before.X) / length * aside)));
        }

        if (closed)
        {
            line[^1] = line[0].Copy();
        }

        return Site.Plan.CreateLineString([.. line]);
    }

    /// <summary>A uniform Catmull-Rom spline.</summary>
    private static IEnumerable<Coordinate> Smooth(IReadOnlyList<Coordinate> p, double step, bool closed)
    {
        int pieces = closed ? p.Count : p.Count - 1;
        Coordinate At(int i) => closed ? p[(i + p.Count) % p.Count] : p[Math.Clamp(i, 0, p.Count - 1)];
        for (int i = 0; i < pieces; i++)
        {
            Coordinate a = At(i - 1), b = At(i), c = At(i + 1), d = At(i + 2);
            int steps = Math.Max(1, (int)Math.Round(b.Distance(c) / step));
            for (int k = 0; k < steps; k++)
            {
                double t = (double)k / steps;
                yield return new Coordinate(Blend(a.X, b.X, c.X, d.X, t), Blend(a.Y, b.Y, c.Y, d.Y, t));
            }
        }

        yield return At(pieces).Copy();
    }

    private static double Blend(double a, double b, double c, double d, double t)
        => 0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
