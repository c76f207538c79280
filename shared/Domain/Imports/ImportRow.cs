using GridSteward.Domain.Staff;
using GridSteward.Domain.Tables;
using GridSteward.Geo;

namespace GridSteward.Domain.Imports;

/// <summary>A row of an import, read by the rules of forms.</summary>
/// <param name="row">The row.</param>
/// <param name="system">The system of positions that name none; null where nobody has said one.</param>
internal sealed class ImportRow(MappedRow row, CoordinateSystem? system) : IFields
{
    /// <summary>The row as it stands in the file.</summary>
    public TableRow Row => row.Row;

    /// <summary>What is wrong with its fields by themselves.</summary>
    public IReadOnlyList<RowFault> Faults => row.Faults;

    /// <summary>Its stable key, once it is read; null where it has none.</summary>
    public string? Key { get; private set; }

    /// <summary>Reads the stable key.</summary>
    public static string? KeyOf(MappedRow row) => row.Code("code", 64);

    /// <summary>Whether the file has a column for the field: what it has none for stays as it is.</summary>
    public bool Has(string field) => row.Has(field);

    /// <summary>A fault of a field that only the caller can see.</summary>
    public RowFault Fault(string field, string message) => row.FaultOf(field, message);

    /// <inheritdoc/>
    public string? Text(string name, int maxLength, bool required = false)
        => Wanted(name, required, () => row.Text(name, maxLength)?.Trim() is { Length: > 0 } text ? text : null);

    /// <inheritdoc/>
    public string? Code(string name, int maxLength, bool required = false)
    {
        string? code = Wanted(name, required, () => row.Code(name, maxLength));
        if (name == "code")
        {
            Key = code;
        }

        return code;
    }

    /// <inheritdoc/>
    public int? WholeNumber(string name, int min, int max, bool required = false) => Wanted(name, required, () => row.Whole(name, min, max));

    /// <inheritdoc/>
    public T? Choice<T>(string name, bool required = false)
        where T : struct, Enum
        => Wanted(name, required, () => row.Choice(name, TableWords.ValuesOf<T>()));

    /// <inheritdoc/>
    public bool? Flag(string name) => row.YesNo(name);

    /// <inheritdoc/>
    public DateOnly? Day(string name, bool required = false) => Wanted(name, required, () => row.Date(name));

    /// <inheritdoc/>
    public IReadOnlyList<string> Texts(string name, int maxCount, int maxLength, bool required = false)
        => Wanted(name, required, () => row.Codes(name, maxCount, maxLength) is { Count: > 0 } items ? items : null) ?? [];

    /// <summary>The position of the row's own columns <c>longitude</c>, <c>latitude</c>, <c>coordinateSystem</c> and <c>accuracyMetres</c>.</summary>
    public SentPosition? Position(string name, bool required = false)
    {
        int before = Faults.Count;
        double? longitude = row.Number("longitude", double.MinValue, double.MaxValue);
        double? latitude = row.Number("latitude", double.MinValue, double.MaxValue);
        CoordinateSystem said = row.System(system) ?? CoordinateSystem.Wgs84;
        double? accuracy = row.Number("accuracyMetres", double.MinValue, double.MaxValue);
        if (Faults.Count > before || (longitude is null && latitude is null && !required))
        {
            return null;
        }

        if (longitude is null || latitude is null)
        {
            Refuse(longitude is null ? "longitude" : "latitude", required ? "A value is required." : "Longitude and latitude must both be given, or neither.");
            return null;
        }

        var sent = new SentPosition(longitude.Value, latitude.Value, said.Tag, accuracy);
        List<Fault> faults = [];
        _ = sent.ToPoint("", faults);
        faults.ForEach(f => Refuse(f.Path.TrimStart('.'), f.Message));
        return faults.Count > 0 ? null : sent;
    }

    /// <inheritdoc/>
    public void Refuse(string name, string message) => row.Refuse(name, message);

    private T Wanted<T>(string name, bool required, Func<T> read)
    {
        int before = Faults.Count;
        T value = read();
        if (required && value is null && Faults.Count == before)
        {
            Refuse(name, "A value is required.");
        }

        return value;
    }
}
