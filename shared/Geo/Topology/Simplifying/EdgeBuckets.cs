using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>Finds the edges near a place: each lies in the cells of a grid as wide as itself, so that it is in few cells however long it is.</summary>
internal sealed class EdgeBuckets
{
    private readonly Dictionary<(int Size, long X, long Y), int> _heads = [];
    private readonly List<(int Edge, int Next)> _entries = [];
    private readonly SortedSet<int> _sizes = [];

    /// <summary>Puts an edge in, by the box around it.</summary>
    public void Add(int edge, double west, double south, double east, double north)
    {
        double width = Math.Max(east - west, north - south);
        int size = width > 0 ? Math.Max(-60, Math.ILogB(width) + 1) : -60;
        _sizes.Add(size);
        foreach (var cell in Cells(size, west, south, east, north))
        {
            ref int head = ref CollectionsMarshal.GetValueRefOrAddDefault(_heads, cell, out bool known);
            _entries.Add((edge, known ? head : -1));
            head = _entries.Count - 1;
        }
    }

    /// <summary>Puts the edges that may meet a box into a list; some more than once.</summary>
    public void Find(double west, double south, double east, double north, List<int> found)
    {
        found.Clear();
        foreach (int size in _sizes)
        {
            foreach (var cell in Cells(size, west, south, east, north))
            {
                for (int at = _heads.GetValueOrDefault(cell, -1); at >= 0; at = _entries[at].Next)
                {
                    found.Add(_entries[at].Edge);
                }
            }
        }
    }

    private static IEnumerable<(int Size, long X, long Y)> Cells(int size, double west, double south, double east, double north)
    {
        double width = Math.ScaleB(1, size);
        for (long x = (long)Math.Floor(west / width); x <= (long)Math.Floor(east / width); x++)
        {
            for (long y = (long)Math.Floor(south / width); y <= (long)Math.Floor(north / width); y++)
            {
                yield return (size, x, y);
            }
        }
    }
}
