using System.Text.Json;
using GridSteward.Domain.People;

namespace GridSteward.Domain.Tests.People;

public class NodeTests
{
    [Fact]
    public void Nodes_are_written_as_documented()
    {
        Assert.Equal("deployment", Node.Deployment.ToString());
        Assert.Equal("deployment", default(Node).ToString());
        Assert.Equal("jurisdiction:town", Node.OfJurisdiction("town").ToString());
        Assert.Equal("area:town/g1", Node.OfArea("town", "g1").ToString());
        Assert.Equal("team:town/t1", Node.OfTeam("town", "t1").ToString());
        Assert.Equal("partner:town/p1", Node.OfPartner("town", "p1").ToString());
        Assert.Equal("case:town/r1", Node.OfCase("town", "r1").ToString());
    }

    [Fact]
    public void What_is_written_reads_back_to_the_same_node() => Check.ForSeeds(300, random =>
    {
        Node node = Any(random);
        Assert.True(Node.TryParse(node.ToString(), out Node read));
        Assert.Equal(node, read);
        Assert.Equal(node, JsonSerializer.Deserialize<Node>(JsonSerializer.Serialize(node)));
    });

    [Fact]
    public void What_reads_as_a_node_is_spelled_as_it_is_written()
    {
        int nodes = 0;
        Check.ForSeeds(2000, random =>
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Pick("deployment", "jurisdiction", "area", "team", "partner", "Case", "case", ":", "/", "a", "中", " ", "")));
            if (Node.TryParse(text, out Node node))
            {
                nodes++;
                Assert.Equal(text, node.ToString());
            }
        });
        Assert.InRange(nodes, 20, 1900);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Deployment")]
    [InlineData("deployment:")]
    [InlineData("deployment:town")]
    [InlineData("town")]
    [InlineData("jurisdiction:")]
    [InlineData("jurisdiction:town/g1")]
    [InlineData("Jurisdiction:town")]
    [InlineData("area:town")]
    [InlineData("area:/g1")]
    [InlineData("area:town/")]
    [InlineData("area:")]
    [InlineData("2:town/g1")]
    [InlineData(" area:town/g1")]
    [InlineData("street:town/g1")]
    public void Other_texts_are_no_nodes(string? text)
    {
        Assert.False(Node.TryParse(text, out Node node));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Node>(JsonSerializer.Serialize(text)));
        Assert.Equal(default, node);
    }

    internal static Node Any(Random random)
    {
        string jurisdiction = random.Pick("a", "b", "a-b");
        string id = random.Pick("1", "2", "3");
        return random.Next(6) switch
        {
            0 => Node.Deployment,
            1 => Node.OfJurisdiction(jurisdiction),
            2 => Node.OfArea(jurisdiction, id),
            3 => Node.OfTeam(jurisdiction, id),
            4 => Node.OfPartner(jurisdiction, id),
            _ => Node.OfCase(jurisdiction, id),
        };
    }
}
