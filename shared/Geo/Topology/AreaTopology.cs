using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>The borders of a set of areas, each once, as chains that neighbours share. Immutable; safe for concurrent use.</summary>
/// <remarks>
/// An edge is what two successive positions of a ring make; positions are one where both doubles are equal (0 and -0 are). Edges that several rings have,
/// in whichever direction, are one edge. A node is a vertex where more or fewer than two edges meet, or where the edges on both sides do not belong to the
/// same areas; so is every vertex on the antimeridian, that both sides of a cut keep the same ones. A chain runs from node to node; a border without
/// a node is one closed chain, which begins at its westernmost, then southernmost, vertex. Nothing is snapped: borders that merely run close are two.
/// Areas are normalized ones (<see cref="AreaGeometry"/>): an area lies to the left of its rings.
/// </remarks>
public sealed class AreaTopology
{
    private readonly int[] _chainStarts;
    private readonly int[] _chainVertices;
    private readonly ChainSide[][] _sides;
    private readonly ChainUse[][][][] _areas;

    internal AreaTopology(double[] x, double[] y, int[] chainStarts, int[] chainVertices, ChainSide[][] sides, ChainUse[][][][] areas)
        => (X, Y, _chainStarts, _chainVertices, _sides, _areas) = (x, y, chainStarts, chainVertices, sides, areas);

    /// <summary>How many chains there are.</summary>
    public int ChainCount => _sides.Length;

    /// <summary>How many areas there are.</summary>
    public int AreaCount => _areas.Length;

    /// <summary>How many different positions there are.</summary>
    public int VertexCount => X.Length;

    /// <summary>Longitudes by vertex.</summary>
    internal double[] X { get; }

    /// <summary>Latitudes by vertex.</summary>
    internal double[] Y { get; }

    /// <summary>The vertices of all chains, one chain after the other, with both ends.</summary>
    internal ReadOnlySpan<int> ChainVertices => _chainVertices;

    /// <summary>Finds the chains of areas.</summary>
    /// <param name="areas">Normalized Polygons and MultiPolygons, lon/lat degrees; their places in the list are their numbers.</param>
    /// <exception cref="ArgumentException">One of them is neither.</exception>
    public static AreaTopology Of(IReadOnlyList<Geometry> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        return new TopologyBuilder(areas).Build();
    }

    /// <summary>Where the vertices of a chain begin and end (exclusive) among those of all chains.</summary>
    internal (int Start, int End) PlacesOf(int chain) => (_chainStarts[chain], _chainStarts[chain + 1]);

    /// <summary>The vertices of a chain with both ends; a closed chain ends with its first.</summary>
    internal ReadOnlySpan<int> VerticesOf(int chain) => _chainVertices.AsSpan(_chainStarts[chain].._chainStarts[chain + 1]);

    /// <summary>The positions of a chain with both ends.</summary>
    public LineString Line(int chain)
        => LonLat.Factory.CreateLineString([.. VerticesOf(chain).ToArray().Select(v => new Coordinate(X[v], Y[v]))]);

    /// <summary>The areas along a chain, by their numbers.</summary>
    public IReadOnlyList<ChainSide> SidesOf(int chain) => _sides[chain];

    /// <summary>The rings of an area, part by part, each shell before its holes; a ring begins at a node where it has one.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<ChainUse>>> RingsOf(int area) => _areas[area];

    /// <summary>An area put together again from chains that have been changed.</summary>
    /// <param name="area">Its number.</param>
    /// <param name="line">The positions of each chain with both ends.</param>
    public Geometry Assembled(int area, Func<int, IReadOnlyList<Coordinate>> line)
    {
        Polygon[] parts = Array.ConvertAll(_areas[area], rings => LonLat.Factory.CreatePolygon(Ring(rings[0], line), [.. rings.Skip(1).Select(r => Ring(r, line))]));
        return parts.Length == 1 ? parts[0] : LonLat.Factory.CreateMultiPolygon(parts);
    }

    private static LinearRing Ring(ChainUse[] uses, Func<int, IReadOnlyList<Coordinate>> line)
    {
        List<Coordinate> ring = [];
        foreach (ChainUse use in uses)
        {
            IReadOnlyList<Coordinate> positions = line(use.Chain);
            for (int i = ring.Count == 0 ? 0 : 1; i < positions.Count; i++)
            {
                ring.Add(positions[use.Forward ? i : positions.Count - 1 - i].Copy());
            }
        }

        return LonLat.Factory.CreateLinearRing([.. ring]);
    }
}
