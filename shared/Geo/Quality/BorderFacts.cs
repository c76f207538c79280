using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>What is known of each chain: which areas lie beside it, which it runs inside, and which chains it meets.</summary>
/// <remarks>
/// A chain that does not meet a border of an area elsewhere than at shared vertices lies wholly inside or outside it, since nothing changes along it: so one place
/// of each chain is looked up, not each edge.
/// </remarks>
internal sealed class BorderFacts
{
    private readonly int[][] _inside;
    private readonly bool[] _meets;

    public BorderFacts(GridIndex index)
    {
        Index = index;
        Shapes = index.Shapes;
        Topology = AreaTopology.Of([.. Shapes.Select(s => s.Geometry)]);
        Meetings = BorderMeetings.Of(Topology);
        _meets = new bool[Topology.ChainCount];
        foreach (var (one, other) in Meetings)
        {
            _meets[one] = _meets[other] = true;
        }

        Dictionary<AreaShape, int> numbers = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < Shapes.Count; i++)
        {
            numbers.Add(Shapes[i], i);
        }

        _inside = new int[Topology.ChainCount][];
        for (int chain = 0; chain < _inside.Length; chain++)
        {
            _inside[chain] = [.. index.Locate(Middle(chain)).Levels.SelectMany(l => l.All).Select(s => numbers[s]).Where(a => !IsBeside(chain, a))];
        }
    }

    public GridIndex Index { get; }

    public IReadOnlyList<AreaShape> Shapes { get; }

    public AreaTopology Topology { get; }

    public IReadOnlySet<(int One, int Other)> Meetings { get; }

    /// <summary>The areas that a chain runs inside of.</summary>
    public IReadOnlyList<int> Inside(int chain) => _inside[chain];

    /// <summary>Whether it meets another elsewhere than at shared vertices.</summary>
    public bool Meets(int chain) => _meets[chain];

    /// <summary>Whether, on one side of a chain, an area lies of which this is true.</summary>
    public bool Covers(int chain, bool left, Func<int, bool> which)
        => Topology.SidesOf(chain).Any(s => s.Left == left && which(s.Area)) || _inside[chain].Any(which);

    private bool IsBeside(int chain, int area) => Topology.SidesOf(chain).Any(s => s.Area == area);

    private Wgs84Point Middle(int chain)
    {
        ReadOnlySpan<int> vertices = Topology.VerticesOf(chain);
        var (from, to) = (vertices[(vertices.Length / 2) - 1], vertices[vertices.Length / 2]);
        return new Wgs84Point((Topology.X[from] + Topology.X[to]) / 2, (Topology.Y[from] + Topology.Y[to]) / 2);
    }
}
