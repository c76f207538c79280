using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Transfers;

namespace GridSteward.Domain.Tests.Transfers;

/// <summary>What transfers are made of.</summary>
public sealed class TransferPiecesTests
{
    [Fact]
    public void A_chain_that_is_put_down_and_taken_up_again_ends_the_same()
    {
        var whole = new LineChain();
        var pieces = new LineChain();
        foreach (string line in new[] { "a", "", "bc" })
        {
            whole.Add(Encoding.UTF8.GetBytes(line));
            pieces = new LineChain(pieces.Text);
            pieces.Add(Encoding.UTF8.GetBytes(line));
        }

        Assert.Equal(whole.Text, pieces.Text);
        byte[] one = SHA256.HashData([.. new byte[32], (byte)'a']);
        byte[] two = SHA256.HashData(one);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. two, .. "bc"u8])), whole.Text);
    }

    [Theory]
    [InlineData("""{"b":1,"a":{"d":[{"z":1,"y":null}],"c":"x"}}""", """{"a":{"c":"x","d":[{"y":null,"z":1}]},"b":1}""")]
    [InlineData("""{"n":114.00070000000001,"m":1e-7,"o":12345678901234567890}""", """{"m":1e-7,"n":114.00070000000001,"o":12345678901234567890}""")]
    [InlineData("""{"t":"中文 & <b> \"q\" \\"}""", """{"t":"中文 & <b> \"q\" \\"}""")]
    public void Canonical_JSON_orders_members_and_keeps_values(string json, string canonical)
        => Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Of(JsonElement.Parse(json), TestJson.Default.JsonElement).Span));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", true)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":null}""", true)]
    [InlineData("""{"a":1}""", """{"a":1,"b":0}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", false)]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":"y"}}""", false)]
    [InlineData("""{"a":1.0}""", """{"a":1}""", true)]
    public void What_was_sent_is_kept_where_all_of_it_is_in_what_was_made(string made, string sent, bool kept)
        => Assert.Equal(kept, CanonicalJson.Keeps(Encoding.UTF8.GetBytes(made), JsonElement.Parse(sent)));

    [Fact]
    public async Task A_sealed_upload_is_read_from_wherever_it_is_sought()
    {
        using World world = new();
        byte[] content = [.. Enumerable.Range(0, 50).Select(i => (byte)i)];
        string id = await FullTown.UploadAsync(world, content, 7);
        await using Stream stream = await world.Here.Uploads.OpenAsync(id, World.Ct);
        foreach (int at in new[] { 0, 6, 7, 8, 20, 49, 50, 3, 49 })
        {
            stream.Position = at;
            Assert.Equal(at, stream.Position);
            byte[] rest = new byte[content.Length - at];
            await stream.ReadExactlyAsync(rest, World.Ct);
            Assert.Equal(content[at..], rest);
            Assert.Equal(0, await stream.ReadAsync(new byte[1], World.Ct));
            Assert.Equal(50, stream.Position);
        }

        Assert.Equal(48, stream.Seek(-2, SeekOrigin.End));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = 51);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class TestJson : System.Text.Json.Serialization.JsonSerializerContext;
