using System.Text.Json.Nodes;
using GridSteward.Functions.OpenApi;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>An operation of the document.</summary>
public sealed record Operation(string Path, string Method, JsonNode Json)
{
    private readonly string[] segments = Path.Trim('/').Split('/');

    public string Id => (string)Json["operationId"]!;

    /// <summary>Its parameters in one place (path, query, header), references followed.</summary>
    public IEnumerable<JsonNode> Parameters(string place) => Json["parameters"]?.AsArray().Select(p => ApiDocumentFile.Follow(p!)).Where(p => (string)p["in"]! == place) ?? [];

    /// <summary>The schema of its JSON body; null where it takes none.</summary>
    public JsonNode? BodySchema => Json["requestBody"]?["content"]?["application/json"]?["schema"];

    public bool TakesBytes => BytesType is not null;

    /// <summary>The first media type of a body of bytes; null where it takes none.</summary>
    public string? BytesType => Json["requestBody"]?["content"]?.AsObject().FirstOrDefault(c => (string?)c.Value?["schema"]?["format"] == "binary").Key;

    public JsonNode? BodyExample => Json["requestBody"]?["content"]?["application/json"]?["example"];

    /// <summary>The status it answers when all is well.</summary>
    public int Success => Successes.Contains(201) ? 201 : Successes[0];

    /// <summary>All statuses that are no refusal: what makes something may also only try it out.</summary>
    public int[] Successes => [.. Json["responses"]!.AsObject().Select(r => int.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture)).Where(s => s is >= 200 and < 300)];

    public bool Matches(string[] asked)
        => asked.Length == segments.Length && segments.Zip(asked).All(s => s.First.StartsWith('{') || s.First.Equals(s.Second, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Id;
}

/// <summary>The document, read as any client would read it.</summary>
public static class ApiDocumentFile
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static string Text { get; } = System.Text.Encoding.UTF8.GetString(ApiDocument.Write());

    public static JsonNode Json { get; } = JsonNode.Parse(Text)!;

    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. Json["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Methods.Contains(o.Key)).Select(o => new Operation(p.Key, o.Key, o.Value!))),
    ];

    public static Operation Of(string id) => Operations.Single(o => o.Id == id);

    /// <summary>What answers a request; null where the document says nothing of it. HEAD is answered as GET is.</summary>
    public static Operation? Find(string method, string path)
    {
        string[] asked = path.Split('?')[0].Trim('/').Split('/');
        string wanted = method == "HEAD" ? "get" : method.ToLowerInvariant();
        return Operations.SingleOrDefault(o => o.Method == wanted && o.Matches(asked));
    }

    /// <summary>The node itself, or what it refers to.</summary>
    public static JsonNode Follow(JsonNode node)
        => (string?)node["$ref"] is { } reference ? reference[2..].Split('/').Aggregate(Json, (at, name) => at[name] ?? throw new InvalidOperationException($"{reference} leads nowhere.")) : node;
}
