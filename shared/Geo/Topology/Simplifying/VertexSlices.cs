namespace GridSteward.Geo;

/// <summary>Finds the vertices in a box while some are taken away. However they are spread, a small box costs little.</summary>
/// <remarks>They are cut into slices of equally many by longitude, and sorted by latitude within a slice. Not safe for concurrent use.</remarks>
internal sealed class VertexSlices
{
    private readonly int[] _order;
    private readonly int[] _placeOf;
    private readonly int[] _next;
    private readonly double[] _y;
    private readonly double[] _west;
    private readonly double[] _east;
    private readonly int _size;

    public VertexSlices(double[] x, double[] y)
    {
        int count = x.Length;
        _size = Math.Max(16, (int)Math.Sqrt(count));
        _order = [.. Enumerable.Range(0, count)];
        Array.Sort((double[])x.Clone(), _order);
        int slices = (count + _size - 1) / _size;
        (_west, _east) = (new double[slices], new double[slices]);
        for (int slice = 0; slice < slices; slice++)
        {
            int start = slice * _size;
            int length = Math.Min(_size, count - start);
            (_west[slice], _east[slice]) = (x[_order[start]], x[_order[start + length - 1]]);
            int[] part = _order[start..(start + length)];
            Array.Sort(Array.ConvertAll(part, vertex => y[vertex]), part);
            part.CopyTo(_order, start);
        }

        _y = Array.ConvertAll(_order, vertex => y[vertex]);
        _placeOf = new int[count];
        _next = new int[count + 1];
        for (int place = 0; place < count; place++)
        {
            _placeOf[_order[place]] = place;
            _next[place] = place;
        }

        _next[count] = count;
    }

    /// <summary>Takes a vertex away.</summary>
    public void Remove(int vertex) => _next[_placeOf[vertex]] = _placeOf[vertex] + 1;

    /// <summary>Puts the vertices of a box, edges included, into a list.</summary>
    public void Find(double west, double south, double east, double north, List<int> found)
    {
        found.Clear();
        int slice = Array.BinarySearch(_east, west);
        slice = slice < 0 ? ~slice : slice;
        while (slice > 0 && _east[slice - 1] >= west)
        {
            slice--;
        }

        for (; slice < _west.Length && _west[slice] <= east; slice++)
        {
            int end = Math.Min(_order.Length, (slice + 1) * _size);
            for (int place = Left(First(slice * _size, end, south)); place < end && _y[place] <= north; place = Left(place + 1))
            {
                found.Add(_order[place]);
            }
        }
    }

    private int First(int start, int end, double south)
    {
        while (start < end)
        {
            int middle = (start + end) / 2;
            (start, end) = _y[middle] < south ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    // The first from here on that has not been taken away; the way is shortened for the next time.
    private int Left(int place)
    {
        while (_next[place] != place)
        {
            _next[place] = _next[_next[place]];
            place = _next[place];
        }

        return place;
    }
}
