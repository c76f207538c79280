using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Very many points by lines of JSON.</summary>
public abstract class PointLines(Engine engine)
{
    private const string Lines = "application/x-ndjson";

    [Fact]
    public async Task Lines_name_the_areas_that_locate_names_for_every_point_now_and_then()
    {
        await using TestTown town = await engine.OpenAsync();
        string then = town.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        town.Clock.Advance(TimeSpan.FromHours(3));
        var random = new Random(20261123);
        JsonObject[] points = [.. Enumerable.Range(0, 2_000).Select(i => PointOf(i))];
        foreach (string? jurisdiction in new[] { null, town.Code, town.Neighbour })
        {
            foreach (string? asOf in new[] { null, then })
            {
                JsonArray wanted = [];
                foreach (JsonObject[] part in points.Chunk(1_000))
                {
                    JsonObject body = new() { ["points"] = new JsonArray([.. part.Select(p => p.DeepClone())]) };
                    body["jurisdiction"] = jurisdiction;
                    body["asOf"] = asOf;
                    foreach (JsonNode? result in (await town.Nobody.PostAsync("/api/locate", Without(body))).Is(200).Json["results"]!.AsArray())
                    {
                        wanted.Add(ShortOf(result!));
                    }
                }

                string query = string.Join('&', new[] { jurisdiction is null ? null : $"jurisdiction={jurisdiction}", asOf is null ? null : $"asOf={asOf}" }.OfType<string>());
                Reply reply = await SendAsync(town, string.Join('\n', points.Select(p => p.ToJsonString())), query);
                JsonNode[] told = Told(reply);
                Assert.Equal(points.Length, told.Length);
                for (int i = 0; i < told.Length; i++)
                {
                    Assert.True(JsonNode.DeepEquals(wanted[i], told[i]), $"{points[i]}: {wanted[i]!.ToJsonString()} but lines say {told[i].ToJsonString()}");
                }

                // All kinds of answers were among them.
                Assert.Contains(told, t => t["near"] is not null);
                Assert.Contains(told, t => t["areas"]!.AsArray().Count == 0);
                Assert.Contains(told, t => t["areas"]!.AsArray().Count == 2);
            }
        }

        // On the borders, a few metres outside, within both jurisdictions' boxes and far from all; some in GCJ-02.
        JsonObject PointOf(int i)
        {
            (double x, double y) = (i % 8) switch
            {
                0 => (random.Next(13), random.Next(-2, 4)),
                1 => ((random.NextDouble() * 12), random.Next(-2, 4) + ((random.NextDouble() - 0.5) * 0.08)),
                2 => (random.Next(13) + ((random.NextDouble() - 0.5) * 0.08), (random.NextDouble() * 5) - 2),
                3 => ((random.NextDouble() * 400) - 200, (random.NextDouble() * 400) - 200),
                _ => ((random.NextDouble() * 14) - 1, (random.NextDouble() * 7) - 3),
            };
            JsonObject point = town.Map.Point(x, y);
            if (i % 3 == 0)
            {
                point["id"] = $"p{i}";
            }

            if (i % 16 == 7)
            {
                point["coordinateSystem"] = "gcj02";
            }

            return point;
        }
    }

