using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Infra.Bicep;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>Documents and blobs can both be brought back to one moment of the last days, and what was deleted does not stay for good because of it.</summary>
public sealed class RestoreTests
{
    [Fact]
    public void Documents_can_be_brought_back_to_any_moment()
    {
        var backup = (Node.Map)((Node.Map)InfraFiles.Module("cosmos").ResourcesOf("Microsoft.DocumentDB/databaseAccounts").Single().Value!.AsMap!["properties"]!)["backupPolicy"]!;
        Assert.Equal(new Node.Text("Continuous"), backup["type"]);
        Assert.Equal(new Node.Name("backup"), ((Node.Map)backup["continuousModeProperties"]!)["tier"]);
    }

    [Fact]
    public void Blobs_of_the_app_can_be_brought_back_to_any_moment_of_fewer_days_than_deleted_ones_are_kept()
    {
        Node.Map[] parts = [.. InfraFiles.Module("storage").ResourcesOf("Microsoft.Storage/storageAccounts/blobServices").Single().Value!.AsMap!["properties"]!.All.OfType<Node.Map>()];
        Node Of(string name) => parts.Select(p => p[name]).OfType<Node>().Single();
        int kept = Days(Of("deleteRetentionPolicy"), "days");
        Assert.Equal((7, 7, 7), (kept, Days(Of("containerDeleteRetentionPolicy"), "days"), Days(Of("changeFeed"), "retentionInDays")));
        Assert.Equal(new Node.Truth(true), Of("isVersioningEnabled"));
        Assert.Equal(new Node.Name("restoreDays"), ((Node.Map)Of("restorePolicy"))["days"]);
        Dictionary<string, string> days = InfraFiles.Main.Modules.Where(m => m.Type.EndsWith("storage.bicep", StringComparison.Ordinal))
            .ToDictionary(m => m.Name, m => ((Node.Number)((Node.Map)m.Value!.AsMap!["params"]!)["restoreDays"]!).Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(new Dictionary<string, string> { ["hostStorage"] = "0", ["dataStorage"] = "6" }, days);
        Assert.True(6 < kept);

        static int Days(Node policy, string name) => (int)((Node.Number)((Node.Map)policy)[name]!).Value;
    }

    /// <summary>Else every photo that was erased would lie there as a former version for ever.</summary>
    [Fact]
    public void Former_versions_of_all_blobs_go_after_a_day_and_soft_delete_ends_them()
    {
        JsonNode rule = InfraFiles.Json("blob-lifecycle.json").AsArray().Single(r => r!["deleteVersionsAfterDays"] is not null)!;
        Assert.Equal((1, 0), ((int)rule["deleteVersionsAfterDays"]!, rule["prefixes"]!.AsArray().Count));
        Assert.Contains(InfraFiles.Module("storage").Nodes.OfType<Node.Map>(), m => m["version"] is Node.Map version && version["delete"] is Node.Map delete && delete["daysAfterCreationGreaterThan"] is not null);
    }
}
