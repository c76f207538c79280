using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>The schemas of bodies and parameters are what is read: whatever they forbid is refused by its place, and whatever they name is known.</summary>
public sealed class BodyDriftTests(BodyDriftTests.Fixture fixture) : IClassFixture<BodyDriftTests.Fixture>
{
    /// <summary>One town for all: everything is refused.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public ExampleTown Examples { get; private set; } = null!;

        public TestTown Town => Examples.Town;

        public async ValueTask InitializeAsync() => Examples = await ExampleTown.OpenAsync();

        public ValueTask DisposeAsync() => Examples.DisposeAsync();
    }

    private static readonly string[] WithoutReader = ["ImportAreas", "UpdateArea"];

    public static TheoryData<string> WithBody => [.. ApiDocumentFile.Operations.Where(o => o.BodySchema is not null && !WithoutReader.Contains(o.Id)).Select(o => o.Id)];

    public static TheoryData<string> WithQuery => [.. ApiDocumentFile.Operations.Where(o => o.Parameters("query").Any()).Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task A_body_that_its_schema_forbids_is_refused_and_the_place_is_named(string name)
    {
        Operation operation = ApiDocumentFile.Of(name);
        int tried = 0;
        foreach (Mutation wrong in Mutation.Of(operation.BodyExample!, operation.BodySchema!))
        {
            Assert.NotEmpty(SchemaCheck.FaultsOf(wrong.Body, operation.BodySchema!).Concat(wrong.IsUnknown ? ["unknown"] : []));
            Reply reply = await fixture.Examples.SendAsync(operation, null, wrong.Body);

            // What is wrong within an item of a batch is that item's problem, with places as if it had been sent alone.
            JsonNode problem = reply.Status == 200 && name is "SubmitReportBatch" or "CreateVisitBatch" ? reply.Items[0]!["problem"]! : reply.Json;
            string place = reply.Status != 200 ? wrong.Place
                : wrong.Place.Replace("$.items[0].report.", "$.", StringComparison.Ordinal).Replace("$.items[0].visit.", "$.", StringComparison.Ordinal).Replace("$.items[0].", "item.", StringComparison.Ordinal);
            JsonNode? fault = problem["errors"]?.AsArray().FirstOrDefault(e => (string)e!["path"]! == place);
            Assert.True((int?)problem["status"] == 400 && fault is not null, $"{wrong}: {reply.Status} {reply.Text}");
            string says = (string)fault!["message"]!;
            Assert.Equal(wrong.IsUnknown, says.StartsWith("Is not known", StringComparison.Ordinal));
            tried++;
        }

        Assert.InRange(tried, 3, 500);
    }

    [Theory]
    [MemberData(nameof(WithQuery))]
    public async Task A_parameter_that_is_declared_is_read_and_has_the_form_that_is_declared(string name)
    {
        Operation operation = ApiDocumentFile.Of(name);
        foreach (JsonNode parameter in operation.Parameters("query"))
        {
            foreach (string wrong in WrongTexts(parameter["schema"]!))
            {
                Reply reply = await SendAsync(operation, $"?{parameter["name"]}={wrong}");
                Assert.True(reply.Status == 400 && reply.FaultPaths.Contains($"query.{parameter["name"]}"), $"{parameter["name"]}={wrong}: {reply.Status} {reply.Text}");
                Assert.DoesNotContain("Is not known", reply.Text, StringComparison.Ordinal);
            }

            if (parameter["schema"]!["enum"] is JsonArray choices)
            {
                foreach (JsonNode? choice in choices)
                {
                    Assert.DoesNotContain($"query.{parameter["name"]}", (await SendAsync(operation, $"?{parameter["name"]}={choice}")).Text, StringComparison.Ordinal);
                }
            }
        }
    }

    private static IEnumerable<string> WrongTexts(JsonNode schema) => (string)schema["type"]! switch
    {
        "string" when schema["maxLength"] is { } most => [new string('x', (int)most + 1)],
        "integer" => ["x", $"{(int)schema["minimum"]! - 1}", $"{(int)schema["maximum"]! + 1}"],
        "array" => ["x", "x,x"],
        _ => ["x%00"],
    };

    /// <summary>A body that cannot be read, so that nothing is done where the parameter should be taken after all; of bytes, a file of which a job would make nothing.</summary>
    private Task<Reply> SendAsync(Operation operation, string query)
    {
        string path = operation.Path.Replace("{jurisdiction}", fixture.Town.Code, StringComparison.Ordinal);
        path = operation.Parameters("path").Aggregate(path, (at, p) => at.Replace($"{{{p["name"]}}}", (string)p["example"]!, StringComparison.Ordinal));
        (string, string)[] headers = operation.BytesType is { } type ? [("Content-Type", type)] : [];
        return fixture.Town.Administrator.SendAsync(
            operation.Method.ToUpperInvariant(), path + query, operation.BytesType is not null ? "code\n" : operation.BodySchema is null ? null : "{}", headers);
    }
}
