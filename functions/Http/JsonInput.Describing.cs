using System.Text.Json;

namespace GridSteward.Functions.Http;

/// <summary>
/// A reader asks for every field whatever was sent, so it can be asked what it takes: it is run on nothing, and what it asks for is noted. So the
/// form that is published is the form that is read.
/// </summary>
public sealed partial class JsonInput
{
    private readonly Dictionary<string, FieldForm>? described;

    private JsonInput(Dictionary<string, FieldForm> described)
        : this(JsonElement.Parse("{}"u8), "$", [])
        => this.described = described;

    /// <summary>The object that a reader takes.</summary>
    public static FieldForm FormOf(Action<JsonInput> reader)
    {
        Dictionary<string, FieldForm> fields = [];
        try
        {
            reader(new JsonInput(fields));
        }
        catch (BadInputException)
        {
            // Nothing was sent, so Finish ends the reader here.
        }

        return new FieldForm("object", true) { Fields = fields };
    }

    private void Describe(string name, FieldForm form) => described?[name] = form;

    private JsonInput DescribeObject(string name, bool required)
    {
        Dictionary<string, FieldForm> fields = [];
        Describe(name, new("object", required) { Fields = fields });
        return new JsonInput(fields);
    }

    private JsonInput DescribeObjects(string name, int maxCount, bool required)
    {
        Dictionary<string, FieldForm> fields = [];
        Describe(name, new("array", required) { MinItems = required ? 1 : null, MaxItems = maxCount, Items = new("object", true) { Fields = fields } });
        return new JsonInput(fields);
    }
}
