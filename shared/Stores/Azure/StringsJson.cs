using System.Text.Json.Serialization;

namespace GridSteward.Stores.Azure;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class StringsJson : JsonSerializerContext;
