using System.Text;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing.Http;

/// <summary>A title and paragraphs of a message, cut so that a receiver's limit is kept.</summary>
/// <param name="Title">On one line.</param>
/// <param name="Parts">A paragraph for each notice: its heading where there are several, its lines, its link.</param>
public sealed record MessageText(string Title, IReadOnlyList<MessagePart> Parts)
{
    /// <summary>The text of a message to staff.</summary>
    public static MessageText Of(OutgoingMessage message)
    {
        ChannelLanguage language = message.Language ?? ChannelLanguage.Zh;
        string title = message.IsDigest ? NoticeWords.DigestTitleOf(message.Notices.Count, language) : NoticeWords.TitleOf(message.Notices[0], language);
        return new MessageText(title, [.. message.Notices.Select(n => new MessagePart(
            message.IsDigest ? NoticeWords.TitleOf(n, language) : null, [.. NoticeWords.LinesOf(n, language)], n.Link, language == ChannelLanguage.Zh ? "查看" : "Open"))]);
    }

    /// <summary>As many parts as fit, written one below the other; the last line says how many more there are.</summary>
    /// <param name="maxBytes">The most bytes of UTF-8.</param>
    /// <param name="write">Writes a part.</param>
    public string Within(int maxBytes, Func<MessagePart, string> write)
    {
        const int roomForRest = 24;
        var text = new StringBuilder();
        int bytes = 0;
        for (int i = 0; i < Parts.Count; i++)
        {
            string part = (i == 0 ? "" : "\n\n") + write(Parts[i]);
            int size = Encoding.UTF8.GetByteCount(part);
            if (bytes + size > maxBytes - roomForRest)
            {
                return text.Append(i == 0 ? "" : "\n\n").Append(System.Globalization.CultureInfo.InvariantCulture, $"… +{Parts.Count - i}").ToString();
            }

            text.Append(part);
            bytes += size;
        }

        return text.ToString();
    }
}

/// <summary>A paragraph.</summary>
/// <param name="Heading">Its heading; null where the message's title is it.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Link">Where staff see more; null for nowhere.</param>
/// <param name="LinkText">What the link is called.</param>
public sealed record MessagePart(string? Heading, IReadOnlyList<string> Lines, string? Link, string LinkText)
{
    /// <summary>As Markdown, as robots take it.</summary>
    public string ToMarkdown()
        => string.Join('\n', [.. Heading is null ? [] : new[] { $"**{Heading}**" }, .. Lines.Select(l => $"> {l}"), .. Link is null ? [] : new[] { $"[{LinkText}]({Link})" }]);

    /// <summary>As plain text.</summary>
    public string ToPlain() => string.Join('\n', [.. Heading is null ? [] : new[] { Heading }, .. Lines, .. Link is null ? [] : new[] { Link }]);
}
