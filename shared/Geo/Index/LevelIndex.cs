using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GridSteward.Geo;

/// <summary>The areas of one level by their boxes. Safe for concurrent use.</summary>
internal sealed class LevelIndex
{
    private readonly STRtree<IndexedArea> _tree = new();

    public LevelIndex(int level, IReadOnlyList<IndexedArea> areas)
    {
        Level = level;
        foreach (IndexedArea area in areas)
        {
            // Two boxes for an area that is split at the antimeridian: one would go around the world.
            foreach (GeoBox box in GeoBox.Around(area.Shape.Geometry).Split())
            {
                _tree.Insert(box.ToEnvelope(), area);
            }
        }

        // A tree that is first queried by two threads at once would build itself twice.
        _tree.Build();
    }

    public int Level { get; }

    /// <summary>The areas that cover a position, in the order of their codes.</summary>
    public LevelOwners Owners(Coordinate position)
    {
        var owners = new List<AreaShape>();
        foreach (IndexedArea area in _tree.Query(new Envelope(position)))
        {
            if (area.Covers(position))
            {
                owners.Add(area.Shape);
            }
        }

        owners.Sort((one, other) => string.CompareOrdinal(one.Code, other.Code));
        return new LevelOwners(Level, owners);
    }

    /// <summary>The areas whose boxes meet a box, each once, in the order of their codes.</summary>
    public IEnumerable<IndexedArea> Candidates(GeoBox box) => box.Pieces()
        .SelectMany(piece => _tree.Query(piece.ToEnvelope()))
        .Distinct()
        .OrderBy(area => area.Shape.Code, StringComparer.Ordinal);
}
