using System.Text.Json.Serialization;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Notifications;

/// <summary>What became of a delivery.</summary>
[JsonConverter(typeof(WireEnumConverter<DeliveryState>))]
public enum DeliveryState
{
    /// <summary>It is to go out.</summary>
    Pending,

    /// <summary>The receiver has said that it has it.</summary>
    Delivered,

    /// <summary>It was refused, or given up. It can be sent again by hand.</summary>
    Dead,

    /// <summary>It is of no use any more: the channel or the report is not there, or nobody may see it on this channel.</summary>
    Skipped,
}

/// <summary>One message on its way over one channel. Holds references and codes only.</summary>
public sealed record Delivery : JurisdictionDocument
{
    /// <summary>How long what was delivered or skipped is kept, and its message.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>How long what is dead is kept.</summary>
    public static readonly TimeSpan DeadKeptFor = TimeSpan.FromDays(180);

    /// <summary>How long one is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>After so many tries it is given up.</summary>
    public const int MaxAttempts = 10;

    /// <inheritdoc/>
    public override string Type => "delivery";

    /// <summary>The outbox message.</summary>
    public required string Message { get; init; }

    /// <summary>The report that it tells of.</summary>
    public required string Report { get; init; }

    /// <summary>The event that it tells of.</summary>
    public required string Event { get; init; }

    /// <summary>Whom the message was for, as the outbox says.</summary>
    public required string To { get; init; }

    /// <summary>The channel's id, or <see cref="NotificationChannel.Reporters"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>The report whose reporter reads it: the report itself, or one that follows it; null on a channel.</summary>
    public string? Reader { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>When the message was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is tried: when it was handed over, or by hand again.</summary>
    public required DateTimeOffset TriedFrom { get; init; }

    /// <summary>When it should go out; null when nothing is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether quiet hours may let it pass.</summary>
    public bool Urgent { get; init; }

    /// <summary>How often it has been tried.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// The id under which the receiver gets it, at every try: its own, or that of the digest of which it is; null until it is known which others are in that.
    /// </summary>
    public string? SentAs { get; init; }

    /// <summary>Why it did not go out the last time: a code, never what a receiver wrote.</summary>
    public string? Error { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The message's place in a trace; null where it has none.</summary>
    public string? Trace { get; init; }

    /// <summary>The id of the delivery of a message over a channel.</summary>
    public static string IdOf(string message, string channel) => $"{message}.{channel}";

    /// <summary>The id of the delivery of a message to the reporter of a report: of its own, or of one that follows it.</summary>
    public static string IdOf(OutboxMessage message, string reader)
        => IdOf(message.Id, reader == message.Report ? NotificationChannel.Reporters : $"{NotificationChannel.Reporters}.{reader}");

    /// <summary>As it is when it has ended.</summary>
    public Delivery Ended(DeliveryState state, DateTimeOffset now, string? error) => this with { State = state, EndedAt = now, DueAt = null, Error = error };

    /// <summary>Those of a jurisdiction that are due.</summary>
    public static Query<Delivery> DueIn(string jurisdiction, DateTimeOffset now)
        => Kinds.Delivery.In(jurisdiction).Where(new Filter.Range("dueAt", null, StoredTimeConverter.Text(now.AddTicks(1))));
}
