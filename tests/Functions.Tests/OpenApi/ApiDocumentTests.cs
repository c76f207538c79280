using System.Text.Json.Nodes;
using GridSteward.Functions.Access;
using GridSteward.Functions.Tests.Access;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>The document is whole and valid, and says what the functions' own attributes say.</summary>
public sealed class ApiDocumentTests
{
    [Fact]
    public void It_has_every_http_function_and_method_and_nothing_else()
        => Assert.Equal(
            FunctionFacts.All.Where(f => f.Http is not null && f.Route != "{*path}").SelectMany(f => f.Methods.Where(m => m != "head").Select(m => $"{m} /{f.Route} {f.Name}")).Order(StringComparer.Ordinal),
            ApiDocumentFile.Operations.Select(o => $"{o.Method} {o.Path} {o.Id}").Order(StringComparer.Ordinal));

    [Fact]
    public void It_is_valid_OpenAPI_3_0_without_errors_or_warnings()
    {
        var (document, diagnostic) = OpenApiDocument.Parse(ApiDocumentFile.Text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
        Assert.NotNull(document);
        Assert.NotNull(diagnostic);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, diagnostic.SpecificationVersion);
        Assert.Empty(diagnostic.Errors.Concat(diagnostic.Warnings).Select(e => $"{e.Pointer}: {e.Message}"));
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_component_is_used()
    {
        HashSet<string> used = [.. References(ApiDocumentFile.Json)];
        HashSet<string> there = [.. ApiDocumentFile.Json["components"]!.AsObject().Where(c => c.Key != "securitySchemes").SelectMany(c => c.Value!.AsObject().Select(n => $"#/components/{c.Key}/{n.Key}"))];
        Assert.Equal(there.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_says_what_it_does_and_belongs_to_a_tag_that_is_explained()
    {
        HashSet<string> tags = [.. ApiDocumentFile.Json["tags"]!.AsArray().Where(t => t!["description"] is not null).Select(t => (string)t!["name"]!)];
        Assert.Empty(ApiDocumentFile.Operations.Where(o => string.IsNullOrEmpty((string?)o.Json["summary"]) || string.IsNullOrEmpty((string?)o.Json["description"])).Select(o => o.Id));
        Assert.Empty(ApiDocumentFile.Operations.Where(o => !tags.Contains((string)o.Json["tags"]!.AsArray().Single()!)).Select(o => o.Id));
    }

    [Fact]
    public void Every_parameter_is_explained_and_every_one_of_a_path_has_an_example()
    {
        Assert.Empty(ApiDocumentFile.Operations.SelectMany(o => o.Parameters("path").Where(p => p["example"] is null).Select(p => $"{o.Id} {p["name"]}")));
        Assert.Empty(ApiDocumentFile.Operations.SelectMany(o => new[] { "path", "query", "header" }.SelectMany(o.Parameters).Where(p => p["description"] is null).Select(p => $"{o.Id} {p["name"]}")));
    }

    [Fact]
    public void What_signing_in_is_needed_for_follows_from_the_declarations()
        => Assert.Equal(
            ApiDocumentFile.Operations.Where(o => Declarations.Of(o.Id).Access is Functions.Access.Access.Anyone).Select(o => o.Id),
            ApiDocumentFile.Operations.Where(o => o.Json["security"]!.AsArray().Any(s => s!.AsObject().Count == 0)).Select(o => o.Id));

    [Fact]
    public void Every_example_fits_its_schema()
    {
        List<string> faults = [];
        foreach (Operation operation in ApiDocumentFile.Operations)
        {
            var parameters = new[] { "path", "query", "header" }.SelectMany(operation.Parameters).Where(p => p["example"] is not null && p["schema"]!["pattern"] is null);
            faults.AddRange(parameters.SelectMany(p => SchemaCheck.FaultsOf(p["example"], p["schema"]!, $"{operation.Id} {p["name"]}")));
            faults.AddRange(operation.Json["responses"]!.AsObject().SelectMany(r => ApiDocumentFile.Follow(r.Value!)["content"]?.AsObject() ?? []).Where(m => m.Value!["example"] is not null)
                .SelectMany(m => SchemaCheck.FaultsOf(m.Value!["example"], m.Value["schema"]!, operation.Id)));
            if (operation.BodySchema is { } schema && operation.Id != "ImportAreas")
            {
                faults.AddRange(SchemaCheck.FaultsOf(operation.BodyExample, schema, operation.Id));
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Descriptions_come_from_the_codes_own_documentation()
    {
        JsonNode schemas = ApiDocumentFile.Json["components"]!["schemas"]!;
        Assert.Contains("- `overlap`: More than one area", (string)schemas["PlaceFlag"]!["description"]!, StringComparison.Ordinal);
        Assert.Equal("How many live there.", (string?)schemas["CreateHouseholdBody"]!["properties"]!["residents"]!["description"]);
        Assert.Equal("How many live there.", (string?)schemas["Household"]!["properties"]!["residents"]!["description"]);
        Assert.StartsWith("Degrees", (string?)schemas["SubmitReportBody"]!["properties"]!["point"]!["properties"]!["longitude"]!["description"], StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [(string)p.Value!] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
