namespace GridSteward.Geo.Walking;

/// <summary>Stops, and perhaps where one sets out, as metres in a plane around the middle of their box. Longitudes go the short way around from the first stop.</summary>
internal sealed class WalkingPlane
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly (double X, double Y)? _start;
    private readonly (double X, double Y, double Width, double Height) _box;

    public WalkingPlane(IReadOnlyList<Wgs84Point> stops, Wgs84Point? start)
    {
        double middle = stops.Count == 0 ? 0 : (stops.Min(p => p.Latitude) + stops.Max(p => p.Latitude)) / 2;
        double west = stops.Count == 0 ? 0 : stops[0].Longitude;
        (double east, double north) = Wgs84Ellipsoid.MetresPerDegree(middle);
        (double X, double Y) At(Wgs84Point p) => (LocalMetres.Wrapped(p.Longitude - west) * east, (p.Latitude - middle) * north);

        _x = [.. stops.Select(p => At(p).X)];
        _y = [.. stops.Select(p => At(p).Y)];
        _box = _x.Length == 0 ? default : (_x.Min(), _y.Min(), _x.Max() - _x.Min(), _y.Max() - _y.Min());
        _start = start is { } from ? At(from) : null;
    }

    public int Count => _x.Length;

    public bool HasStart => _start is not null;

    /// <summary>Metres between two stops.</summary>
    public double Metres(int a, int b) => Length(_x[a] - _x[b], _y[a] - _y[b]);

    /// <summary>Metres from the start; 0 where there is none.</summary>
    public double MetresFromStart(int stop) => _start is { } s ? Length(_x[stop] - s.X, _y[stop] - s.Y) : 0;

    /// <summary>The length of a path, from the start where there is one.</summary>
    public double Metres(int[] path)
    {
        double metres = path.Length == 0 ? 0 : MetresFromStart(path[0]);
        for (int i = 1; i < path.Length; i++)
        {
            metres += Metres(path[i - 1], path[i]);
        }

        return metres;
    }

    /// <summary>Metres from the middle of the stops' box.</summary>
    public double MetresFromMiddle(int stop)
    {
        var (x, y, width, height) = _box;
        return Length(_x[stop] - (x + (width / 2)), _y[stop] - (y + (height / 2)));
    }

    /// <summary>Where a stop lies in the square around all stops, in [0, 1].</summary>
    public (double X, double Y) InSquare(int stop)
    {
        var (x, y, width, height) = _box;
        double side = Math.Max(width, height);
        return side > 0 ? ((_x[stop] - x) / side, (_y[stop] - y) / side) : (0, 0);
    }

    private static double Length(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));
}
