using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>What a channel speaks.</summary>
[JsonConverter(typeof(WireEnumConverter<ChannelKind>))]
public enum ChannelKind
{
    /// <summary>A JSON body, signed as Standard Webhooks says.</summary>
    Webhook,

    /// <summary>企业微信群机器人.</summary>
    WeCom,

    /// <summary>钉钉自定义机器人.</summary>
    DingTalk,

    /// <summary>飞书自定义机器人.</summary>
    Feishu,

    /// <summary>E-mail to a few addresses of an office.</summary>
    Email,
}

/// <summary>The language of a channel's texts.</summary>
[JsonConverter(typeof(WireEnumConverter<ChannelLanguage>))]
public enum ChannelLanguage
{
    /// <summary>中文.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>When a channel is left in peace, by the clocks of the jurisdiction's zone; over midnight where <paramref name="From"/> is not before <paramref name="To"/>.</summary>
/// <param name="From">From then on.</param>
/// <param name="To">Until then.</param>
/// <param name="UrgentPasses">Whether what is urgent goes out all the same.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, bool UrgentPasses)
{
    /// <summary>Whether they hold at a time of the day.</summary>
    public bool Hold(TimeOnly time) => From < To ? From <= time && time < To : time >= From || time < To;
}

/// <summary>
/// Where a jurisdiction's news goes. Its address and its secret lie beside it in <see cref="ChannelSecret"/>, so that whoever reads, lists or moves channels holds neither.
/// </summary>
public sealed record NotificationChannel : JurisdictionDocument
{
    /// <summary>The id under which deliveries to reporters stand, who have no channel.</summary>
    public const string Reporters = "reporter";

    /// <inheritdoc/>
    public override string Type => "notificationChannel";

    /// <summary>Unique among the jurisdiction's channels.</summary>
    public required string Code { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it speaks.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Whose messages it gets: see <see cref="Recipients"/>.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Names of event kinds and moves that it gets; empty for all.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>When it is left in peace; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>What comes within so many minutes goes out as one message; 0 sends at once.</summary>
    public int DigestMinutes { get; init; }

    /// <summary>The language of its texts.</summary>
    public required ChannelLanguage Language { get; init; }

    /// <summary>Whether anything goes out on it.</summary>
    public required bool Active { get; init; }

    /// <summary>When the receiver said that it is gone for good, and the channel was made inactive; null where it did not.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Its addresses as they may be shown: the host, or the first letter of each mailbox.</summary>
    public required IReadOnlyList<string> MaskedAddresses { get; init; }

    /// <summary>Whether there is a secret to sign with.</summary>
    public required bool HasSecret { get; init; }
}

/// <summary>The addresses and the secret of a channel. Never shown, never moved to another deployment.</summary>
public sealed record ChannelSecret : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "channelSecret";

    /// <summary>The webhook's URL, which holds a robot's key; or the mailboxes.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>What messages are signed with; null for nothing.</summary>
    public string? Secret { get; init; }

    /// <summary>The id of a channel's.</summary>
    public static string IdOf(string channel) => channel + ".secret";
}

/// <summary>
/// What a channel is doing: who sends on it just now, until when it rests, how much it has sent in this minute. It is written in every batch that says what became of a
/// delivery, so whoever has lost the channel to another program writes nothing.
/// </summary>
public sealed record ChannelState : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "channelState";

    /// <summary>The program that sends on it; null for none.</summary>
    public string? Worker { get; init; }

    /// <summary>Until when nobody else does; null for nobody.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Until when it rests, because its receiver did not answer or asked for it; null for not at all.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>How often in a row it has failed.</summary>
    public int Failures { get; init; }

    /// <summary>The minute of <see cref="Sent"/>.</summary>
    public DateTimeOffset? Minute { get; init; }

    /// <summary>How many messages went out in that minute.</summary>
    public int Sent { get; init; }

    /// <summary>The id of a channel's.</summary>
    public static string IdOf(string channel) => "channel." + channel;
}
