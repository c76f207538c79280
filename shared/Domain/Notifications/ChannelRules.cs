using System.Buffers.Text;

namespace GridSteward.Domain.Notifications;

/// <summary>A channel as it is sent. What is secret may be left out of a change, which keeps what was.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it speaks.</param>
/// <param name="Recipients">Whose messages it gets.</param>
/// <param name="Events">What it gets; empty for all.</param>
/// <param name="Quiet">When it is left in peace.</param>
/// <param name="DigestMinutes">How long is gathered.</param>
/// <param name="Language">Its language.</param>
/// <param name="Active">Whether anything goes out.</param>
/// <param name="Url">The webhook's address (secret).</param>
/// <param name="Secret">What is signed with (secret).</param>
/// <param name="Addresses">The mailboxes (secret); empty where none were sent.</param>
public sealed record WantedChannel(
    string Code, string Name, ChannelKind Kind, IReadOnlyList<string> Recipients, IReadOnlyList<string> Events, QuietHours? Quiet, int DigestMinutes,
    ChannelLanguage Language, bool Active, string? Url, string? Secret, IReadOnlyList<string> Addresses);

/// <summary>What channels must keep to.</summary>
public static class ChannelRules
{
    /// <summary>How secrets of signed webhooks begin.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>The longest time that is gathered: a day.</summary>
    public const int MaxDigestMinutes = 24 * 60;

    /// <summary>
    /// The keys that a signed webhook's secret spells: one, or two with a space between while the receiver goes over from one to the other. Null where it spells anything else than
    /// keys of 24 to 64 bytes.
    /// </summary>
    public static IReadOnlyList<byte[]>? KeysOf(string secret)
    {
        string[] parts = secret.Split(' ');
        List<byte[]> keys = [.. parts.Select(KeyOf).OfType<byte[]>()];
        return parts.Length <= 2 && keys.Count == parts.Length ? keys : null;
    }

    /// <summary>Everything that is wrong with a channel as it was sent.</summary>
    /// <param name="wanted">The channel.</param>
    /// <param name="kept">What was kept secret of it before; null where there is nothing, or it spoke something else.</param>
    /// <param name="policy">What this deployment may call.</param>
    public static IEnumerable<Fault> FaultsOf(WantedChannel wanted, ChannelSecret? kept, OutgoingPolicy policy)
    {
        bool isMail = wanted.Kind == ChannelKind.Email;
        for (int i = 0; i < wanted.Recipients.Count; i++)
        {
            if (!Recipients.IsOne(wanted.Recipients[i]))
            {
                yield return new($"$.recipients[{i}]", "all, dutyDesk, post:{id}, team:{id}, partner:{id} or area:{code}.");
            }
        }

        for (int i = 0; i < wanted.Events.Count; i++)
        {
            if (!NoticeRules.EventNames.Contains(wanted.Events[i]))
            {
                yield return new($"$.events[{i}]", $"One of {string.Join(", ", NoticeRules.EventNames)}.");
            }
        }

        if (wanted.Quiet is { } quiet && quiet.From == quiet.To)
        {
            yield return new("$.quietHours.to", "Must not be when they begin; leave the quiet hours out, or make the channel inactive.");
        }

        if (isMail && wanted.Url is not null)
        {
            yield return new("$.url", "An e-mail channel has addresses instead.");
        }
        else if (!isMail && (wanted.Url is { } url ? OutgoingAddress.FaultOf(url, policy) : kept is null ? "Is missing." : null) is { } fault)
        {
            yield return new("$.url", fault);
        }

        foreach (Fault f in wanted.Kind switch
        {
            ChannelKind.Webhook when (wanted.Secret is null ? kept is null : KeysOf(wanted.Secret) is null)
                => [new Fault("$.secret", $"Wanted to sign with: {SecretPrefix} and the base64 of 24 to 64 random bytes; while it is changed, the new one, a space and the old one.")],
            ChannelKind.WeCom or ChannelKind.Email when wanted.Secret is not null => [new Fault("$.secret", "Nothing is signed on this kind of channel.")],
            _ => Array.Empty<Fault>(),
        })
        {
            yield return f;
        }

        if (!isMail && wanted.Addresses.Count > 0)
        {
            yield return new("$.addresses", "Only an e-mail channel has them.");
        }
        else if (isMail && wanted.Addresses.Count == 0 && kept is null)
        {
            yield return new("$.addresses", "Is missing.");
        }

        for (int i = 0; isMail && i < wanted.Addresses.Count; i++)
        {
            if (EmailAddress.Parse(wanted.Addresses[i]) is null)
            {
                yield return new($"$.addresses[{i}]", "An e-mail address.");
            }
        }
    }

    private static byte[]? KeyOf(string secret)
    {
        string text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : "";
        return Base64.IsValid(text, out int length) && length is >= 24 and <= 64 ? Convert.FromBase64String(text) : null;
    }
}
