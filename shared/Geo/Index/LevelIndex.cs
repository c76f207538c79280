namespace GridSteward.Geo;

/// <summary>The areas of one level: which of them cover a point, and which are near. Safe for concurrent use.</summary>
internal sealed class LevelIndex
{
    // Two ways of computing one distance differ by nanometres; what differs by less than a micrometre is a tie.
    private const double TieMetres = 1e-6;
    private readonly IndexedArea[] _areas;
    private readonly LevelOwners[] _single;
    private readonly LevelOwners _nobody;
    private readonly BoxTree _boxes;

    /// <summary>Makes the index.</summary>
    /// <param name="level">The level.</param>
    /// <param name="areas">Its areas, by code.</param>
    /// <param name="cover">The cover of these areas.</param>
    public LevelIndex(int level, IndexedArea[] areas, LevelCover cover)
    {
        (Level, _areas, Cover) = (level, areas, cover);
        _nobody = new LevelOwners(level, []);
        _single = Array.ConvertAll(areas, area => new LevelOwners(level, [area.Shape]));
        var boxes = new List<DegreeBox>(areas.Length);
        var items = new List<int>(areas.Length);
        for (int i = 0; i < areas.Length; i++)
        {
            // Two boxes for an area that is split at the antimeridian: one would go around the world.
            foreach (GeoBox box in GeoBox.Around(areas[i].Shape.Geometry).Split())
            {
                boxes.Add(DegreeBox.Of(box.ToEnvelope()));
                items.Add(i);
            }
        }

        _boxes = new BoxTree([.. boxes], [.. items]);
    }

    public int Level { get; }

    public LevelCover Cover { get; }

    public int AreaCount => _areas.Length;

    /// <summary>Bytes of the cover, of the tree of boxes and of the answers that are kept.</summary>
    public long SizeBytes => Cover.SizeBytes + _boxes.SizeBytes + (80L * _areas.Length);

    /// <summary>The area with the smallest code of those that cover a point; null where none does.</summary>
    public AreaShape? Owner(Wgs84Point point)
    {
        int owner = Cover.Owner(point.Longitude, point.Latitude);
        return owner < 0 ? null : _areas[owner].Shape;
    }

    /// <summary>The areas that cover a point, in the order of their codes.</summary>
    public LevelOwners Owners(Wgs84Point point)
    {
        int owner = Cover.Owners(point.Longitude, point.Latitude, out List<int>? several);
        return several is not null ? new LevelOwners(Level, [.. several.Select(area => _areas[area].Shape)])
            : owner < 0 ? _nobody : _single[owner];
    }

    /// <summary>The areas that cover a point or have an edge within a radius, in the order of their codes.</summary>
    public IEnumerable<AreaShape> TouchedBy(Wgs84Point point, double radiusMetres)
    {
        HashSet<int> owners = OwnersOf(point);
        return _boxes.From(point)
            .TakeWhile(near => near.LeastMetres <= radiusMetres)
            .Select(near => near.Item)
            .Where(area => !owners.Contains(area) && _areas[area].NearestEdge(point).Metres <= radiusMetres)
            .Concat(owners)
            .Distinct()
            .Order()
            .Select(area => _areas[area].Shape);
    }

    /// <summary>The nearest area within a distance; an area that covers the point is at distance 0 or, if so asked, passed over.</summary>
    public NearestArea? Nearest(Wgs84Point point, double withinMetres, bool withoutOwners)
    {
        if (!withoutOwners && Owner(point) is { } owner)
        {
            return new NearestArea(owner, 0, point);
        }

        HashSet<int> owners = withoutOwners ? OwnersOf(point) : [];
        double least = withinMetres;
        var near = new List<(int Area, double Metres, Wgs84Point At)>();
        foreach ((int area, double metres) in _boxes.From(point))
        {
            if (metres > Math.Min(least + TieMetres, withinMetres))
            {
                break;
            }

            if (!owners.Contains(area) && _areas[area].NearestEdge(point) is var edge && edge.Metres <= withinMetres)
            {
                near.Add((area, edge.Metres, edge.At));
                least = Math.Min(least, edge.Metres);
            }
        }

        return near.Where(found => found.Metres <= least + TieMetres).OrderBy(found => found.Area)
            .Select(found => new NearestArea(_areas[found.Area].Shape, found.Metres, found.At))
            .FirstOrDefault();
    }

    /// <summary>The areas whose boxes meet a box, each once, in the order of their codes.</summary>
    public IEnumerable<AreaShape> Candidates(GeoBox box)
    {
        var found = new List<int>();
        foreach (GeoBox piece in box.Pieces())
        {
            _boxes.Meeting(DegreeBox.Of(piece.ToEnvelope()), found);
        }

        return found.Distinct().Order().Select(area => _areas[area].Shape);
    }

    private HashSet<int> OwnersOf(Wgs84Point point)
    {
        int owner = Cover.Owners(point.Longitude, point.Latitude, out List<int>? several);
        return several is not null ? [.. several] : owner < 0 ? [] : [owner];
    }
}
