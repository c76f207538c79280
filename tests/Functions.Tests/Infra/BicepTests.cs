using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Infra.Bicep;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>What the Bicep compiler would say, as far as it can be said without it; the GitHub workflow asks the compiler itself.</summary>
public sealed class BicepTests
{
    public static TheoryData<string> Files => [.. InfraFiles.All.Select(f => Path.GetFileNameWithoutExtension(f.Path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_name_means_something_and_everything_declared_is_used(string name)
        => Assert.Empty(NameCheck.FaultsOf(InfraFiles.Module(name)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_resource_is_as_the_published_type_of_its_version_says(string name)
        => Assert.Empty(TypeCheck.FaultsOf(InfraFiles.Module(name)));

    [Fact]
    public void Modules_get_what_they_want_and_give_what_is_taken()
        => Assert.Empty(NameCheck.FaultsOfModules(InfraFiles.Main, path => InfraFiles.Module(Path.GetFileNameWithoutExtension(path))));

    [Fact]
    public void Every_module_file_is_used()
        => Assert.Equal(
            InfraFiles.All.Select(f => Path.GetFileNameWithoutExtension(f.Path)).Where(n => n != "main").Order(),
            InfraFiles.Main.Modules.Select(m => Path.GetFileNameWithoutExtension(m.Type)).Distinct().Order());

    [Fact]
    public void The_parameters_of_azd_are_parameters_of_main_and_those_without_a_default_are_all_there()
    {
        string[] given = [.. InfraFiles.Json("main.parameters.json")["parameters"]!.AsObject().Select(p => p.Key)];
        Assert.Empty(given.Except(InfraFiles.Main.Params.Select(p => p.Name)));
        Assert.Empty(InfraFiles.Main.Params.Where(p => p.Value is null).Select(p => p.Name).Except(given));
        string operations = InfraFiles.Text("docs/operations.md");
        Assert.All(
            InfraFiles.Json("main.parameters.json")["parameters"]!.AsObject().Select(p => p.Value!["value"]).OfType<JsonValue>().Select(v => v.ToString()[2..^1].Split('=')[0]).Where(v => v.StartsWith("GRIDSTEWARD_", StringComparison.Ordinal)),
            v => Assert.True(operations.Contains(v, StringComparison.Ordinal) || operations.Contains($"`_{v.Split('_')[^1]}`", StringComparison.Ordinal), $"docs/operations.md does not name {v}."));
    }

    /// <summary>Guards the checks against saying nothing.</summary>
    [Theory]
    [InlineData("allowSharedKeyAccess: false", "allowSharedKeyAcess: false", "has no allowSharedKeyAcess")]
    [InlineData("allowSharedKeyAccess: false", "allowSharedKeyAccess: 'no'", "where BooleanType is wanted")]
    [InlineData("minimumTlsVersion: 'TLS1_2'", "minimumTlsVersion: 'TLS12'", "cannot be 'TLS12'")]
    [InlineData("kind: 'StorageV2'", "", "wants kind")]
    [InlineData("@2024-01-01' = {\n  name: name", "@2024-01-02' = {\n  name: name", "there is no Microsoft.Storage/storageAccounts@2024-01-02")]
    [InlineData("account.properties.primaryEndpoints.blob", "account.properties.primaryEndpoints.blobs", "there is no blobs")]
    [InlineData("accessTier: 'Hot'", "creationTime: 'x'", "cannot be set")]
    [InlineData("tags: tags", "tags: tag", "tag is not declared")]
    public void A_mistake_is_found(string good, string bad, string fault)
    {
        string text = InfraFiles.Text("infra/modules/storage.bicep");
        Assert.Contains(good, text, StringComparison.Ordinal);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".bicep");
        File.WriteAllText(path, text.Replace(good, bad, StringComparison.Ordinal));
        try
        {
            BicepFile file = BicepFile.Read(path);
            Assert.Contains(TypeCheck.FaultsOf(file).Concat(NameCheck.FaultsOf(file)), f => f.Contains(fault, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
