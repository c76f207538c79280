using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace GridSteward.Domain.Storage;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Limit">At most so many documents; 1 to 1000.</param>
/// <param name="After">Where the page before ended; null starts at the beginning.</param>
public sealed record PageRequest(int Limit, PageToken? After = null);

/// <summary>A page of a list.</summary>
/// <param name="Items">The documents, in the query's order.</param>
/// <param name="Next">Where the next page starts; null when this was the last.</param>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, PageToken? Next)
    where T : Document;

/// <summary>
/// The place after one document in an ordered list: that document's order value and id. It stays good when documents come and go, needs
/// no state, and is the same on every engine.
/// </summary>
/// <param name="OrderValue">The order field's value (string or number) as JSON text; null where the order is by id alone.</param>
/// <param name="Id">The document's id.</param>
public sealed record PageToken(string? OrderValue, string Id)
{
    /// <summary>The opaque text given to clients.</summary>
    public override string ToString()
        => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { OrderValue, Id }, StorageJson.Default.StringArray!)));

    /// <summary>Reads a text that <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out PageToken? token)
    {
        token = null;
        try
        {
            string?[]? parts = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), StorageJson.Default.StringArray!);
            if (parts is not [var value, { Length: > 0 and <= 255 } id] || (value is not null && !IsScalar(value)))
            {
                return false;
            }

            token = new PageToken(value, id);
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException) // the last: half a surrogate pair
        {
            return false;
        }
    }

    /// <summary>The order value as a string, a number (double) or null.</summary>
    public object? Value()
    {
        if (OrderValue is null)
        {
            return null;
        }

        using JsonDocument json = JsonDocument.Parse(OrderValue);
        return json.RootElement.ValueKind == JsonValueKind.String ? json.RootElement.GetString() : json.RootElement.GetDouble();
    }

    private static bool IsScalar(string json)
    {
        using JsonDocument value = JsonDocument.Parse(json);
        return (value.RootElement.ValueKind == JsonValueKind.String && value.RootElement.GetString() is not null)
            || (value.RootElement.ValueKind == JsonValueKind.Number && value.RootElement.TryGetDouble(out double number) && double.IsFinite(number));
    }
}
