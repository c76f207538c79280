using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using GridSteward.Domain;

namespace GridSteward.Functions.Http;

/// <summary>
/// Reads a JSON object field by field and collects every fault: what is missing, of the wrong type, out of range or not known. Nothing is
/// used until <see cref="Finish"/> has found none.
/// </summary>
public sealed partial class JsonInput
{
    private readonly string path;
    private readonly List<Fault> faults;
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<JsonInput> children = [];

    private JsonInput(JsonElement element, string path, List<Fault> faults)
    {
        this.path = path;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(path, "Must be an object."));
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (Unescape(() => property.Name) is not { } name)
            {
                faults.Add(new Fault(path, "A field's name holds half of a surrogate pair."));
            }
            else if (!fields.TryAdd(name, property.Value))
            {
                faults.Add(new Fault(PathOf(name), "Is given twice."));
            }
        }
    }

    /// <summary>The faults found so far; readers of composed values add theirs.</summary>
    public List<Fault> Faults => faults;

    /// <summary>Opens a body.</summary>
    /// <exception cref="BadInputException">It is not UTF-8, or not one JSON object.</exception>
    public static JsonInput Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            throw new BadInputException("$", "The body is empty; a JSON object is wanted.");
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            throw new BadInputException("$", "The body is not valid UTF-8.");
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 32 });
            List<Fault> faults = [];
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonInput(document.RootElement, "$", faults)
                : throw new BadInputException("$", "A JSON object is wanted.");
        }
        catch (JsonException e)
        {
            throw new BadInputException("$", $"Not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    public string PathOf(string name) => $"{path}.{name}";

    public string? Text(string name, int maxLength, bool required = false)
    {
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

    /// <summary>A text that must be there; empty where it is faulty.</summary>
    public string RequiredText(string name, int maxLength) => Text(name, maxLength, required: true) ?? "";

    public double? Number(string name, bool required = false, double min = double.MinValue, double max = double.MaxValue)
    {
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

    public T? Choice<T>(string name, bool required = false)
        where T : struct, Enum
    {
        if (Text(name, 100, required) is not { } text)
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
        if (Text(name, 40) is not { } text)
        {
            return null;
        }

        if (TimePattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time))
        {
            return time.ToUniversalTime();
        }

        faults.Add(new Fault(PathOf(name), "A time as in RFC 3339, with its zone: 2026-05-03T14:05:00+08:00."));
        return null;
    }

    public DateOnly? Day(string name, bool required = false)
    {
        if (Text(name, 20, required) is not { } text)
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
        if (Text(name, 40) is not { } text)
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

    public IReadOnlyList<string> Texts(string name, int maxCount, int maxLength)
    {
        List<string> texts = [];
        int i = 0;
        foreach (JsonElement item in Array(name, maxCount))
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

    public JsonInput? Nested(string name, bool required = false)
    {
        if (Take(name, JsonValueKind.Object, "an object", required) is not { } value)
        {
            return null;
        }

        return Child(value, PathOf(name));
    }

    public IReadOnlyList<JsonInput> NestedList(string name, int maxCount, bool required = false)
    {
        List<JsonInput> objects = [];
        foreach (JsonElement item in Array(name, maxCount, required))
        {
            objects.Add(Child(item, $"{PathOf(name)}[{objects.Count}]"));
        }

        return objects;
    }

    /// <summary>Ends the reading: names every field nobody asked for.</summary>
    /// <exception cref="BadInputException">There is any fault.</exception>
    public void Finish()
    {
        NameUnknown();
        if (faults.Count > 0)
        {
            throw new BadInputException(faults);
        }
    }

    /// <summary>Null where the escapes make half of a surrogate pair, which the reader refuses by an exception.</summary>
    private static string? Unescape(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void NameUnknown()
    {
        foreach (string name in fields.Keys.Where(n => !asked.Contains(n)))
        {
            faults.Add(new Fault(PathOf(name), $"Is not known; known are {string.Join(", ", asked.Order(StringComparer.Ordinal))}."));
        }

        children.ForEach(c => c.NameUnknown());
    }

    private JsonInput Child(JsonElement element, string at)
    {
        var child = new JsonInput(element, at, faults);
        children.Add(child);
        return child;
    }

    private JsonElement.ArrayEnumerator Array(string name, int maxCount, bool required = false)
    {
        if (Take(name, JsonValueKind.Array, "an array", required) is not { } value)
        {
            return default;
        }

        int count = value.GetArrayLength();
        if (count > maxCount || (required && count == 0))
        {
            faults.Add(new Fault(PathOf(name), $"{(required ? "1" : "0")} to {maxCount} items; these are {count}."));
            return default;
        }

        return value.EnumerateArray();
    }

    private JsonElement? Take(string name, JsonValueKind kind, string wanted, bool required)
    {
        asked.Add(name);
        if (!fields.TryGetValue(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            if (required)
            {
                faults.Add(new Fault(PathOf(name), "Is missing."));
            }

            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        faults.Add(new Fault(PathOf(name), $"Must be {wanted}."));
        return null;
    }

    private T? Fail<T>(string name, string message)
        where T : class
    {
        faults.Add(new Fault(PathOf(name), message));
        return null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.ECMAScript)]
    private static partial Regex TimePattern();
}
