using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>Lays one ring out across the antimeridian, so that its longitudes go on beyond 180 instead of jumping.</summary>
internal static class RingUnwrap
{
    /// <summary>Whether two successive positions are more than 180 degrees of longitude apart.</summary>
    public static bool Steps(LineString ring)
    {
        CoordinateSequence positions = ring.CoordinateSequence;
        for (int i = 1; i < positions.Count; i++)
        {
            if (Math.Abs(positions.GetX(i) - positions.GetX(i - 1)) > 180)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The ring without jumps, in the turn of the globe that fits the shell, or null where it goes around a pole.</summary>
    public static LinearRing? Unwrap(LineString ring, Envelope shell, Dictionary<Coordinate, double> given)
    {
        Coordinate[] source = ring.Coordinates;
        double[] turns = new double[source.Length];
        for (int i = 1; i < source.Length; i++)
        {
            double step = source[i].X - source[i - 1].X;
            turns[i] = turns[i - 1] + (step > 180 ? -360 : step < -180 ? 360 : 0);
        }

        if (turns[^1] != 0)
        {
            return null;
        }

        double least = source.Select((position, i) => position.X + turns[i]).Min();
        double turn = least < shell.MinX ? 360 : 0;
        var positions = new Coordinate[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            positions[i] = new Coordinate(source[i].X + turns[i] + turn, source[i].Y);
            given[positions[i]] = source[i].X;
        }

        return WithPassages(positions);
    }

    /// <summary>The ring of unwrapped positions with a vertex wherever it passes longitude 180.</summary>
    public static LinearRing WithPassages(Coordinate[] unwrapped)
    {
        var positions = new List<Coordinate>(unwrapped.Length + 4) { unwrapped[0] };
        for (int i = 1; i < unwrapped.Length; i++)
        {
            if (Passage(unwrapped[i - 1], unwrapped[i]) is { } passage)
            {
                positions.Add(passage);
            }

            positions.Add(unwrapped[i]);
        }

        return LonLat.Factory.CreateLinearRing([.. positions]);
    }

    // Where a step passes longitude 180. Computed from west to east, so that neighbours get the same point on a shared edge.
    private static Coordinate? Passage(Coordinate from, Coordinate to)
    {
        (Coordinate west, Coordinate east) = from.X < to.X ? (from, to) : (to, from);
        return west.X < 180 && east.X > 180
            ? new Coordinate(180, west.Y + ((180 - west.X) / (east.X - west.X) * (east.Y - west.Y)))
            : null;
    }
}
