using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GridSteward.Domain.Tables;

/// <summary>What kind of value a field holds. CSV knows only <see cref="Missing"/> and <see cref="Text"/>.</summary>
public enum TableValueKind
{
    /// <summary>Nothing: no such member, null, or an empty field of CSV, which has no other way to say so.</summary>
    Missing,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A number, in the digits in which it stood.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Several texts or numbers.</summary>
    List,

    /// <summary>A geometry in WGS-84, longitude first: a GeoJSON object as it stood, or what is to be written.</summary>
    Geometry,

    /// <summary>Any other JSON value, as it stood.</summary>
    Json,
}

/// <summary>One field of a row, read or to be written.</summary>
public readonly record struct TableValue
{
    private readonly object? content;

    private TableValue(TableValueKind kind, object? content)
    {
        Kind = kind;
        this.content = content;
    }

    /// <summary>What it holds.</summary>
    public TableValueKind Kind { get; }

    /// <summary>
    /// The value as it stands in a CSV field: list items joined by <c>|</c> (a JSON array where an item holds a separator), a geometry to be written as
    /// WKT, what was read as JSON as that JSON. Null where it is missing.
    /// </summary>
    public string? Text => content switch
    {
        null => null,
        string text => text,
        IReadOnlyList<string> items => TableLists.Join(items),
        Geometry geometry => new WKTWriter().Write(geometry),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The items of a list; null for every other kind.</summary>
    public IReadOnlyList<string>? Items => content as IReadOnlyList<string>;

    /// <summary>The geometry that was given to <see cref="Of(Geometry)"/>; null for one that was read, which is still <see cref="Text"/>.</summary>
    public Geometry? Shape => content as Geometry;

    /// <summary>A text; missing where it is null.</summary>
    public static TableValue Of(string? text) => text is null ? default : new(TableValueKind.Text, text);

    /// <summary>A whole number; missing where it is null.</summary>
    public static TableValue Of(long? number)
        => number is { } n ? new(TableValueKind.Number, n.ToString(CultureInfo.InvariantCulture)) : default;

    /// <summary>A number in the shortest digits that read back to it; missing where it is null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static TableValue Of(double? number) => number switch
    {
        null => default,
        { } n when double.IsFinite(n) => new(TableValueKind.Number, n.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "A number in a table is finite."),
    };

    /// <summary>True or false; missing where it is null.</summary>
    public static TableValue Of(bool? truth) => truth is { } t ? new(TableValueKind.Boolean, t ? "true" : "false") : default;

    /// <summary>A day as text, <c>yyyy-MM-dd</c>; missing where it is null.</summary>
    public static TableValue Of(DateOnly? day) => Of(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Several texts; missing where it is null or empty, since CSV could not tell.</summary>
    public static TableValue Of(IReadOnlyList<string>? items) => items is null or [] ? default : new(TableValueKind.List, items);

    /// <summary>A geometry in WGS-84 degrees, x = longitude; missing where it is null.</summary>
    public static TableValue Of(Geometry? geometry) => geometry is null ? default : new(TableValueKind.Geometry, geometry);

    /// <summary>The value of a JSON element that is not an object or array of a deeper meaning.</summary>
    internal static TableValue Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => default,
        JsonValueKind.String => Of(element.GetString()),
        JsonValueKind.Number => new(TableValueKind.Number, element.GetRawText()),
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.Array when TableLists.Items(element) is { } items => Of(items),
        _ => new(TableValueKind.Json, element.GetRawText()),
    };

    internal static TableValue ReadGeometry(JsonElement element)
        => element.ValueKind == JsonValueKind.Object ? new(TableValueKind.Geometry, element.GetRawText()) : Read(element);

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
