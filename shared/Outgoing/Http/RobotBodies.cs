using System.Text.Json.Serialization;

namespace GridSteward.Outgoing.Http;

/// <summary>A Markdown message of 企业微信 and 钉钉 robots.</summary>
internal sealed record RobotText([property: JsonPropertyName("msgtype")] string MsgType, RobotMarkdown Markdown);

/// <summary>Its text: 企业微信 calls it content, 钉钉 text and wants a title.</summary>
internal sealed record RobotMarkdown(string? Content, string? Title, string? Text);

/// <summary>A rich text message of 飞书 robots, with its signature.</summary>
internal sealed record FeishuPost(string? Timestamp, string? Sign, [property: JsonPropertyName("msg_type")] string MsgType, FeishuContent Content);

/// <summary>Its content.</summary>
internal sealed record FeishuContent(FeishuLanguages Post);

/// <summary>Its content by language; shown is the one that there is.</summary>
internal sealed record FeishuLanguages(
    [property: JsonPropertyName("zh_cn")] FeishuText? ZhCn, [property: JsonPropertyName("en_us")] FeishuText? EnUs);

/// <summary>A title and lines of runs.</summary>
internal sealed record FeishuText(string Title, IReadOnlyList<IReadOnlyList<FeishuRun>> Content);

/// <summary>A run of text, or a link.</summary>
internal sealed record FeishuRun(string Tag, string Text, string? Href);
