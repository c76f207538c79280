// Compiles Cosmos DB queries with Microsoft's own compiler, which lies in the SDK's package as a native library: no account, no
// emulator, no network. Reads a JSON array of {"text", "parameters": {name: value}} and writes an array of {"text", "fault"}, where
// fault is null for a query that compiles. A process of its own, since the variable must be set before the first client and would
// make every other client of the process ask the compiler, whose plans the emulator does not understand.
using System.Text.Json;
using System.Text.Json.Nodes;
using GridSteward.Tests.QueryCompiler;

Environment.SetEnvironmentVariable("AZURE_COSMOS_USE_QUERY_PLAN_INTEROP_LINUX", "true");
using Compiler compiler = new();
JsonArray verdicts = [];
foreach (JsonNode? query in JsonNode.Parse(await Console.In.ReadToEndAsync())!.AsArray())
{
    string text = (string)query!["text"]!;
    Dictionary<string, object> parameters = query["parameters"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValueKind() switch
    {
        JsonValueKind.String => (object)(string)p.Value!,
        JsonValueKind.Number => (double)p.Value!,
        _ => (bool)p.Value!,
    });
    verdicts.Add(new JsonObject { ["text"] = text, ["fault"] = await compiler.FaultAsync(text, parameters) });
}

Console.Out.Write(verdicts.ToJsonString());
