using System.ComponentModel.DataAnnotations;
using GridSteward.Domain.Notifications;

namespace GridSteward.Outgoing;

/// <summary>How the connection to the mail server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, or nothing is sent: port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte: port 465.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}

/// <summary>The deployment's mail server, section <c>GridSteward:Mail</c>. Without a host no e-mail is sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The section.</summary>
    public const string Section = "GridSteward:Mail";

    /// <summary>Its host name; empty for none.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; 0 for the usual one of <see cref="Security"/>.</summary>
    [Range(0, 65535, ErrorMessage = "GridSteward:Mail:Port must be 0 to 65535.")]
    public int Port { get; set; }

    /// <summary>How the connection is kept private.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Whom to sign in as; empty for nobody.</summary>
    public string? User { get; set; }

    /// <summary>The password (secret).</summary>
    public string? Password { get; set; }

    /// <summary>The address that mails come from.</summary>
    public string? From { get; set; }

    /// <summary>The name beside it.</summary>
    public string FromName { get; set; } = "GridSteward";

    /// <summary>Whether there is a mail server.</summary>
    public bool IsSet => !string.IsNullOrEmpty(Host);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSet && (From is null || EmailAddress.Parse(From) is null))
        {
            yield return new ValidationResult("GridSteward:Mail:From must be an e-mail address where GridSteward:Mail:Host is set.");
        }

        if (IsSet && Security == MailSecurity.None && !string.IsNullOrEmpty(User))
        {
            yield return new ValidationResult("GridSteward:Mail:User must be empty where GridSteward:Mail:Security is None: a password is not sent in the clear.");
        }
    }
}
