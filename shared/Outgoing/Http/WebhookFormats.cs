using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing.Http;

/// <summary>A request as it goes out.</summary>
/// <param name="Url">Where to, with what the receiver wants in the query.</param>
/// <param name="Body">The JSON.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record WebhookRequest(Uri Url, byte[] Body, IReadOnlyList<(string Name, string Value)> Headers);

/// <summary>
/// What each kind of receiver is sent. Sources: Standard Webhooks 1.0 (signed content <c>id.timestamp.body</c>); the public documentation of 企业微信 group robots, of 钉钉 custom
/// robots (加签) and of 飞书 custom robots (签名校验).
/// </summary>
internal static class WebhookFormats
{
    /// <summary>What 企业微信 takes: 4096 bytes of Markdown.</summary>
    private const int WeComBytes = 4096;

    /// <summary>What 钉钉 and 飞书 take is 20 kB of body; less, for there is more in it.</summary>
    private const int OtherBytes = 12_000;

    public static WebhookRequest Of(OutgoingMessage message)
    {
        var url = new Uri(message.Addresses[0]);
        return message.Kind switch
        {
            ChannelKind.Webhook => Signed(message, url),
            ChannelKind.WeCom => new(url, WeCom(message), []),
            ChannelKind.DingTalk => new(message.Secret is { } secret ? DingTalkSigned(url, message.At, secret) : url, DingTalk(message), []),
            ChannelKind.Feishu => new(url, Feishu(message), []),
            _ => throw new ArgumentOutOfRangeException(nameof(message)),
        };
    }

    private static WebhookRequest Signed(OutgoingMessage message, Uri url)
    {
        ChannelLanguage language = message.Language ?? ChannelLanguage.Zh;
        Notice first = message.Notices[0];
        var body = new WebhookBody(
            message.IsDigest ? "digest" : $"report.{first.Event}",
            message.Notices.Max(n => n.At),
            new WebhookData(MessageText.Of(message).Title, message.Notices.Count, message.Notices));
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, BodyJson.Default.WebhookBody);
        string timestamp = message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        IReadOnlyList<byte[]> keys = ChannelRules.KeysOf(message.Secret ?? "") ?? throw new InvalidOperationException("A signed webhook without a key.");
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{message.Id}.{timestamp}."), .. json];
        string signature = string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
        return new(url, json, [("webhook-id", message.Id), ("webhook-timestamp", timestamp), ("webhook-signature", signature), ("Content-Language", language == ChannelLanguage.Zh ? "zh" : "en")]);
    }

    private static byte[] WeCom(OutgoingMessage message)
    {
        MessageText text = MessageText.Of(message);
        string head = $"**{text.Title}**\n";
        string content = head + text.Within(WeComBytes - Encoding.UTF8.GetByteCount(head), p => p.ToMarkdown());
        return JsonSerializer.SerializeToUtf8Bytes(new RobotText("markdown", new RobotMarkdown(content, null, null)), BodyJson.Default.RobotText);
    }

    private static byte[] DingTalk(OutgoingMessage message)
    {
        MessageText text = MessageText.Of(message);

        // A single line break is none in its Markdown.
        string content = $"### {text.Title}\n\n" + text.Within(OtherBytes, p => p.ToMarkdown()).Replace("\n", "\n\n", StringComparison.Ordinal);
        return JsonSerializer.SerializeToUtf8Bytes(new RobotText("markdown", new RobotMarkdown(null, text.Title, content)), BodyJson.Default.RobotText);
    }

    private static Uri DingTalkSigned(Uri url, DateTimeOffset at, string secret)
    {
        string timestamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        string more = $"timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}";
        return new Uri(url.AbsoluteUri + (url.Query.Length > 0 ? "&" : "?") + more);
    }

    private static byte[] Feishu(OutgoingMessage message)
    {
        MessageText text = MessageText.Of(message);
        string? timestamp = message.Secret is null ? null : message.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string? sign = message.Secret is null ? null : Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{timestamp}\n{message.Secret}"), Array.Empty<byte>()));
        List<IReadOnlyList<FeishuRun>> lines = [];
        int bytes = 0, left = text.Parts.Count;
        foreach (MessagePart part in text.Parts)
        {
            bytes += Encoding.UTF8.GetByteCount(part.ToPlain()) + (60 * (part.Lines.Count + 2));
            if (bytes > OtherBytes)
            {
                lines.Add([new FeishuRun("text", $"… +{left}", null)]);
                break;
            }

            lines.AddRange(part.Heading is null ? [] : [[new FeishuRun("text", part.Heading, null)]]);
            lines.AddRange(part.Lines.Select(l => (IReadOnlyList<FeishuRun>)[new FeishuRun("text", l, null)]));
            lines.AddRange(part.Link is null ? [] : [[new FeishuRun("a", part.LinkText, part.Link)]]);
            left--;
        }

        var shown = new FeishuText(text.Title, lines);
        var languages = message.Language == ChannelLanguage.En ? new FeishuLanguages(null, shown) : new FeishuLanguages(shown, null);
        return JsonSerializer.SerializeToUtf8Bytes(new FeishuPost(timestamp, sign, "post", new FeishuContent(languages)), BodyJson.Default.FeishuPost);
    }
}
