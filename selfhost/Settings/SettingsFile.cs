using System.Text.Json;

namespace GridSteward.SelfHost;

/// <summary>The <c>Values</c> of a file shaped like local.settings.json.</summary>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Empty when there is no such file.</summary>
    public static IReadOnlyDictionary<string, string?> ReadValues(string path)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(path))
        {
            return values;
        }

        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new StartupRefusedException([$"{path} must hold an object."]);
        }

        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (Is(member, "IsEncrypted") && member.Value.ValueKind == JsonValueKind.True)
            {
                throw new StartupRefusedException([$"{path} is encrypted. Decrypt it with `func settings decrypt`."]);
            }

            if (Is(member, "Values") && member.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var value in member.Value.EnumerateObject())
                {
                    // As environment variables do, a double underscore separates sections.
                    values[value.Name.Replace("__", ":", StringComparison.Ordinal)] = value.Value.ToString();
                }
            }
        }

        return values;
    }

    private static bool Is(JsonProperty member, string name) => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase);

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path), Lenient);
        }
        catch (JsonException fault)
        {
            throw new StartupRefusedException([$"{path} is not valid JSON: {fault.Message}"]);
        }
    }
}
