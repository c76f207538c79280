using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

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

    /// <summary>The id of the message of an event.</summary>
    public static string IdOf(string report, int sequence) => $"{report}.outbox.{sequence:D6}";

    /// <summary>The id of the message to whom a report is taken from.</summary>
    public static string FormerIdOf(string report, int sequence) => IdOf(report, sequence) + ".former";
}
