using System.Net;
using System.Text.Json;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing.Http;

/// <summary>
/// What receivers' answers mean. What a status says of the whole receiver (a wrong key, a name that is not there, a server that is down) lets the channel rest until somebody has
/// mended it; what it says of this very message ends that one.
/// </summary>
internal static class WebhookAnswers
{
    /// <summary>The robots' codes for being asked too often: 企业微信 45009, 钉钉 130101, 130102 and 410100, 飞书 11232 and 9499.</summary>
    private static readonly Dictionary<long, TimeSpan> TooOften = new()
    {
        [45009] = TimeSpan.FromMinutes(1), [45033] = TimeSpan.FromMinutes(1),
        [130101] = TimeSpan.FromMinutes(10), [130102] = TimeSpan.FromMinutes(10), [410100] = TimeSpan.FromMinutes(10),
        [11232] = TimeSpan.FromMinutes(1), [9499] = TimeSpan.FromMinutes(1),
    };

    /// <summary>The robots' codes for a message that they will not show: 企业微信 40008, 40058, 44004, 45002; 钉钉 430101 to 430104; 飞书 19001 for a body that it cannot read.</summary>
    private static readonly long[] ThisOne = [40008, 40058, 44004, 45002, 430101, 430102, 430103, 430104];

    /// <summary>The meaning of a status; null where the body says more.</summary>
    public static SendOutcome? OfStatus(HttpStatusCode status, TimeSpan? retryAfter, bool isRobot)
    {
        string code = $"http{(int)status}";
        return (int)status switch
        {
            >= 200 and < 300 => isRobot ? null : new SendOutcome.Delivered(),
            410 => new SendOutcome.Gone(code),
            429 => new SendOutcome.Later(code, retryAfter ?? TimeSpan.FromMinutes(1), Counts: false),
            503 => new SendOutcome.Later(code, retryAfter),
            400 or 405 or 406 or 411 or 413 or 414 or 415 or 422 or 431 => new SendOutcome.Refused(code),
            _ => new SendOutcome.Later(code),
        };
    }

    /// <summary>The meaning of a robot's answer, which says in its body with a good status that it has failed.</summary>
    public static SendOutcome OfRobot(ReadOnlyMemory<byte> body, ChannelKind kind)
    {
        string name = kind == ChannelKind.Feishu ? "code" : "errcode";
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && (json.RootElement.TryGetProperty(name, out JsonElement value) || (kind == ChannelKind.Feishu && json.RootElement.TryGetProperty("StatusCode", out value)))
                && value.TryGetInt64(out long code))
            {
                return code == 0 ? new SendOutcome.Delivered()
                    : TooOften.TryGetValue(code, out TimeSpan after) ? new SendOutcome.Later($"{name}{code}", after, Counts: false)
                    : ThisOne.Contains(code) ? new SendOutcome.Refused($"{name}{code}")
                    : new SendOutcome.Later($"{name}{code}");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or no number: as below.
        }

        return new SendOutcome.Later("noCode");
    }
}
