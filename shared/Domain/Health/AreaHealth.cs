using GridSteward.Domain.Areas;

namespace GridSteward.Domain.Health;

/// <summary>Whether the areas that this instance was asked for could be read; of others nothing is known here.</summary>
public sealed class AreaHealth(AreaSnapshots snapshots)
{
    /// <summary>The part's name.</summary>
    public const string Areas = "areas";

    /// <summary>Looks.</summary>
    public HealthPart Read()
    {
        AreaSnapshotState state = snapshots.State();
        HealthPart part = state.Unreadable.Count > 0
            ? new HealthPart(
                Areas, HealthStatus.Broken, $"The areas of {string.Join(", ", state.Unreadable.Take(5))} could not be read: a blob of the container generations is missing or damaged.",
                "Put the blob back from a backup. Reports from there are not taken until then.") { StopsReports = true }
            : HealthPart.Ok(Areas, "The areas that were asked for could be read.");
        return part with
        {
            Affected = [.. state.Unreadable.Take(HealthPart.MostAffected)],
            Figures = new Dictionary<string, long> { ["loaded"] = state.Loaded, ["bytes"] = state.SizeBytes, ["indexesBuiltAnew"] = state.IndexesBuiltAnew },
        };
    }
}
