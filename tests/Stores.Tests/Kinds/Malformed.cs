using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Tests.Kinds;

/// <summary>A document whose body is no JSON, so that writing it breaks inside the engine.</summary>
public sealed record Malformed : JurisdictionDocument
{
    public override string Type => "malformed";

    [JsonConverter(typeof(Broken))]
    public string Raw { get; init; } = "";

    internal sealed class Broken : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue("{{", skipInputValidation: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Malformed))]
public sealed partial class MalformedJson : JsonSerializerContext;
