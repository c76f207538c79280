using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Town;

/// <summary>What came back, whole.</summary>
public sealed record Reply(string Asked, int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes) ?? throw new InvalidOperationException($"{Asked} answered null.");

    public JsonArray Items => Json["items"]!.AsArray();

    public string? ETag => Headers.ETag?.Tag;

    public string? Next => (string?)Json["next"];

    public bool IsReplayed => Header("Idempotent-Replayed") == "true";

    /// <summary>The paths of the faults it names.</summary>
    public IReadOnlyList<string> FaultPaths => Json["errors"] is JsonArray errors ? [.. errors.Select(e => (string)e!["path"]!)] : [];

    /// <summary>A text field at a path like <c>assignment.assignee.code</c>.</summary>
    public string? this[string path] => path.Split('.').Aggregate((JsonNode?)Json, (node, name) => node?[name])?.ToString();

    public string? Header(string name)
        => Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Asserts the status, showing the body where it is another.</summary>
    public Reply Is(int status)
    {
        Assert.True(Status == status, $"{Asked}: {Status} instead of {status}: {Text[..Math.Min(Text.Length, 2000)]}{Logged()}");
        return this;
    }

    private string Logged() => Status == 500 && (string?)Json["traceId"] is { } traceId ? $"\n{LogRecorder.ErrorsOf(traceId)}" : "";

    /// <summary>Asserts problem details of this status that name exactly these faults, in any order.</summary>
    public Reply IsFault(int status, params string[] paths)
    {
        Is(status);
        Assert.StartsWith("application/problem+json", ContentHeaders.ContentType?.ToString(), StringComparison.Ordinal);
        Assert.Equal(status, (int)Json["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)Json["traceId"]));
        Assert.False(string.IsNullOrEmpty((string?)Json["title"]));
        Assert.Equal(paths.Order(StringComparer.Ordinal), FaultPaths.Order(StringComparer.Ordinal));
        return this;
    }
}