    [Fact]
    public async Task A_line_that_is_wrong_is_answered_with_its_faults_and_the_others_go_on()
    {
        await using TestTown town = await engine.OpenAsync();
        (double x, double y) = TownMap.Inside("G05");
        string longitude = town.Map.Longitude(x).ToString(CultureInfo.InvariantCulture), latitude = TownMap.Latitude(y).ToString(CultureInfo.InvariantCulture);
        (string Line, string Answer)[] lines =
        [
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}}}""", "C2 G05"),
            ("", ""),
            ($$"""  {"latitude" : {{latitude}}, "id":"a b" , "longitude":{{longitude}}} """, "'a b' C2 G05"),
            ($$"""{"id":"\u7532\"","longitude":{{longitude}},"latitude":{{latitude}}}""", "'甲\"' C2 G05"),
            ($$"""{"id":"楼道","longitude":{{longitude}},"latitude":{{latitude}},"coordinateSystem":"wgs84","accuracyMetres":25}""", "'楼道' C2 G05"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}}""", "6: $"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}}} {}""", "7: $"),
            ($$"""{"longitude":{{longitude}},"longitude":{{longitude}},"latitude":{{latitude}}}""", "8: $.longitude"),
            ($$"""{"longitude":{{latitude}},"latitude":{{longitude}}}""", "9: $.latitude"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"height":2,"id":""}""", "10: $.height"),
            ("""{"longitude":"east"}""", "11: $.longitude $.latitude"),
            ("""{"longitude":1e999,"latitude":NaN}""", "12: $"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"accuracyMetres":-1}""", "13: $.accuracyMetres"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"id":"{{new string('x', 101)}}"}""", "14: $.id"),
            ("[]", "15: $"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"id":null}""", "C2 G05"),
            ("{\"\\ud800\":1}", "17: $ $.longitude $.latitude"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"l\udc00ngitude":1}""", "18: $"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"id":" a b "}""", "'a b' C2 G05"),
            ($$"""{"longitude":{{longitude}},"latitude":{{latitude}},"id":"  "}""", "C2 G05"),
            ($$"""{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}""", "21: $.longitude $.latitude $.a $.b $.c $.d $.e $.f"),
            ($$"""{"longitude":0,"latitude":0,"id":"last"}""", "'last'"),
        ];
        foreach (string ending in new[] { "\n", "\r\n" })
        {
            foreach (string last in new[] { "", ending, ending + ending })
            {
                foreach (string mark in new[] { "", "\uFEFF" })
                {
                    Reply reply = await SendAsync(town, mark + string.Join(ending, lines.Select(l => l.Line)) + last, "");
                    Assert.Equal(lines.Where(l => l.Line.Length > 0).Select(l => l.Answer), Told(reply).Select(Shown));
                    Assert.Contains(Told(reply), told => ((string?)told["errors"]?[0]!["message"])?.StartsWith("Not valid JSON at line 7, byte ", StringComparison.Ordinal) == true);
                }
            }
        }

        static string Shown(JsonNode told)
        {
            Assert.Equal(told["line"] is not null, told["areas"] is null);
            return told["line"] is { } line
                ? $"{line}: {string.Join(' ', told["errors"]!.AsArray().Select(e => (string?)e!["path"]))}"
                : string.Join(' ', ((string[])[told["id"] is { } id ? $"'{id}'" : "", .. told["areas"]!.AsArray().Select(a => (string)a!)]).Where(t => t.Length > 0));
        }
    }

    [Fact]
    public async Task A_hundred_thousand_points_are_answered_in_one_request_and_not_one_more()
    {
        await using TestTown town = await engine.OpenAsync();
        var random = new Random(7);
        var body = new StringBuilder();
        for (int i = 0; i < 100_000; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{{\"id\":\"{i}\",\"longitude\":{town.Map.Longitude(random.NextDouble() * 9)},\"latitude\":{TownMap.Latitude(random.NextDouble() * 3)}}}\n");
        }

        Reply reply = await SendAsync(town, body.ToString(), "");
        string[] told = reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(100_000, told.Length);
        Assert.StartsWith("{\"id\":\"0\",", told[0], StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":\"99999\",", told[^1], StringComparison.Ordinal);
        Reply zipped = (await town.Nobody.SendAsync("POST", "/api/locate", body.ToString(), ("Content-Type", Lines), ("Accept-Encoding", "gzip"))).Is(200);
        Assert.Equal("gzip", zipped.Header("Content-Encoding"));
        Assert.True(zipped.Bytes.Length * 3 < reply.Bytes.Length);

        body.Append(CultureInfo.InvariantCulture, $"{{\"longitude\":0,\"latitude\":0}}\n");
        (await town.Nobody.SendAsync("POST", "/api/locate", body.ToString(), ("Content-Type", Lines))).IsFault(400, "$");
    }

    [Theory]
    [InlineData("/api/locate?jurisdiction=nowhere", "{\"longitude\":0,\"latitude\":0}", 400, "query.jurisdiction")]
    [InlineData("/api/locate?asOf=2099-01-01", "{\"longitude\":0,\"latitude\":0}", 400, "query.asOf")]
    [InlineData("/api/locate?category=noise", "{\"longitude\":0,\"latitude\":0}", 400, "query.category")]
    [InlineData("/api/locate", "", 400, "$")]
    [InlineData("/api/locate", " \n\r\n", 400, "$")]
    public async Task What_is_wrong_with_all_of_it_is_refused(string path, string body, int status, string place)
    {
        await using TestTown town = await engine.OpenAsync();
        (await town.Nobody.SendAsync("POST", path, body, ("Content-Type", Lines))).IsFault(status, place);
    }

    private static async Task<Reply> SendAsync(TestTown town, string body, string query)
    {
        Reply reply = (await town.Nobody.SendAsync("POST", $"/api/locate{(query.Length > 0 ? "?" : "")}{query}", body, ("Content-Type", Lines))).Is(200);
        Assert.Equal(Lines, reply.Header("Content-Type"));
        Assert.EndsWith("\n", reply.Text, StringComparison.Ordinal);
        return reply;
    }

    private static JsonNode[] Told(Reply reply) => [.. reply.Text.Split('\n')[..^1].Select(line => JsonNode.Parse(line)!)];

    private static JsonObject Without(JsonObject body) => new(body.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));

    // What lines say of what locate says.
    private static JsonObject ShortOf(JsonNode result)
    {
        JsonObject line = [];
        if (result["id"] is { } id)
        {
            line["id"] = id.DeepClone();
        }

        if (result["jurisdiction"] is { } jurisdiction)
        {
            line["jurisdiction"] = jurisdiction.DeepClone();
        }

        line["areas"] = new JsonArray([.. result["assignment"]!["chain"]!.AsArray().Select(link => link!["code"]!.DeepClone())]);
        if (result["assignment"]!["flags"]!.AsArray().Any(f => (string?)f == "nearestWithinTolerance"))
        {
            line["near"] = true;
        }

        return line;
    }
}
