using System.Text.Json.Serialization;
using GridSteward.Domain.People;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Exports;

/// <summary>What the rows of an exported file are.</summary>
[JsonConverter(typeof(WireEnumConverter<ExportSubject>))]
public enum ExportSubject
{
    /// <summary>Households 户, with names and phones.</summary>
    Households,

    /// <summary>Buildings 楼栋.</summary>
    Buildings,

    /// <summary>Stewards 网格员, with names and phones.</summary>
    Stewards,

    /// <summary>Posts.</summary>
    Posts,

    /// <summary>Areas of the current generation, with their geometry.</summary>
    Areas,

    /// <summary>Reports 上报, with the reporters' words and contacts.</summary>
    Reports,
}

/// <summary>What is asked of an export; kept in its job.</summary>
public sealed record ExportRequest
{
    /// <summary>What the rows are.</summary>
    public required ExportSubject What { get; init; }

    /// <summary>The file format.</summary>
    public required TableKind Format { get; init; }

    /// <summary>The language of the column headers.</summary>
    public TableLabels Labels { get; init; }

    /// <summary>The encoding; null is UTF-8.</summary>
    public TableEncoding? Encoding { get; init; }

    /// <summary>What separates the fields of a CSV file; null is the comma.</summary>
    public TableDelimiter? Delimiter { get; init; }

    /// <summary>Only what lies in the area with this code (posts: what is of it); null for all.</summary>
    public string? Area { get; init; }

    /// <summary>How the file is written.</summary>
    [JsonIgnore]
    public TableFormat TableFormat => new(Format) { Encoding = Encoding, Delimiter = Delimiter };

    /// <summary>What the file is called.</summary>
    [JsonIgnore]
    public string FileName => $"{Wire.Name(What)}.{Wire.Name(Format)}";

    /// <summary>Its media type.</summary>
    [JsonIgnore]
    public string ContentType => Format switch
    {
        TableKind.Csv => $"text/csv; charset={(Encoding == TableEncoding.Gb18030 ? "gb18030" : "utf-8")}",
        TableKind.Ndjson => "application/x-ndjson",
        _ => "application/geo+json",
    };

    /// <summary>The job kind of an export.</summary>
    public static string JobKindOf(ExportSubject what) => "export" + what;

    /// <summary>What whoever exports, or fetches the file, must hold on the whole jurisdiction.</summary>
    public static Capability CapabilityOf(ExportSubject what) => what switch
    {
        ExportSubject.Households => Capability.ReadHouseholds,
        ExportSubject.Reports => Capability.ReadReports,
        _ => Capability.ReadStaff,
    };
}
