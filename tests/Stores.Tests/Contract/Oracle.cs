using System.Text;
using System.Text.Json;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using GridSteward.Stores.Tests.Kinds;

namespace GridSteward.Stores.Tests.Contract;

/// <summary>The slow and obvious meaning of a query: every document, looked at in turn.</summary>
internal static class Oracle
{
    public static IReadOnlyList<Thing> List(IEnumerable<Thing> things, Query<Thing> query)
    {
        IEnumerable<Thing> matching = Matching(things, query);
        if (query.Order is not { } order)
        {
            return [.. matching.OrderBy(t => t.Id, ByBytes.Instance)];
        }

        List<Thing> ascending = [.. matching
            .Where(t => Value(t, order.Path).ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .OrderBy(t => Value(t, order.Path).ValueKind == JsonValueKind.String)
            .ThenBy(t => Value(t, order.Path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0)
            .ThenBy(t => Value(t, order.Path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "", ByBytes.Instance)
            .ThenBy(t => t.Id, ByBytes.Instance)];
        return order.Descending ? [.. Enumerable.Reverse(ascending)] : ascending;
    }

    public static IReadOnlyList<Thing> Matching(IEnumerable<Thing> things, Query<Thing> query) => [.. things.Where(t => query.Filters.All(f => Holds(t, f)))];

    public static Dictionary<string, long> Tally(IEnumerable<Thing> things, Query<Thing> query, string path) => Matching(things, query)
        .SelectMany(t => Value(t, path) switch
        {
            { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(e => e.GetString()!).Distinct(),
            { ValueKind: JsonValueKind.Undefined } => [],
            var scalar => [scalar.ToString().Replace("True", "true").Replace("False", "false")],
        })
        .CountBy(v => v).ToDictionary(p => p.Key, p => (long)p.Value);

    private static bool Holds(Thing thing, Filter filter) => filter switch
    {
        Filter.Equal f => Compare(Value(thing, f.Path), f.Value) == 0,
        Filter.NotTrue f => Value(thing, f.Path).ValueKind != JsonValueKind.True,
        Filter.OneOf f => f.Values.Any(v => Compare(Value(thing, f.Path), v) == 0),
        Filter.HasAny f => f.Values.Any(v => thing.Areas?.Contains(v) == true),
        Filter.Range f => (f.From is null || Compare(Value(thing, f.Path), f.From) >= 0) && (f.Before is null || Compare(Value(thing, f.Path), f.Before) < 0),
        Filter.InBox f => thing.Point is { } p && f.Box.Contains(new Wgs84Point(p.Longitude, p.Latitude)),
        _ => throw new NotSupportedException(),
    };

    // null where the types differ: then nothing holds
    private static int? Compare(JsonElement stored, object wanted) => (stored.ValueKind, wanted) switch
    {
        (JsonValueKind.String, string text) => ByBytes.Instance.Compare(stored.GetString(), text),
        (JsonValueKind.Number, double or long or int) => stored.GetDouble().CompareTo(Convert.ToDouble(wanted, null)),
        (JsonValueKind.True or JsonValueKind.False, bool flag) => stored.GetBoolean().CompareTo(flag),
        _ => null,
    };

    private static JsonElement Value(Thing thing, string path)
    {
        JsonElement value = JsonSerializer.SerializeToElement(thing, DocumentsJson.Default.Thing);
        return path.Split('.').All(name => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out value)) ? value : default;
    }

    private sealed class ByBytes : IComparer<string>
    {
        public static readonly ByBytes Instance = new();

        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
