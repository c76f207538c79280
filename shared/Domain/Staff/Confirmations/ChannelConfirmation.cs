using System.Text.Json.Serialization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Staff.Confirmations;

/// <summary>Over what a steward is reached.</summary>
[JsonConverter(typeof(WireEnumConverter<StewardChannel>))]
public enum StewardChannel
{
    /// <summary>A call.</summary>
    Phone,

    /// <summary>A text message.</summary>
    Sms,

    /// <summary>E-mail.</summary>
    Mail,

    /// <summary>A group of a messenger.</summary>
    Group,

    /// <summary>The program itself, signed in.</summary>
    App,
}

/// <summary>Says that a steward was reached: written once and never changed, so that who was reachable when stays known.</summary>
public sealed record ChannelConfirmation : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "channelConfirmation";

    /// <summary>The steward.</summary>
    public required string Steward { get; init; }

    /// <summary>Over what.</summary>
    public required StewardChannel Channel { get; init; }

    /// <summary>When they were reached.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The subject of who says so.</summary>
    public required string By { get; init; }

    /// <summary>Whether the steward says so themselves; else somebody who reached them.</summary>
    public required bool BySteward { get; init; }
}
