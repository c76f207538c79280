using System.Globalization;

namespace GridSteward.Domain.Tables;

/// <summary>A row's fields, typed. Each reading adds its faults to the row's; null means that the field is empty or faulty.</summary>
/// <remarks>
/// Wide digits and letters (１２３) are read as narrow ones, except in <see cref="Text"/>. An empty field of a required one is a fault. Fields that the
/// mapping does not have are a programmer's mistake and read as empty.
/// </remarks>
public sealed partial class MappedRow
{
    private static readonly string[] Dates = ["yyyy-M-d", "yyyy/M/d", "yyyy'年'M'月'd'日'"];

    private readonly TableBinding binding;
    private readonly List<RowFault> faults;

    internal MappedRow(TableRow row, TableBinding binding)
    {
        Row = row;
        this.binding = binding;
        faults = [.. row.Faults];
        if (binding.Ambiguous.Count > 0)
        {
            faults.AddRange(MappedTable.Ambiguities(binding, row.Line));
        }
    }

    /// <summary>The row as it stands in the file.</summary>
    public TableRow Row { get; }

    /// <summary>What is wrong with the row, as far as it has been read; those of the file format first.</summary>
    public IReadOnlyList<RowFault> Faults => faults;

    /// <summary>The raw value of a field; missing where the file has no column for it.</summary>
    public TableValue this[string field] => binding.PlaceOf(field) is >= 0 and int i && i < Row.Values.Count ? Row.Values[i] : default;

    /// <summary>Adds a fault that only the caller can see (an unknown code), with the field's line and column.</summary>
    public void Refuse(string field, string message) => faults.Add(FaultOf(field, message));

    /// <summary>A fault with the field's line and column, not added to the row's.</summary>
    public RowFault FaultOf(string field, string message) => new(Row.Line, binding.HeaderOf(field), field, message);

    /// <summary>Whether the row has a column for the field, empty or not.</summary>
    public bool Has(string field) => binding.PlaceOf(field) >= 0;

    /// <summary>A text of at most so many characters (UTF-16 units) without control characters except line breaks and tabulators.</summary>
    public string? Text(string field, int maxLength)
    {
        if (Present(field) is not { } text)
        {
            return null;
        }

        return text.Length > maxLength ? Refused<string>(field, $"At most {maxLength} characters; these are {text.Length}.")
            : text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? Refused<string>(field, "The text holds control characters.")
            : text;
    }

    /// <summary>A code: a text on one line, narrow and trimmed. A number that a spreadsheet has rounded (1.1E+17) is refused.</summary>
    public string? Code(string field, int maxLength)
        => Narrow(field) is not { } code ? null
            : FieldText.IsScientific(code) ? Refused<string>(field, $"A spreadsheet has turned the digits into {code}, and some are lost. Format the column as text and export again.")
            : code.Length > maxLength ? Refused<string>(field, $"At most {maxLength} characters; these are {code.Length}.")
            : code.Any(char.IsControl) ? Refused<string>(field, "The code holds control characters.")
            : code;

    /// <summary>A phone number as text, as it is written; rounded numbers are refused.</summary>
    public string? Phone(string field) => Code(field, 40);

    /// <summary>A whole number; 4.0, as programs write it that know only fractions, is 4.</summary>
    public int? Whole(string field, int min, int max)
        => Narrow(field) is not { } text ? null
            : !int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out int number)
                ? RefusedValue<int>(field, $"{FieldText.Shown(text)} is not a whole number in digits.")
            : number < min || number > max ? RefusedValue<int>(field, $"{min} to {max}; this is {number}.")
            : number;

    /// <summary>A number with a decimal point. A decimal comma is refused, never guessed: 1,234 could be either.</summary>
    public double? Number(string field, double min, double max)
    {
        if (Narrow(field) is not { } text)
        {
            return null;
        }

        if (text.Contains(','))
        {
            return RefusedValue<double>(field, $"{FieldText.Shown(text)}: write a decimal point, not a comma, and nothing between thousands.");
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return !double.TryParse(text, style, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)
                ? RefusedValue<double>(field, $"{FieldText.Shown(text)} is not a number.")
            : number < min || number > max ? RefusedValue<double>(field, string.Create(CultureInfo.InvariantCulture, $"{min} to {max}; this is {number}."))
            : number;
    }

    /// <summary>A day: 2026-03-01, 2026/3/1 or 2026年3月1日.</summary>
    public DateOnly? Date(string field)
        => Narrow(field) is not { } text ? null
            : DateOnly.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
            : RefusedValue<DateOnly>(field, $"{FieldText.Shown(text)} is not a day; write 2026-03-01, 2026/3/1 or 2026年3月1日.");

    /// <summary>True or false: true/false, 是/否, 1/0.</summary>
    public bool? YesNo(string field) => Narrow(field)?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "1" or "是" => true,
        "FALSE" or "0" or "否" => false,
        var text => RefusedValue<bool>(field, $"{FieldText.Shown(text)} is neither true, 是 or 1 nor false, 否 or 0."),
    };

    /// <summary>Several codes, separated by | or ; or 、 (wide ones too), or a JSON array; empty where the field is empty, null where it is faulty.</summary>
    public IReadOnlyList<string>? Codes(string field, int maxItems, int maxLength)
    {
        int before = faults.Count;
        if (this[field].Kind != TableValueKind.List && Present(field) is null)
        {
            return faults.Count > before ? null : [];
        }

        IReadOnlyList<string> items = this[field].Items ?? TableLists.Split(this[field].Text!);
        string[] codes = [.. items.Select(FieldText.Narrow)];
        return codes.Length > maxItems ? Refused<string[]>(field, $"At most {maxItems} items; these are {codes.Length}.")
            : Array.Find(codes, code => code.Length == 0 || code.Length > maxLength) is { } wrong
                ? Refused<string[]>(field, wrong.Length == 0 ? "An item is empty." : $"{FieldText.Shown(wrong)} is longer than {maxLength} characters.")
            : codes;
    }

    /// <summary>One of an enumeration's values by its wire name, in any case, or by another word for it (<see cref="TableWords.Duties"/>).</summary>
    public T? Choice<T>(string field, IReadOnlyDictionary<string, T>? words = null)
        where T : struct, Enum
    {
        if (Narrow(field) is not { } text)
        {
            return null;
        }

        if (words is not null && words.TryGetValue(text, out T meant))
        {
            return meant;
        }

        foreach (T value in Enum.GetValues<T>())
        {
            if (Wire.Name(value).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return RefusedValue<T>(field, $"{FieldText.Shown(text)} is not one of {string.Join(", ", Wire.Names<T>().Concat(words?.Keys ?? []))}.");
    }

    private string? Narrow(string field) => Present(field) is { } text && FieldText.Narrow(text) is { Length: > 0 } narrow ? narrow : null;

    // The text of a field that is a text, a number or a truth; what is blank is empty.
    private string? Present(string field)
    {
        TableValue value = this[field];
        if (value.Kind is TableValueKind.List or TableValueKind.Geometry or TableValueKind.Json)
        {
            return Refused<string>(field, "One text or number, not a list or an object.");
        }

        if (!string.IsNullOrWhiteSpace(value.Text))
        {
            return value.Text;
        }

        return binding.IsRequired(field) && Row.Values.Count > 0 ? Refused<string>(field, "A value is required.") : null;
    }

    private T? Refused<T>(string field, string message)
        where T : class
    {
        Refuse(field, message);
        return null;
    }

    private T? RefusedValue<T>(string field, string message)
        where T : struct
    {
        Refuse(field, message);
        return null;
    }
}
