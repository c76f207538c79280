namespace GridSteward.Geo;

/// <summary>Collects faults up to a cap and counts the rest.</summary>
internal sealed class FaultList(int cap)
{
    private readonly List<GeoFault> _kept = [];

    public int Count { get; private set; }

    public void Add(string path, string message)
    {
        Count++;
        if (_kept.Count < cap)
        {
            _kept.Add(new GeoFault(path, message));
        }
    }

    public IReadOnlyList<GeoFault> ToList() =>
        Count > _kept.Count ? [.. _kept, new GeoFault("$", $"and {Count - _kept.Count} more")] : _kept;
}
