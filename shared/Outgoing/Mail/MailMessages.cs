using System.Text;
using GridSteward.Outgoing.Http;
using GridSteward.Domain.Notifications;
using MimeKit;
using MimeKit.Text;

namespace GridSteward.Outgoing.Mail;

/// <summary>What mails look like: plain text in UTF-8, with the delivery's id as their own, and marked as written by a program (RFC 3834).</summary>
internal static class MailMessages
{
    public static MimeMessage Of(OutgoingMessage message, MailOptions options)
    {
        string from = EmailAddress.Parse(options.From!)!;
        var (subject, text) = message.Notices[0] is { To: Domain.Reports.OutboxMessage.Reporter } notice && message.Language is null ? ForReporter(notice) : ForStaff(message);
        var mail = new MimeMessage
        {
            MessageId = $"{message.Id.Replace(':', '-')}@{from[(from.LastIndexOf('@') + 1)..]}",
            Date = message.At,
            Subject = OneLine(subject),
            Body = new TextPart(TextFormat.Plain) { Text = text, ContentTransferEncoding = ContentEncoding.Base64 },
        };
        mail.From.Add(new MailboxAddress(Encoding.UTF8, OneLine(options.FromName), from));
        mail.To.AddRange(message.Addresses.Select(a => new MailboxAddress(null, a)));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        return mail;
    }

    private static (string Subject, string Text) ForStaff(OutgoingMessage message)
    {
        MessageText text = MessageText.Of(message);
        return (text.Title, string.Join("\n\n", text.Parts.Select(p => p.ToPlain())) + "\n");
    }

    /// <summary>The language that a reporter reads is not known: both.</summary>
    private static (string Subject, string Text) ForReporter(Notice notice)
    {
        string Told(ChannelLanguage language) => string.Join('\n', NoticeWords.ReporterLinesOf(notice, language));
        return (
            $"{NoticeWords.ReporterTitleOf(notice, ChannelLanguage.Zh)} / {NoticeWords.ReporterTitleOf(notice, ChannelLanguage.En)}",
            $"{Told(ChannelLanguage.Zh)}\n\n{Told(ChannelLanguage.En)}\n");
    }

    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
}
