using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Tests.Coverage.Outputs;
using GridSteward.Functions.Coverage;

namespace GridSteward.Functions.Tests.Coverage;

public class CoverageSchemaTests
{
    private static readonly JsonNode s_schema = JsonNode.Parse(CoverageSchema.Write("http://localhost" + CoverageSchema.Path))!;

    [Fact]
    public void It_says_which_draft_it_is_of_where_it_stands_and_what_every_property_means()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)s_schema["$schema"]);
        Assert.Equal("http://localhost/api/schemas/coverage-report.json", (string?)s_schema["$id"]);
        Assert.Empty(Undescribed(s_schema, "$"));
    }

    [Fact]
    public void Every_report_is_as_it_says()
    {
        var (report, _) = SampleReport.Make();
        foreach (CoverageReport one in (CoverageReport[])[report, SampleReport.Suppress(report), report with { Areas = [], Groups = [] }, report with { Total = report.Total with { Changes = GridSteward.Domain.Coverage.Changes.None, MopUp = null } }])
        {
            Assert.Empty(JsonSchemaCheck.FaultsOf(Json(one), s_schema));
        }
    }

    [Theory]
    [InlineData("jurisdiction")]
    [InlineData("date")]
    [InlineData("total")]
    [InlineData("areas")]
    [InlineData("schemaVersion")]
    public void What_must_be_there_is_missed(string member)
    {
        JsonNode report = Json(SampleReport.Make().Report);
        report.AsObject().Remove(member);
        Assert.Contains(JsonSchemaCheck.FaultsOf(report, s_schema), f => f.Contains(member, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_is_found_however_deep()
    {
        Action<JsonNode>[] wrongs =
        [
            r => r["date"] = "yesterday",
            r => r["generation"] = "7",
            r => r["total"]!["units"]!["registered"] = 1.5,
            r => r["areas"]![3]!["band"] = "splendid",
            r => r["areas"]![3]!["units"]!["effectiveShare"]!["rate"] = "high",
            r => r["areas"]![3]!["loop"]!.AsObject().Remove("received"),
            r => r["groups"]![0]!["group"] = 4,
            r => r["rules"]!["intervals"] = new JsonArray(),
        ];
        Assert.All(wrongs, spoil =>
        {
            JsonNode report = Json(SampleReport.Make().Report);
            spoil(report);
            Assert.NotEmpty(JsonSchemaCheck.FaultsOf(report, s_schema));
        });
    }

    private static JsonNode Json(CoverageReport report) => JsonSerializer.SerializeToNode(report, DomainJson.Default.CoverageReport)!;

    private static IEnumerable<string> Undescribed(JsonNode schema, string at)
        => (schema["properties"] as JsonObject ?? []).SelectMany(p => (IEnumerable<string>)[.. p.Value!["description"] is null ? (string[])[$"{at}.{p.Key}"] : [], .. Undescribed(p.Value, $"{at}.{p.Key}")])
            .Concat(schema["items"] is { } items ? Undescribed(items, at + "[]") : []);
}
