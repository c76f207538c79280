using System.Runtime.InteropServices;
using System.Text.Json;

namespace GridSteward.Stores.Azure;

/// <summary>Counts the values of a field as they arrive: a scalar once, the elements of an array once for each document.</summary>
internal sealed class CosmosTally
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => counts;

    public bool Add(JsonElement value)
    {
        IEnumerable<string?> keys = value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()).Distinct(StringComparer.Ordinal)
            : [KeyOf(value)];
        foreach (string? key in keys)
        {
            if (key is not null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
            }
        }

        return true;
    }

    private static string? KeyOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => Paging.Text(value.GetDouble()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
