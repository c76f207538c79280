using System.Text.Json;

namespace GridSteward.Stores.Embedded;

/// <summary>
/// Scalars of documents as SQLite holds them, so that its order of storage classes keeps types apart as Cosmos DB does: numbers are REAL (as there), then come TEXT by
/// UTF-8 bytes, then booleans as blobs; everything else, arrays and objects too, is NULL.
/// </summary>
internal static class SqliteValues
{
    private static readonly byte[] False = [0], True = [1];

    /// <summary>A value of a document; <see cref="DBNull"/> for what is no scalar or not there.</summary>
    public static object Of(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString()!,
        JsonValueKind.Number => value.Value.GetDouble(),
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        _ => DBNull.Value,
    };

    /// <summary>A value of a query.</summary>
    public static object Parameter(object value) => value switch
    {
        string text => text,
        bool flag => flag ? True : False,
        double number => number,
        long number => (double)number,
        int number => (double)number,
        _ => throw new ArgumentException($"A document cannot be compared with a {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>Whether two values of documents are the same.</summary>
    public static bool Same(object one, object other)
        => ReferenceEquals(one, other) || (one is not byte[] && one.Equals(other));
}
