using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests;

public class AreaTopologyTests
{
    [Fact]
    public void Two_neighbours_share_one_chain_and_have_one_each_of_their_own()
    {
        AreaTopology topology = Of("POLYGON((0 0,1 0,1 1,0 1,0 0))", "POLYGON((1 0,2 0,2 1,1 1,1 0))");

        Assert.Equal(3, topology.ChainCount);
        int shared = Assert.Single(Enumerable.Range(0, 3), chain => topology.SidesOf(chain).Count == 2);
        Assert.Equal([0, 1], topology.SidesOf(shared).Select(s => s.Area));
        Assert.NotEqual(topology.SidesOf(shared)[0].Left, topology.SidesOf(shared)[1].Left);
        Assert.Equal(2, topology.Line(shared).NumPoints);
        Assert.All(Enumerable.Range(0, 2), area => Assert.Equal(2, topology.RingsOf(area)[0][0].Count));
    }

    [Fact]
    public void A_chain_ends_where_the_areas_along_it_change_though_only_two_edges_meet()
    {
        // The second lies on the first and shares three of its corners.
        AreaTopology topology = Of("POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((0 0,2 0,2 2,0 0))");

        Assert.Equal([[0, 1], [0], [1]], Enumerable.Range(0, topology.ChainCount).Select(c => topology.SidesOf(c).Select(s => s.Area).ToArray()).OrderBy(a => a.Length == 1).ThenBy(a => a[0]));
    }

    [Fact]
    public void An_island_is_one_closed_chain_that_begins_at_its_westernmost_vertex()
    {
        AreaTopology topology = Of("POLYGON((3 0,4 1,3 2,2 1,3 0))");

        LineString line = topology.Line(0);
        Assert.Equal(1, topology.ChainCount);
        Assert.True(line.IsClosed);
        Assert.Equal(new Coordinate(2, 1), line.Coordinate);
    }

    [Fact]
    public void A_hole_and_what_fills_it_are_the_same_chain()
    {
        AreaTopology topology = Of("POLYGON((0 0,9 0,9 9,0 9,0 0),(3 3,3 6,6 6,6 3,3 3))", "POLYGON((3 3,6 3,6 6,3 6,3 3))");

        ChainUse hole = Assert.Single(topology.RingsOf(0)[0][1]);
        ChainUse shell = Assert.Single(topology.RingsOf(1)[0][0]);
        Assert.Equal(shell.Chain, hole.Chain);
        Assert.NotEqual(shell.Forward, hole.Forward);
    }

    [Fact]
    public void Repeated_positions_and_both_zeros_are_one()
    {
        AreaTopology topology = Of("POLYGON((0 0,1 0,1 0,1 1,0 1,0 0))", "POLYGON((-0 0,0 1,-1 1,-1 0,-0 -0))");

        Assert.Equal(6, topology.VertexCount);
        Assert.Single(Enumerable.Range(0, topology.ChainCount), chain => topology.SidesOf(chain).Count == 2);
    }

    [Theory]
    [InlineData(1, 5, 4, 0)]
    [InlineData(2, 9, 9, 3)]
    [InlineData(3, 12, 7, 5)]
    public void Areas_put_together_from_their_chains_are_as_they_were(int seed, int columns, int rows, int depth)
    {
        var town = new FractalTown(seed, columns, rows, depth);
        Geometry[] areas = [.. town.Blocks(), .. town.Blocks(3)];
        AreaTopology topology = AreaTopology.Of(areas);

        Assert.All(Enumerable.Range(0, areas.Length), i => Assert.True(
            topology.Assembled(i, chain => topology.Line(chain).Coordinates).Normalized().EqualsExact(areas[i].Normalized())));
    }

    [Fact]
    public void Every_edge_of_a_town_lies_on_exactly_one_chain()
    {
        Geometry[] areas = [.. new FractalTown(4, 8, 6, 3).Blocks()];
        AreaTopology topology = AreaTopology.Of(areas);

        var byChain = Enumerable.Range(0, topology.ChainCount).SelectMany(c => Edges(topology.Line(c).Coordinates)).ToList();
        var ofAreas = areas.SelectMany(a => Edges(a.Coordinates)).ToHashSet();
        Assert.Equal(byChain.Count, ofAreas.Count);
        Assert.Equal(ofAreas, byChain.ToHashSet());

        // 9 × 6 + 8 × 7 borders between corners, of which the four corners of the town are no nodes.
        Assert.Equal(110 - 4, topology.ChainCount);
    }

    internal static IEnumerable<(Coordinate, Coordinate)> Edges(Coordinate[] line)
        => line.Zip(line.Skip(1), (a, b) => a.CompareTo(b) < 0 ? (a, b) : (b, a));

    private static AreaTopology Of(params string[] wkt) => AreaTopology.Of([.. wkt.Select(text => new WKTReader().Read(text))]);
}
