using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Infra.Bicep;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>The files of infra/, read.</summary>
public static class InfraFiles
{
    public static string Root => RepositoryFolder.Root;

    public static BicepFile Main { get; } = BicepFile.Read(Path.Combine(Root, "infra", "main.bicep"));

    public static IReadOnlyList<BicepFile> All { get; } = [Main, .. Directory.EnumerateFiles(Path.Combine(Root, "infra", "modules"), "*.bicep").Order(StringComparer.Ordinal).Select(BicepFile.Read)];

    public static BicepFile Module(string name) => All.Single(f => Path.GetFileNameWithoutExtension(f.Path) == name);

    public static JsonNode Json(string name) => JsonNode.Parse(Text($"infra/{name}"))!;

    public static IReadOnlyList<Alert> Alerts { get; } = JsonSerializer.Deserialize<Alert[]>(Text("infra/alerts.json"), JsonSerializerOptions.Web)!;

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));
}

/// <summary>An alert of infra/alerts.json.</summary>
public sealed record Alert(string Name, string Description, int Severity, string Every, string Over, IReadOnlyList<string> Query)
{
    public string Kql => string.Join('\n', Query);
}
