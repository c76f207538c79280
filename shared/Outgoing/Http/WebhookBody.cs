using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing.Http;

/// <summary>The body of a signed webhook.</summary>
/// <param name="Type"><c>report.</c> and the name of the event, or <c>digest</c>.</param>
/// <param name="Timestamp">When the event happened; of a digest, the latest.</param>
/// <param name="Data">One notice, or those of a digest.</param>
public sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <summary>What a webhook tells.</summary>
/// <param name="Title">In the channel's language.</param>
/// <param name="Count">How many notices.</param>
/// <param name="Notices">They, in order.</param>
public sealed record WebhookData(string Title, int Count, IReadOnlyList<Notice> Notices);

/// <summary>How bodies are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(RobotText))]
[JsonSerializable(typeof(FeishuPost))]
internal sealed partial class BodyJson : JsonSerializerContext
{
    static BodyJson() => Default = new BodyJson(new JsonSerializerOptions(s_defaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
