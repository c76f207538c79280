using System.Text.Encodings.Web;
using System.Text.Json;

namespace GridSteward.Domain.Tables;

/// <summary>Several values in one field.</summary>
internal static class TableLists
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What may stand between the items of a list in one text; people in China also use the enumeration comma and the wide semicolon.</summary>
    public static char[] Separators { get; } = ['|', ';', '、', '；', '｜'];

    /// <summary>The items of a JSON array of texts and numbers; null where it holds anything else.</summary>
    public static string[]? Items(JsonElement array)
    {
        var items = new string[array.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            switch (item.ValueKind)
            {
                case JsonValueKind.String:
                    items[i++] = item.GetString()!;
                    break;
                case JsonValueKind.Number:
                    items[i++] = item.GetRawText();
                    break;
                default:
                    return null;
            }
        }

        return items;
    }

    /// <summary>One text for all items, which <see cref="Split"/> takes apart into the same items.</summary>
    public static string Join(IReadOnlyList<string> items)
    {
        // Splitting trims and leaves out empty items, and an opening bracket means JSON.
        bool plain = items.All(item => item.Length > 0 && item.Trim() == item && item.IndexOfAny(Separators) < 0) && items[0][0] != '[';
        if (plain)
        {
            return string.Join('|', items);
        }

        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartArray();
            foreach (string item in items)
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }

    /// <summary>The items of a text.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        if (text.StartsWith('['))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                if (Items(json.RootElement) is { } items)
                {
                    return items;
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Not written by us: a text that happens to begin with a bracket.
            }
        }

        return text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
