using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>A body made wrong in one place.</summary>
/// <param name="What">How.</param>
/// <param name="Place">Where, as faults name it.</param>
/// <param name="Body">The body.</param>
/// <param name="IsUnknown">Whether a field was added that nobody knows.</param>
public sealed record Mutation(string What, string Place, JsonNode Body, bool IsUnknown)
{
    private const string Unheard = "unheardOf";

    /// <summary>Every way to make an example wrong that its schema knows: each object gets a field more, each field is left out, null, of another type, over its limits.</summary>
    public static IEnumerable<Mutation> Of(JsonNode example, JsonNode schema) => OfObject(example, example, ApiDocumentFile.Follow(schema), "$", []);

    public override string ToString() => $"{What} at {Place}: {Body.ToJsonString()}";

    private static IEnumerable<Mutation> OfObject(JsonNode whole, JsonNode at, JsonNode schema, string place, object[] way)
    {
        Assert.False((bool)schema["additionalProperties"]!);
        yield return new("unknown field", $"{place}.{Unheard}", Changed(whole, way, o => o[Unheard] = 1), true);
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            foreach (Mutation wrong in OfField(whole, schema, name, field!, place, way))
            {
                yield return wrong;
            }

            JsonNode? value = at[name];
            if (field!["properties"] is not null)
            {
                Assert.True(value is JsonObject, $"The example shows no {place}.{name}.");
                foreach (Mutation wrong in OfObject(whole, value!, field, $"{place}.{name}", [.. way, name]))
                {
                    yield return wrong;
                }
            }
            else if (field["items"]?["properties"] is not null)
            {
                Assert.True(value is JsonArray { Count: > 0 }, $"The example shows no {place}.{name}.");
                foreach (Mutation wrong in OfObject(whole, value![0]!, field["items"]!, $"{place}.{name}[0]", [.. way, name, 0]))
                {
                    yield return wrong;
                }
            }
        }
    }

    private static IEnumerable<Mutation> OfField(JsonNode whole, JsonNode schema, string name, JsonNode field, string place, object[] way)
    {
        string type = (string)field["type"]!;
        yield return With("another type", type == "string" ? 7 : "x");
        if (schema["required"]?.AsArray().Any(r => (string)r! == name) == true)
        {
            yield return new("left out", $"{place}.{name}", Changed(whole, way, o => o.Remove(name)), false);
            yield return With("null", null);
        }

        if (field["enum"] is not null)
        {
            yield return With("no choice", Unheard);
        }
        else if (field["format"] is not null && type == "string")
        {
            yield return With("another form", Unheard);
        }
        else if (field["maxLength"] is { } length)
        {
            yield return With("too long", new string('x', (int)length + 1));
        }

        if (field["minLength"] is not null)
        {
            yield return With("empty", "");
        }

        if (field["maximum"] is { } maximum)
        {
            yield return With("too much", Math.Ceiling((double)maximum) + 1);
            yield return With("too little", Math.Floor((double)field["minimum"]!) - 1);
        }

        if (field["maxItems"] is { } items)
        {
            yield return With("too many", new JsonArray([.. Enumerable.Range(0, (int)items + 1).Select(i => (JsonNode)$"x{i}")]));
        }

        if (field["minItems"] is not null)
        {
            yield return With("none", new JsonArray());
        }

        Mutation With(string what, JsonNode? value) => new(what, $"{place}.{name}", Changed(whole, way, o => o[name] = value), false);
    }

    private static JsonNode Changed(JsonNode whole, object[] way, Action<JsonObject> change)
    {
        JsonNode copy = whole.DeepClone();
        change(way.Aggregate(copy, (at, step) => step is int i ? at[i]! : at[(string)step]!).AsObject());
        return copy;
    }
}
