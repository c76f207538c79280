using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Stores.Azure;

namespace GridSteward.Tests.Emulators;

/// <summary>Runs tests/QueryCompiler, which needs a process of its own.</summary>
public static class CosmosCompiler
{
    /// <summary>The queries that Microsoft's compiler refuses, each with what it said.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<CosmosQuery> queries, CancellationToken cancellationToken)
    {
        JsonArray asked = [.. queries.Select(q => new JsonObject
        {
            ["text"] = q.Text,
            ["parameters"] = new JsonObject(q.Parameters.Select(p => KeyValuePair.Create(p.Key, JsonSerializer.SerializeToNode(p.Value)))),
        })];
        ProcessStartInfo start = new("dotnet", [Program()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process compiler = Process.Start(start)!;
        Task<string> output = compiler.StandardOutput.ReadToEndAsync(cancellationToken), errors = compiler.StandardError.ReadToEndAsync(cancellationToken);
        await compiler.StandardInput.WriteAsync(asked.ToJsonString());
        compiler.StandardInput.Close();
        await compiler.WaitForExitAsync(cancellationToken);
        if (compiler.ExitCode != 0)
        {
            throw new InvalidOperationException($"The query compiler failed ({compiler.ExitCode}): {await errors}");
        }

        JsonArray verdicts = JsonNode.Parse(await output)!.AsArray();
        return verdicts.Count == asked.Count
            ? [.. verdicts.Where(v => v!["fault"] is not null).Select(v => $"{v!["text"]}: {v["fault"]}")]
            : throw new InvalidOperationException($"{asked.Count} queries were asked, {verdicts.Count} answered.");
    }

    // beside the tests' own folder, built in the same configuration for the same runtime
    private static string Program([CallerFilePath] string thisFile = "")
    {
        string[] own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        string tests = Path.GetDirectoryName(Path.GetDirectoryName(thisFile))!;
        return Path.Combine([tests, "QueryCompiler", "bin", .. own[^3..], "GridSteward.QueryCompiler.dll"]);
    }
}
