using System.Text.Json.Serialization;

namespace GridSteward.Domain.Health;

/// <summary>How a part is.</summary>
[JsonConverter(typeof(WireEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    /// <summary>It works.</summary>
    Ok,

    /// <summary>It works, and somebody should look before it does not.</summary>
    Degraded,

    /// <summary>It does not work.</summary>
    Broken,
}

/// <summary>How one part of the program is.</summary>
/// <param name="Name">Its name; of several of a kind, the kind, a colon and the one: <c>timer:NightlyCoverage</c>.</param>
/// <param name="Status">How it is.</param>
/// <param name="Says">What is so, in one sentence.</param>
/// <param name="Todo">What to do; null where there is nothing to do.</param>
public sealed record HealthPart(string Name, HealthStatus Status, string Says, string? Todo = null)
{
    /// <summary>The jurisdiction that it is about; null for the deployment.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>When it was last seen at work; null where that is not known.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>Numbers, by name.</summary>
    public IReadOnlyDictionary<string, long> Figures { get; init; } = new Dictionary<string, long>();

    /// <summary>What is affected: codes of jurisdictions, ids of jobs, names of calendars; at most <see cref="MostAffected"/>.</summary>
    public IReadOnlyList<string> Affected { get; init; } = [];

    /// <summary>Whether reports are not taken while it is broken.</summary>
    public bool StopsReports { get; init; }

    /// <summary>So many are named.</summary>
    public const int MostAffected = 50;

    /// <summary>It works.</summary>
    public static HealthPart Ok(string name, string says) => new(name, HealthStatus.Ok, says);

    /// <summary>Broken, or degraded, by a condition each; else well.</summary>
    public static HealthStatus Of(bool broken, bool degraded) => broken ? HealthStatus.Broken : degraded ? HealthStatus.Degraded : HealthStatus.Ok;

    /// <summary>All of them in one word: broken only where reports are not taken.</summary>
    public static HealthStatus Sum(IEnumerable<HealthPart> parts)
    {
        HealthStatus all = HealthStatus.Ok;
        foreach (HealthPart part in parts.Where(p => p.Status != HealthStatus.Ok))
        {
            if (part is { Status: HealthStatus.Broken, StopsReports: true })
            {
                return HealthStatus.Broken;
            }

            all = HealthStatus.Degraded;
        }

        return all;
    }
}
