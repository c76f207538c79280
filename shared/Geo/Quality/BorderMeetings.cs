using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;

namespace GridSteward.Geo;

/// <summary>Which chains meet elsewhere than at vertices that they share: they cross, touch, or run on one line.</summary>
internal sealed class BorderMeetings : ISegmentIntersector
{
    private readonly HashSet<(int, int)> _pairs = [];

    private BorderMeetings()
    {
    }

    public bool IsDone => false;

    /// <summary>The pairs of chains, each once.</summary>
    public static IReadOnlySet<(int One, int Other)> Of(AreaTopology topology)
    {
        var meetings = new BorderMeetings();
        List<ISegmentString> chains = [.. Enumerable.Range(0, topology.ChainCount).Select(c => new BasicSegmentString(topology.Line(c).Coordinates, c))];
        new MCIndexNoder(meetings).ComputeNodes(chains);
        return meetings._pairs;
    }

    public void ProcessIntersections(ISegmentString e0, int segIndex0, ISegmentString e1, int segIndex1)
    {
        var (one, other) = ((int)e0.Context, (int)e1.Context);
        if (one != other && Meet(e0.Coordinates[segIndex0], e0.Coordinates[segIndex0 + 1], e1.Coordinates[segIndex1], e1.Coordinates[segIndex1 + 1]))
        {
            _pairs.Add((Math.Min(one, other), Math.Max(one, other)));
        }
    }

    private static bool Meet(Coordinate a, Coordinate b, Coordinate c, Coordinate d)
    {
        if (a.Equals2D(c) || a.Equals2D(d))
        {
            return OneWay(a, b, a.Equals2D(c) ? d : c);
        }

        if (b.Equals2D(c) || b.Equals2D(d))
        {
            return OneWay(b, a, b.Equals2D(c) ? d : c);
        }

        return Math.Max(a.X, b.X) >= Math.Min(c.X, d.X) && Math.Max(c.X, d.X) >= Math.Min(a.X, b.X)
            && Math.Max(a.Y, b.Y) >= Math.Min(c.Y, d.Y) && Math.Max(c.Y, d.Y) >= Math.Min(a.Y, b.Y)
            && Side(a, b, c) * Side(a, b, d) <= 0 && Side(c, d, a) * Side(c, d, b) <= 0;
    }

    // From one vertex on, one line in one direction.
    private static bool OneWay(Coordinate from, Coordinate to, Coordinate other)
        => Side(from, to, other) == 0 && ((to.X - from.X) * (other.X - from.X)) + ((to.Y - from.Y) * (other.Y - from.Y)) > 0;

    private static int Side(Coordinate a, Coordinate b, Coordinate c) => Turn.Of(a.X, a.Y, b.X, b.Y, c.X, c.Y);
}
