using System.Text.Json;
using System.Text.Unicode;
using GridSteward.Domain;

namespace GridSteward.Functions.Http;

/// <summary>
/// Reads a JSON object field by field and collects every fault: what is missing, of the wrong type, out of range or not known. Nothing is
/// used until <see cref="Finish"/> has found none.
/// </summary>
public sealed partial class JsonInput : IFields
{
    // Past so many nothing more is looked for: a body of a million wrong fields is not answered with a million sentences.
    private const int MostFaults = 1000;

    private readonly JsonElement element;
    private readonly string path;
    private readonly List<Fault> faults;
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<JsonInput> children = [];

    private JsonInput(JsonElement element, string path, List<Fault> faults)
    {
        this.element = element;
        this.path = path;
        this.faults = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(path, "Must be an object."));
            return;
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (faults.Count >= MostFaults)
            {
                break;
            }

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

    /// <summary>Opens a body, or a part of one.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="firstLine">The number of the line where they begin.</param>
    /// <exception cref="BadInputException">It is not UTF-8, or not one JSON object.</exception>
    /// <remarks>A byte order mark is passed over, as RFC 8259 lets a reader do.</remarks>
    public static JsonInput Parse(ReadOnlyMemory<byte> utf8, int firstLine = 1)
    {
        utf8 = utf8[MarkLength(utf8.Span)..];
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
            throw new BadInputException("$", $"Not valid JSON at line {e.LineNumber + firstLine}, byte {e.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The bytes of the byte order mark with which a text begins; 0 where there is none.</summary>
    public static int MarkLength(ReadOnlySpan<byte> utf8) => utf8.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;

    public SentPosition? Position(string name, bool required = false)
        => Nested(name, required) is { } inner ? inner.ReadPosition(PathOf(name)) : null;

    public void Refuse(string name, string message) => faults.Add(new Fault(PathOf(name), message));

    public string PathOf(string name) => $"{path}.{name}";

    public JsonInput? Nested(string name, bool required = false)
    {
        if (described is not null)
        {
            return DescribeObject(name, required);
        }

        if (Take(name, JsonValueKind.Object, "an object", required) is not { } value)
        {
            return null;
        }

        return Child(value, PathOf(name));
    }

    public IReadOnlyList<JsonInput> NestedList(string name, int maxCount, bool required = false)
    {
        if (described is not null)
        {
            return [DescribeObjects(name, maxCount, required)];
        }

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
        if (faults.Count > 0 || described is not null)
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
        foreach (string name in fields.Keys.Where(n => !asked.Contains(n)).Take(MostFaults - Math.Min(faults.Count, MostFaults)))
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
}
