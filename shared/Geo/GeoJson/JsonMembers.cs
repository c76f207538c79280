using System.Text.Json;

namespace GridSteward.Geo;

/// <summary>Takes the members that matter out of a JSON object and reports those that stand in it twice.</summary>
internal static class JsonMembers
{
    /// <summary>The values of the named members, in the order of the names; undefined where missing, the first where repeated.</summary>
    public static JsonElement[] Take(JsonElement container, string path, FaultList faults, params ReadOnlySpan<string> names)
    {
        var values = new JsonElement[names.Length];
        foreach (JsonProperty member in container.EnumerateObject())
        {
            for (int i = 0; i < names.Length; i++)
            {
                if (!member.NameEquals(names[i]))
                {
                    continue;
                }

                if (values[i].ValueKind == JsonValueKind.Undefined)
                {
                    values[i] = member.Value;
                }
                else
                {
                    faults.Add($"{path}.{names[i]}", $"The member '{names[i]}' stands twice in one object.");
                }
            }
        }

        return values;
    }

    /// <summary>All members by name. The values are a copy that outlives the document.</summary>
    public static Dictionary<string, JsonElement> TakeAll(JsonElement container, string path, FaultList faults)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in container.Clone().EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                faults.Add($"{path}[{JsonSerializer.Serialize(member.Name)}]", $"The member '{member.Name}' stands twice in one object.");
            }
        }

        return members;
    }

    /// <summary>What a value is, in words for a fault.</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"'{Shortened(value.GetString()!)}'",
        JsonValueKind.Number => value.GetRawText() is { Length: <= 40 } text ? text : "a number",
        _ => value.GetRawText(),
    };

    private static string Shortened(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
