using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>
/// What infra/ creates is what the code declares. <c>GRIDSTEWARD_WRITE_INFRA=1</c> writes the files instead of comparing them.
/// </summary>
public sealed class InfrastructureFileTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_document_containers_of_infra_are_those_that_the_code_declares()
        => Compare("cosmos-containers.json", JsonSerializer.SerializeToNode(CosmosContainers.DefinitionsOf(Container.All, Kinds.All))!);

    [Fact]
    public void The_blob_containers_of_infra_are_those_that_the_code_declares()
        => Compare("blob-containers.json", new JsonArray([.. Enum.GetValues<BlobContainer>().Select(c => JsonValue.Create(AzureBlobStore.NameOf(c)))]));

    /// <summary>Guards the first test against a declaration that says nothing.</summary>
    [Fact]
    public void The_declared_policies_exclude_everything_and_include_what_lists_ask()
    {
        var reports = CosmosContainers.DefinitionsOf(Container.All, Kinds.All).Single(c => c.Name == "reports");
        Assert.Equal(("/jurisdiction", null), (reports.PartitionKeyPath, reports.DefaultTtl));
        Assert.Equal("/*", Assert.Single(reports.IndexingPolicy.ExcludedPaths).Path);
        string[] wanted = ["/type/?", "/state/?", "/open/?", "/assignee/?", "/nodes/[]/?", "/areas/[]/?", "/areaPath/?", "/point/longitude/?"];
        Assert.Empty(wanted.Except(reports.IndexingPolicy.IncludedPaths.Select(p => p.Path)));
        Assert.Equal(["/createdAt /id", "/dueAt /id", "/fact/at /id", "/lookAt /id", "/receivedAt /id"], reports.IndexingPolicy.CompositeIndexes.Select(c => string.Join(' ', c.Select(p => p.Path))).Order());
        Assert.Equal(["directory", "outcomes"], CosmosContainers.DefinitionsOf(Container.All, Kinds.All).Where(c => c.DefaultTtl == -1).Select(c => c.Name));
    }

    private static void Compare(string name, JsonNode declared)
    {
        string file = Path.Combine(RepositoryFolder.Root, "infra", name);
        if (Environment.GetEnvironmentVariable("GRIDSTEWARD_WRITE_INFRA") == "1")
        {
            File.WriteAllText(file, declared.ToJsonString(Indented) + "\n");
        }

        JsonNode written = JsonNode.Parse(File.ReadAllText(file))!;
        Assert.True(JsonNode.DeepEquals(declared, written), $"infra/{name} is not what the code declares; run the tests once with GRIDSTEWARD_WRITE_INFRA=1 and commit the file.");
    }
}
