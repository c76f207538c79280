namespace GridSteward.Geo.Walking;

/// <summary>
/// Shortens a path by turning parts of it around (2-opt: Croes, "A method for solving traveling-salesman problems", Operations Research 6, 1958) and by moving up
/// to three stops elsewhere, either way around (or-opt: Or, dissertation, Northwestern University, 1976). The end is free, and so is the beginning without a start.
/// </summary>
internal sealed class PathImprover(WalkingPlane plane, IReadOnlyList<int> path, int reach)
{
    /// <summary>A micrometre: less is rounding, and would never end.</summary>
    private const double Least = 1e-6;

    private readonly int[] _path = [.. path];

    /// <summary>Goes over the path until nothing helps, or so many times.</summary>
    public int[] Improve(int mostRounds)
    {
        for (int round = 0; round < mostRounds && (Turn() | Move()); round++)
        {
        }

        return _path;
    }

    private bool Turn()
    {
        bool any = false;
        for (int i = 0; i < _path.Length; i++)
        {
            int last = Math.Min(_path.Length - 1, i + reach);
            for (int j = i + 1; j <= last; j++)
            {
                double less = Before(i, _path[i]) + After(j, _path[j]) - Before(i, _path[j]) - After(j, _path[i]);
                if (less > Least)
                {
                    Array.Reverse(_path, i, j - i + 1);
                    any = true;
                }
            }
        }

        return any;
    }

    private bool Move()
    {
        bool any = false;
        for (int count = 1; count <= 3; count++)
        {
            for (int i = 0; i + count <= _path.Length; i++)
            {
                any |= MoveAway(i, count);
            }
        }

        return any;
    }

    private bool MoveAway(int i, int count)
    {
        int end = i + count - 1;
        double without = Before(i, _path[i]) + After(end, _path[end]) - Bridge(i, end);
        if (without <= Least)
        {
            return false;
        }

        // The part goes between gap - 1 and gap; the gaps i to end + 1 are where it is.
        double best = Least;
        int to = -1;
        bool turned = false;
        for (int gap = Math.Max(0, i - reach); gap <= Math.Min(_path.Length, end + 1 + reach); gap++)
        {
            if (gap >= i && gap <= end + 1)
            {
                continue;
            }

            double there = gap < _path.Length ? Before(gap, _path[gap]) : 0;
            double asIs = without + there - Put(gap, _path[i], _path[end]), around = without + there - Put(gap, _path[end], _path[i]);
            if (Math.Max(asIs, around) > best)
            {
                (best, to, turned) = (Math.Max(asIs, around), gap, around > asIs);
            }
        }

        if (to < 0)
        {
            return false;
        }

        if (turned)
        {
            Array.Reverse(_path, i, count);
        }

        Rotate(i, count, to);
        return true;
    }

    // Moves count stops from i to before what is at the gap now: two parts change places, which is three reversals.
    private void Rotate(int i, int count, int gap)
    {
        var (from, middle, to) = gap < i ? (gap, i, i + count) : (i, i + count, gap);
        Array.Reverse(_path, from, middle - from);
        Array.Reverse(_path, middle, to - middle);
        Array.Reverse(_path, from, to - from);
    }

    private double Before(int at, int stop) => at == 0 ? plane.MetresFromStart(stop) : plane.Metres(_path[at - 1], stop);

    private double After(int at, int stop) => at == _path.Length - 1 ? 0 : plane.Metres(stop, _path[at + 1]);

    private double Bridge(int first, int last) => last == _path.Length - 1 ? 0 : Before(first, _path[last + 1]);

    private double Put(int gap, int first, int last) => Before(gap, first) + (gap == _path.Length ? 0 : plane.Metres(last, _path[gap]));
}
