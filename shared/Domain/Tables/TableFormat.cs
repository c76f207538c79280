using System.Text.Json.Serialization;

namespace GridSteward.Domain.Tables;

/// <summary>How a table lies in a file. What is null is found out when reading, and takes its default when writing.</summary>
/// <param name="Kind">The file format.</param>
public sealed record TableFormat(TableKind Kind)
{
    /// <summary>
    /// Reading: the encoding of a file that has no byte order mark (a mark always wins); null to find out: UTF-8 where the first bytes that are
    /// not ASCII read as UTF-8, else GB18030. Writing: null is UTF-8.
    /// </summary>
    public TableEncoding? Encoding { get; init; }

    /// <summary>CSV only. Reading: null to take the one that occurs most often in the header line outside quotes. Writing: null is the comma.</summary>
    public TableDelimiter? Delimiter { get; init; }

    /// <summary>Reading: the longest row in characters (UTF-16 units; bytes of UTF-8 in GeoJSON). A longer one is a fault and is passed over. Default 1 Mi.</summary>
    public int MaxRowLength { get; init; } = 1024 * 1024;

    /// <summary>Reads an encoding by any of its usual names, in any case: utf8, utf-8; gb18030, gbk, gb2312, which are parts of it.</summary>
    public static bool TryParseEncoding(string? name, out TableEncoding encoding)
    {
        (bool known, encoding) = name?.ToUpperInvariant() switch
        {
            "UTF8" or "UTF-8" => (true, TableEncoding.Utf8),
            "GB18030" or "GB-18030" or "GBK" or "CP936" or "GB2312" => (true, TableEncoding.Gb18030),
            _ => (false, default),
        };
        return known;
    }
}

/// <summary>The file formats of tables.</summary>
[JsonConverter(typeof(WireEnumConverter<TableKind>))]
public enum TableKind
{
    /// <summary>Comma-separated values (RFC 4180) with a header row; other delimiters too.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A GeoJSON FeatureCollection (RFC 7946).</summary>
    Geojson,
}

/// <summary>The encodings that are read and written.</summary>
[JsonConverter(typeof(WireEnumConverter<TableEncoding>))]
public enum TableEncoding
{
    /// <summary>UTF-8. CSV is written with a byte order mark, by which spreadsheets know it.</summary>
    Utf8,

    /// <summary>GB 18030, of which GBK 国标扩展码 is the part that spreadsheets on Chinese Windows know. All of Unicode can be written in it.</summary>
    Gb18030,
}

/// <summary>What separates the fields of a CSV file.</summary>
[JsonConverter(typeof(WireEnumConverter<TableDelimiter>))]
public enum TableDelimiter
{
    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>;</c></summary>
    Semicolon,

    /// <summary>The tabulator.</summary>
    Tab,
}
