using System.Text;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>What a query means for one document, as both engines have it: types never mix, numbers are doubles, strings compare by their UTF-8 bytes.</summary>
internal static class QueryMeaning
{
    /// <summary>Whether the document meets all conditions of the query.</summary>
    public static bool Matches<T>(Query<T> query, JsonElement document)
        where T : Document
        => query.Filters.All(f => Holds(query.Kind, f, document));

    /// <summary>The value at a path in dots; undefined where there is none.</summary>
    public static JsonElement Value(JsonElement document, string path)
    {
        JsonElement value = document;
        return path.Split('.').All(name => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out value)) ? value : default;
    }

    /// <summary>By UTF-8 bytes.</summary>
    public static int Compare(string x, string y) => Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y));

    /// <summary>How many of the documents have each text at a path.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> TallyAsync<T>(DocumentKind<T> kind, IAsyncEnumerable<Stored<T>> documents, string path)
        where T : Document
    {
        Dictionary<string, long> tally = [];
        await foreach (Stored<T> item in documents)
        {
            foreach (string text in Tallied(Value(JsonSerializer.SerializeToElement(item.Value, kind.Json), path)))
            {
                tally[text] = tally.GetValueOrDefault(text) + 1;
            }
        }

        return tally;
    }

    /// <summary>The texts under which a tally counts the value: each element of an array once, a scalar as its text.</summary>
    private static IEnumerable<string> Tallied(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!).Distinct(),
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture)],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        _ => [],
    };

    private static bool Holds(DocumentKind kind, Filter filter, JsonElement document) => filter switch
    {
        Filter.Equal f => Against(Value(document, f.Path), f.Value) == 0,
        Filter.NotTrue f => Value(document, f.Path).ValueKind != JsonValueKind.True,
        Filter.OneOf f => f.Values.Any(v => Against(Value(document, f.Path), v) == 0),
        Filter.HasAny f => Value(document, f.Path) is { ValueKind: JsonValueKind.Array } array && array.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.String && f.Values.Contains(e.GetString()!)),
        Filter.Range { From: null, Before: null } => true,
        Filter.Range f => (f.From is null || Against(Value(document, f.Path), f.From) >= 0) && (f.Before is null || Against(Value(document, f.Path), f.Before) < 0),
        Filter.InBox f => LiesIn(kind.Location!, f, document),
        Filter.Since => true, // what is staged will be written; what is in its place the engine has asked about
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    private static bool LiesIn(LocationFields location, Filter.InBox filter, JsonElement document)
    {
        double? west = Number(location.West), south = Number(location.South), east = Number(location.East), north = Number(location.North);
        return StoredBoxes.Split(filter.Box).Any(b => west <= b.East && east >= b.West && south <= b.North && north >= b.South);

        double? Number(string path) => Value(document, path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
    }

    /// <summary>Null where the types differ: then nothing holds.</summary>
    private static int? Against(JsonElement stored, object wanted) => (stored.ValueKind, wanted) switch
    {
        (JsonValueKind.String, string text) => Compare(stored.GetString()!, text),
        (JsonValueKind.Number, double or long or int) => stored.GetDouble().CompareTo(Convert.ToDouble(wanted, System.Globalization.CultureInfo.InvariantCulture)),
        (JsonValueKind.True or JsonValueKind.False, bool flag) => stored.GetBoolean().CompareTo(flag),
        _ => null,
    };
}
