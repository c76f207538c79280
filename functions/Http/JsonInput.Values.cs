using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GridSteward.Domain;
using GridSteward.Domain.History;

namespace GridSteward.Functions.Http;

/// <summary>The values a body can hold, each with its form and its range.</summary>
public sealed partial class JsonInput
{
    public string? Text(string name, int maxLength, bool required = false)
    {
        Describe(name, new("string", required) { MinLength = required ? 1 : null, MaxLength = maxLength });
        if (Take(name, JsonValueKind.String, "a string", required) is not { } value)
        {
            return null;
        }

        if (Unescape(value.GetString)?.Trim() is not { } text)
        {
            return Fail<string>(name, "Holds half of a surrogate pair.");
        }

        return text.Length > maxLength ? Fail<string>(name, $"At most {maxLength} characters.")
            : text.Contains('\0', StringComparison.Ordinal) ? Fail<string>(name, "Holds the character U+0000.")
            : text.Length == 0 && required ? Fail<string>(name, "Must not be empty.")
            : text.Length == 0 ? null
            : text;
    }

    public string? Code(string name, int maxLength, bool required = false) => Text(name, maxLength, required);

    /// <summary>A text that must be there; empty where it is faulty.</summary>
    public string RequiredText(string name, int maxLength) => Text(name, maxLength, required: true) ?? "";

    public double? Number(string name, bool required = false, double min = double.MinValue, double max = double.MaxValue)
    {
        Describe(name, new("number", required) { Minimum = min > double.MinValue ? min : null, Maximum = max < double.MaxValue ? max : null });
        if (Take(name, JsonValueKind.Number, "a number", required) is not { } value)
        {
            return null;
        }

        double number = value.TryGetDouble(out double d) ? d : double.NaN;
        return !double.IsFinite(number) ? Refuse(name, "Is not a finite number.")
            : number < min || number > max ? Refuse(name, string.Create(CultureInfo.InvariantCulture, $"{min} to {max}."))
            : number;

        double? Refuse(string field, string message)
        {
            faults.Add(new Fault(PathOf(field), message));
            return null;
        }
    }

    public int? WholeNumber(string name, int min, int max, bool required = false)
    {
        Describe(name, new("integer", required) { Minimum = min, Maximum = max });
        if (Take(name, JsonValueKind.Number, "a whole number", required) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out int number) && number >= min && number <= max)
        {
            return number;
        }

        faults.Add(new Fault(PathOf(name), $"A whole number from {min} to {max}."));
        return null;
    }

    public bool? Flag(string name) => Flag(name, required: false);

    /// <summary>Yes or no, which must be there; no where it is faulty.</summary>
    public bool RequiredFlag(string name) => Flag(name, required: true) ?? false;

    private bool? Flag(string name, bool required)
    {
        Describe(name, new("boolean", required));
        asked.Add(name);
        if (!fields.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                faults.Add(new Fault(PathOf(name), "Is missing."));
            }

            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        faults.Add(new Fault(PathOf(name), "Must be true or false."));
        return null;
    }

    public T? Choice<T>(string name, bool required = false)
        where T : struct, Enum
    {
        string? sent = Text(name, 100, required);
        Describe(name, new("string", required) { Choices = Wire.Names<T>() });
        if (sent is not { } text)
        {
            return null;
        }

        if (Wire.TryParse(text, out T value))
        {
            return value;
        }

        faults.Add(new Fault(PathOf(name), $"One of {string.Join(", ", Wire.Names<T>())}."));
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        string? sent = Text(name, 40);
        Describe(name, new("string", false) { Format = "date-time" });
        if (sent is not { } text)
        {
            return null;
        }

        if (TryParseTime(text, out DateTimeOffset time))
        {
            return time;
        }

        faults.Add(new Fault(PathOf(name), "A time as in RFC 3339, with its zone: 2026-05-03T14:05:00+08:00."));
        return null;
    }

    /// <summary>Reads a time as in RFC 3339, with its zone.</summary>
    public static bool TryParseTime(string text, out DateTimeOffset time)
    {
        bool is3339 = TimePattern().IsMatch(text) & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out time);
        time = time.ToUniversalTime();
        return is3339;
    }

    /// <summary>A moment of the past, or a day, which means its end; null for now. Whether it is in the future is the operation's to say.</summary>
    public AsOf? AsOf(string name)
    {
        string? sent = Text(name, 40);
        Describe(name, new("string", false) { MaxLength = 40 });
        if (sent is not { } text)
        {
            return null;
        }

        if (TryParseAsOf(text, out AsOf asOf))
        {
            return asOf;
        }

        faults.Add(new Fault(PathOf(name), "A time as in RFC 3339, with its zone: 2026-05-03T14:05:00+08:00; or a day as yyyy-MM-dd."));
        return null;
    }

    /// <summary>Reads a time as in RFC 3339, or a day.</summary>
    public static bool TryParseAsOf(string text, out AsOf asOf)
    {
        bool isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        bool isTime = TryParseTime(text, out DateTimeOffset time);
        asOf = isDay ? GridSteward.Domain.History.AsOf.EndOf(day) : GridSteward.Domain.History.AsOf.At(time);
        return isDay || isTime;
    }

    public DateOnly? Day(string name, bool required = false)
    {
        string? sent = Text(name, 20, required);
        Describe(name, new("string", required) { Format = "date" });
        if (sent is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        faults.Add(new Fault(PathOf(name), "A day as yyyy-MM-dd."));
        return null;
    }

    public Guid? Uuid(string name)
    {
        string? sent = Text(name, 40);
        Describe(name, new("string", false) { Format = "uuid" });
        if (sent is not { } text)
        {
            return null;
        }

        if (Guid.TryParseExact(text, "D", out Guid id))
        {
            return id;
        }

        faults.Add(new Fault(PathOf(name), "A UUID as xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx."));
        return null;
    }

    public IReadOnlyList<string> Texts(string name, int maxCount, int maxLength, bool required = false)
    {
        Describe(name, new("array", required) { MinItems = required ? 1 : null, MaxItems = maxCount, Items = new("string", true) { MinLength = 1, MaxLength = maxLength } });
        List<string> texts = [];
        int i = 0;
        foreach (JsonElement item in Array(name, maxCount, required))
        {
            if (item.ValueKind != JsonValueKind.String || Unescape(item.GetString) is not { Length: > 0 } text || text.Length > maxLength)
            {
                faults.Add(new Fault($"{PathOf(name)}[{i}]", $"A string of 1 to {maxLength} characters."));
            }
            else
            {
                texts.Add(text);
            }

            i++;
        }

        return texts;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex TimePattern();
}
