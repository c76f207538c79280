using System.Net.Sockets;
using GridSteward.Domain.Notifications;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace GridSteward.Outgoing.Mail;

/// <summary>Sends mails over the deployment's server, a connection each.</summary>
public sealed class MailSender(IOptions<MailOptions> options, IOptions<OutgoingOptions> outgoing)
{
    /// <summary>Sends a message.</summary>
    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        MailOptions settings = options.Value;
        if (!settings.IsSet)
        {
            return new SendOutcome.Later("noMailServer");
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeSpan.FromSeconds(outgoing.Value.TimeoutSeconds * 2));
        using var client = new SmtpClient { Timeout = outgoing.Value.TimeoutSeconds * 1000, LocalDomain = "localhost" };
        try
        {
            using var mail = MailMessages.Of(message, settings);
            await client.ConnectAsync(settings.Host!, settings.Port, settings.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, limited.Token);
            if (!string.IsNullOrEmpty(settings.User))
            {
                await client.AuthenticateAsync(settings.User, settings.Password ?? "", limited.Token);
            }

            await client.SendAsync(mail, limited.Token);
            await LeaveAsync(client, limited.Token);
            return new SendOutcome.Delivered();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Later("timeout");
        }
        catch (SmtpCommandException e)
        {
            return Meaning(e);
        }
        catch (Exception e) when (e is System.Security.Authentication.AuthenticationException or AuthenticationException)
        {
            return new SendOutcome.Later("smtpSignIn");
        }
        catch (Exception e) when (e is SslHandshakeException or NotSupportedException)
        {
            return new SendOutcome.Later("tls");
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpProtocolException or MailKit.ServiceNotConnectedException or TimeoutException)
        {
            return new SendOutcome.Later("connection");
        }
    }

    /// <summary>
    /// A mailbox or a message that is refused concerns this mail; 4 means later, 5 never (RFC 5321, 4.2.1). Everything else is the server's.
    /// </summary>
    private static SendOutcome Meaning(SmtpCommandException e)
    {
        string code = $"smtp{(int)e.StatusCode}";
        bool isThis = e.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted;
        return isThis && (int)e.StatusCode >= 500 ? new SendOutcome.Refused(code) : new SendOutcome.Later(code, Others: !isThis);
    }

    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpProtocolException or SmtpCommandException or OperationCanceledException)
        {
            // It has the mail; how it says goodbye is all the same.
        }
    }
}
