using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace GridSteward.Functions.Tests.Requests;

/// <summary>What is answered where a document was written by a newer version of the program.</summary>
public sealed class NewerDocumentAnswerTests
{
    [Fact]
    public async Task A_newer_document_is_503_with_its_kind_and_the_versions_and_without_its_id()
    {
        Answer answer = await new Guard(NullLogger<Guard>.Instance).RunAsync(
            "GetHousehold", new Problems("trace-1"), "trace-1", () => throw new NewerDocumentException(Kinds.Household, "h-123", 2), TestContext.Current.CancellationToken);
        JsonNode problem = JsonNode.Parse(answer.Body.Span)!;
        Assert.Equal((503, "300"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.Equal(("urn:gridsteward:problem:newer-document", "trace-1"), ((string)problem["type"]!, (string)problem["traceId"]!));
        Assert.Equal(
            "A document of the kind household was written in schema version 2 by a newer version of the program; this one knows versions up to 1 and leaves it as it is. Quote the trace id.",
            (string)problem["detail"]!);
        Assert.DoesNotContain("h-123", problem.ToJsonString(), StringComparison.Ordinal);
    }
}
