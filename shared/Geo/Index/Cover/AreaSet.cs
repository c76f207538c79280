using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>A small set of areas, least first, in which areas are toggled.</summary>
internal sealed class AreaSet
{
    private readonly List<int> _areas = [];

    public ReadOnlySpan<int> Areas => CollectionsMarshal.AsSpan(_areas);

    public bool Contains(int area) => _areas.BinarySearch(area) >= 0;

    public void CopyFrom(ReadOnlySpan<int> areas)
    {
        _areas.Clear();
        _areas.AddRange(areas);
    }

    /// <summary>Puts an area in, or takes it out.</summary>
    public void Toggle(int area)
    {
        int at = _areas.BinarySearch(area);
        if (at >= 0)
        {
            _areas.RemoveAt(at);
        }
        else
        {
            _areas.Insert(~at, area);
        }
    }

    /// <summary>Toggles the areas of an edge.</summary>
    public void Toggle(in CoverEdge edge)
    {
        Toggle(EdgeSide.Area(edge.First));
        if (edge.HasSecond)
        {
            Toggle(EdgeSide.Area(edge.Second));
        }
    }
}
