using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Publications;

/// <summary>Where a document stands in a list, as both engines have it: by the order's value, numbers before strings, then by its id in the same direction.</summary>
/// <param name="Value">The order's value, a string or a double; null where the list is by id alone.</param>
/// <param name="Id">The document's id.</param>
internal sealed record ListPlace(object? Value, string Id)
{
    /// <summary>The place of a document; null where it is not listed in that order.</summary>
    public static ListPlace? Of(Ordering? order, JsonElement document, string id)
        => order is null ? new ListPlace(null, id) : QueryMeaning.Value(document, order.Path) switch
        {
            { ValueKind: JsonValueKind.String } text => new ListPlace(text.GetString(), id),
            { ValueKind: JsonValueKind.Number } number => new ListPlace(number.GetDouble(), id),
            _ => null,
        };

    /// <summary>The place after which a page starts.</summary>
    public static ListPlace Of(PageToken token) => new(token.Value(), token.Id);

    /// <summary>The token of the page that starts after it.</summary>
    public PageToken ToToken() => new(
        Value switch
        {
            string text => JsonSerializer.Serialize(text, DomainJson.Default.String),
            double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        },
        Id);

    /// <summary>Negative where x comes first.</summary>
    public static int Compare(Ordering? order, ListPlace x, ListPlace y)
    {
        int ascending = (x.Value, y.Value) switch
        {
            (string a, string b) => QueryMeaning.Compare(a, b),
            (double a, double b) => a.CompareTo(b),
            (double, string) => -1,
            (string, double) => 1,
            _ => 0,
        };
        ascending = ascending != 0 ? ascending : QueryMeaning.Compare(x.Id, y.Id);
        return order is { Descending: true } ? -ascending : ascending;
    }
}
