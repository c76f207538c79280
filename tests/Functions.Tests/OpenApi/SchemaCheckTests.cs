using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>The check that every answer goes through can fail.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "7")]
    [InlineData("""{"type":"string"}""", "null")]
    [InlineData("""{"type":"integer","format":"int32"}""", "1.5")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483648")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"A\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-05-04 10:00:00\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-02-30\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"x\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"abc\"")]
    [InlineData("""{"type":"number","minimum":0}""", "-0.5")]
    [InlineData("""{"type":"array","minItems":1,"items":{"type":"string"}}""", "[]")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[\"a\",1]")]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}""", "{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", "{\"b\":1}")]
    [InlineData("""{"allOf":[{"type":"string"},{"type":"string","maxLength":1}]}""", "\"ab\"")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"number"}]}""", "true")]
    [InlineData("""{"$ref":"#/components/schemas/Wgs84Point"}""", "{\"longitude\":181,\"latitude\":0}")]
    public void A_value_that_does_not_fit_is_a_fault(string schema, string value) => Assert.NotEmpty(SchemaCheck.FaultsOf(JsonNode.Parse(value), JsonNode.Parse(schema)!));

    [Theory]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"integer","format":"int64"}""", "2147483648")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-05-04T10:00:00.5+08:00\"")]
    [InlineData("""{"type":"object"}""", "{\"b\":1}")]
    [InlineData("""{"$ref":"#/components/schemas/Wgs84Point"}""", "{\"longitude\":113.5,\"latitude\":34.8}")]
    public void A_value_that_fits_is_none(string schema, string value) => Assert.Empty(SchemaCheck.FaultsOf(JsonNode.Parse(value), JsonNode.Parse(schema)!));

    [Fact]
    public void A_word_that_the_check_does_not_know_is_not_passed_over()
        => Assert.Throws<NotSupportedException>(() => SchemaCheck.FaultsOf(JsonValue.Create("a"), JsonNode.Parse("""{"type":"string","pattern":"b"}""")!).Count());
}
