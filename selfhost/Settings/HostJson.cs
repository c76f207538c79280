using System.Text.Json;

namespace GridSteward.SelfHost;

/// <summary>What the runtime reads from host.json.</summary>
internal static class HostJson
{
    private const string DefaultRoutePrefix = "api";
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary><c>extensions.http.routePrefix</c>, without slashes at its ends.</summary>
    public static string ReadRoutePrefix(string appFolder, ICollection<string> faults)
    {
        var path = Path.Combine(appFolder, "host.json");
        if (!File.Exists(path))
        {
            return DefaultRoutePrefix;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var prefix = Member(Member(Member(document.RootElement, "extensions"), "http"), "routePrefix");
            return prefix is { ValueKind: JsonValueKind.String } ? prefix.Value.GetString()!.Trim('/') : DefaultRoutePrefix;
        }
        catch (JsonException fault)
        {
            faults.Add($"{path} is not valid JSON: {fault.Message}");
            return DefaultRoutePrefix;
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name)
    {
        if (parent is not { ValueKind: JsonValueKind.Object } found)
        {
            return null;
        }

        foreach (var member in found.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }
}
