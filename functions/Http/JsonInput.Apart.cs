using System.Buffers;
using System.Text.Json;

namespace GridSteward.Functions.Http;

/// <summary>Objects within a body that are each read by themselves: what is wrong with one is no fault of the others.</summary>
public sealed partial class JsonInput
{
    /// <summary>The items of an array, at least one; each has faults of its own.</summary>
    /// <param name="name">The field.</param>
    /// <param name="maxCount">The most items.</param>
    /// <param name="at">What the places in an item's faults begin with.</param>
    public IReadOnlyList<JsonInput> ApartList(string name, int maxCount, string at)
        => described is not null
            ? [DescribeObjects(name, maxCount, required: true)]
            : [.. Array(name, maxCount, required: true).Select(item => new JsonInput(item, at, []))];

    /// <summary>An object within this one, with places and faults as if it had been sent alone; null where it is not there, which is a fault of this one.</summary>
    public JsonInput? Apart(string name)
        => described is not null ? DescribeObject(name, required: true)
            : Take(name, JsonValueKind.Object, "an object", required: true) is { } value ? new JsonInput(value, "$", [])
            : null;

    /// <summary>A text, to name the object by whatever is wrong with it; null where it is none. It counts as not asked for.</summary>
    public string? Peek(string name)
        => fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? Unescape(value.GetString)?.Trim() : null;

    /// <summary>The object in one spelling, whatever blanks and escapes it was sent with: two that are the same are the same bytes.</summary>
    public ReadOnlyMemory<byte> Canonical()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        element.WriteTo(writer);
        writer.Flush();
        return bytes.WrittenMemory;
    }
}
