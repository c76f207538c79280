using System.Text.Json.Serialization;
using GridSteward.Domain.Areas;
using GridSteward.Domain.People;
using GridSteward.Domain.Tables;
using GridSteward.Geo;

namespace GridSteward.Domain.Imports;

/// <summary>What the rows of a file are.</summary>
[JsonConverter(typeof(WireEnumConverter<ImportSubject>))]
public enum ImportSubject
{
    /// <summary>Households 户.</summary>
    Households,

    /// <summary>Buildings 楼栋.</summary>
    Buildings,

    /// <summary>Stewards 网格员, by their staff numbers 工号.</summary>
    Stewards,

    /// <summary>Posts.</summary>
    Posts,

    /// <summary>Areas: the whole file becomes one generation.</summary>
    Areas,
}

/// <summary>What is asked of an import; kept in its job.</summary>
public sealed record ImportRequest
{
    /// <summary>What the rows are.</summary>
    public required ImportSubject What { get; init; }

    /// <summary>The file format.</summary>
    public required TableKind Format { get; init; }

    /// <summary>The encoding of a file without a byte order mark; null finds out.</summary>
    public TableEncoding? Encoding { get; init; }

    /// <summary>The delimiter of a CSV file; null finds out.</summary>
    public TableDelimiter? Delimiter { get; init; }

    /// <summary>The file's column header by field; fields that are not named go by the headers that are known for them.</summary>
    public IReadOnlyDictionary<string, string>? Mapping { get; init; }

    /// <summary>Columns that hold no field are faults; else they are passed over and reported.</summary>
    public bool Strict { get; init; }

    /// <summary>All rows or none, made visible by one write.</summary>
    public bool Atomic { get; init; }

    /// <summary>Only says what would become of each row.</summary>
    public bool DryRun { get; init; }

    /// <summary>The tag of the coordinate system of rows that name none; null goes by the file's <c>crs</c> member, and is WGS-84 without one.</summary>
    public string? CoordinateSystem { get; init; }

    /// <summary>The system of <see cref="CoordinateSystem"/>.</summary>
    [JsonIgnore]
    public CoordinateSystem? System => CoordinateSystems.Find(CoordinateSystem);

    /// <summary>Areas only: what becomes of those that the file does not name; null lets them stay.</summary>
    public ImportMode? Mode { get; init; }

    /// <summary>Areas only: the level of all rows; null where each says its own.</summary>
    public string? Level { get; init; }

    /// <summary>Areas only: put before every code and parent code of the file.</summary>
    public string? CodePrefix { get; init; }

    /// <summary>How the file is read.</summary>
    [JsonIgnore]
    public TableFormat TableFormat => new(Format) { Encoding = Encoding, Delimiter = Delimiter, MaxRowLength = What == ImportSubject.Areas ? 16 * 1024 * 1024 : 1024 * 1024 };

    /// <summary>What the columns of the file hold.</summary>
    [JsonIgnore]
    public TableMapping TableMapping => new(ImportFields.Of(What), Mapping, Strict);

    /// <summary>The job kind of an import.</summary>
    public static string JobKindOf(ImportSubject what) => "import" + what;

    /// <summary>What whoever imports must hold on the whole jurisdiction.</summary>
    public static Capability CapabilityOf(ImportSubject what) => what switch
    {
        ImportSubject.Households => Capability.WriteHouseholds,
        ImportSubject.Areas => Capability.ManageAreas,
        _ => Capability.ManageStaff,
    };
}
