using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;

namespace GridSteward.Domain.Reports;

/// <summary>How far an outbox message has come.</summary>
[JsonConverter(typeof(WireEnumConverter<OutboxState>))]
public enum OutboxState
{
    /// <summary>It waits to be handed over to its channels.</summary>
    Pending,

    /// <summary>There is a delivery for each channel that wants it; they say the rest.</summary>
    Routed,

    /// <summary>Nobody wants it, or it is too old to be news.</summary>
    Skipped,
}

/// <summary>A message to somebody, written in the batch of the step that it tells of. Holds references only.</summary>
public sealed record OutboxMessage : JurisdictionDocument
{
    /// <summary>To whoever reported it.</summary>
    public const string Reporter = "reporter";

    /// <summary>To those who dispatch and decide.</summary>
    public const string DutyDesk = "dutyDesk";

    /// <inheritdoc/>
    public override string Type => "outboxMessage";

    /// <summary>The report.</summary>
    public required string Report { get; init; }

    /// <summary>The event it tells of.</summary>
    public required string Event { get; init; }

    /// <summary>An assignee's key, <c>reporter</c> or <c>dutyDesk</c>.</summary>
    public required string To { get; init; }

    /// <summary>How far it has come.</summary>
    public required OutboxState State { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was handed over, or seen to be of no use; null while it is pending.</summary>
    public DateTimeOffset? RoutedAt { get; init; }

    /// <summary>Where in which trace it was written, as <see cref="TraceText"/> keeps it; null where there was none.</summary>
    public string? Trace { get; init; }

    /// <summary>The messages of an event, one for each recipient.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="recipients">Assignees' keys, <c>reporter</c>, <c>dutyDesk</c>; one that is named twice counts once.</param>
    public static IEnumerable<OutboxMessage> Of(ReportEvent happened, IEnumerable<string> recipients)
        => recipients.Distinct(StringComparer.Ordinal).Select((to, i) => new OutboxMessage
        {
            Id = i == 0 ? IdOf(happened.Report, happened.Sequence) : IdOf(happened.Report, happened.Sequence, to),
            Jurisdiction = happened.Jurisdiction,
            Report = happened.Report,
            Event = happened.Id,
            To = to,
            State = OutboxState.Pending,
            CreatedAt = happened.At,
            Trace = TraceText.Current,
        });

    /// <summary>The id of the message of an event.</summary>
    public static string IdOf(string report, int sequence) => $"{report}.outbox.{sequence:D6}";

    /// <summary>The id of the message of an event to a further recipient.</summary>
    public static string IdOf(string report, int sequence, string to) => $"{IdOf(report, sequence)}.{to}";
}
