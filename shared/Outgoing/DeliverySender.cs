using GridSteward.Outgoing.Http;
using GridSteward.Outgoing.Mail;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing;

/// <summary>Sends over HTTP or SMTP, by what the channel speaks.</summary>
public sealed class DeliverySender(WebhookSender webhooks, MailSender mail) : IDeliverySender
{
    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
        => message.Kind == ChannelKind.Email ? mail.SendAsync(message, cancellationToken) : webhooks.SendAsync(message, cancellationToken);
}
