using System.ComponentModel.DataAnnotations;

namespace GridSteward.Outgoing;

/// <summary>What the program may call, section <c>GridSteward:Outgoing</c>.</summary>
public sealed class OutgoingOptions
{
    /// <summary>The section.</summary>
    public const string Section = "GridSteward:Outgoing";

    /// <summary>
    /// Whether webhooks may be called over <c>http</c>, and in private networks and on the machine itself. Whoever may keep channels can then call whatever the machine
    /// reaches.
    /// </summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How many seconds a receiver has to answer, from the beginning of the call.</summary>
    [Range(1, 60, ErrorMessage = "GridSteward:Outgoing:TimeoutSeconds must be 1 to 60.")]
    public int TimeoutSeconds { get; set; } = 15;
}
