using System.Text.Json;

namespace GridSteward.Functions.Http;

/// <summary>
/// A reader asks for every field whatever was sent, so it can be asked what it takes: it is run on nothing, and what it asks for is noted. So the
/// form that is published is the form that is read.
/// </summary>
public sealed partial class JsonInput
{
    private readonly Description? described;

    private JsonInput(Description described)
        : this(JsonElement.Parse("{}"u8), "$", [])
        => this.described = described;

    /// <summary>The object that a reader takes.</summary>
    public static FieldForm FormOf(Action<JsonInput> reader)
    {
        var description = new Description();
        try
        {
            reader(new JsonInput(description));
        }
        catch (BadInputException)
        {
            // Nothing was sent, so Finish ends the reader here.
        }

        return description.Form(required: true);
    }

    /// <summary>Says what becomes of the object, whose documentation then says what its fields mean.</summary>
    public void Means<T>()
    {
        if (described is not null)
        {
            described.Meaning = typeof(T);
        }
    }

    private void Describe(string name, FieldForm form) => described?.Fields[name] = () => form;

    private JsonInput DescribeObject(string name, bool required)
    {
        var inner = new Description();
        described!.Fields[name] = () => inner.Form(required);
        return new JsonInput(inner);
    }

    private JsonInput DescribeObjects(string name, int maxCount, bool required)
    {
        var inner = new Description();
        described!.Fields[name] = () => new("array", required) { MinItems = required ? 1 : null, MaxItems = maxCount, Items = inner.Form(required: true) };
        return new JsonInput(inner);
    }

    /// <summary>What a reader has asked for; whole once it has ended.</summary>
    private sealed class Description
    {
        public Dictionary<string, Func<FieldForm>> Fields { get; } = [];

        public Type? Meaning { get; set; }

        public FieldForm Form(bool required) => new("object", required) { Fields = Fields.ToDictionary(f => f.Key, f => f.Value()), Meaning = Meaning };
    }
}
