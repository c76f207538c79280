using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Health;

/// <summary>What an instance writes and reads back to see whether documents can be written. Forgotten after an hour.</summary>
public sealed record HealthProbe : DirectoryDocument
{
    /// <summary>The one partition.</summary>
    public const string OnlyKey = "health";

    /// <inheritdoc/>
    public override string Type => "healthProbe";

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A probe of an instance.</summary>
    public static HealthProbe Of(string instance, DateTimeOffset at) => new() { Id = instance, Key = OnlyKey, At = at, Ttl = 3600 };
}
