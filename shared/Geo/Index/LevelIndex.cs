namespace GridSteward.Geo;

/// <summary>The areas of one level: which of them cover a point, and which are near. Safe for concurrent use.</summary>
/// <param name="level">The level.</param>
/// <param name="cover">The cover of its areas.</param>
internal sealed class LevelIndex(int level, LevelCover cover)
{
    // Two ways of computing one distance differ by nanometres; what differs by less than a micrometre is a tie.
    private const double TieMetres = 1e-6;
    private readonly LevelOwners _nobody = new(level, []);

    public int Level => level;

    public LevelCover Cover => cover;

    /// <summary>The area with the smallest code of those that cover a point; null where none does.</summary>
    public AreaShape? Owner(Wgs84Point point)
    {
        int owner = cover.Owner(point.Longitude, point.Latitude);
        return owner < 0 ? null : cover.Areas[owner];
    }

    /// <summary>The areas that cover a point, in the order of their codes.</summary>
    public LevelOwners Owners(Wgs84Point point)
    {
        int owner = cover.Owners(point.Longitude, point.Latitude, out List<int>? several);
        return several is not null ? new LevelOwners(level, [.. several.Select(area => cover.Areas[area])])
            : owner < 0 ? _nobody : cover.Areas[owner].Alone;
    }

    /// <summary>The areas that cover a point or have an edge within a radius, in the order of their codes.</summary>
    public IEnumerable<AreaShape> TouchedBy(Wgs84Point point, double radiusMetres)
    {
        var frame = new LocalFrame(point);
        HashSet<int> touched = OwnersOf(point);
        HashSet<int> seen = [.. touched];
        foreach ((int area, double metres) in cover.From(point))
        {
            if (metres > radiusMetres)
            {
                break;
            }

            if (seen.Add(area) && LeastMetres(frame, area) <= radiusMetres && cover.Areas[area].NearestEdge(point).Metres <= radiusMetres)
            {
                touched.Add(area);
            }
        }

        return InOrder(touched);
    }

    /// <summary>The nearest area within a distance; an area that covers the point is at distance 0 or, if so asked, passed over.</summary>
    public NearestArea? Nearest(Wgs84Point point, double withinMetres, bool withoutOwners)
    {
        if (!withoutOwners && Owner(point) is { } owner)
        {
            return new NearestArea(owner, 0, point);
        }

        var frame = new LocalFrame(point);
        HashSet<int> seen = withoutOwners ? OwnersOf(point) : [];
        double least = withinMetres;
        var near = new List<NearestArea>();
        foreach ((int area, double metres) in cover.From(point))
        {
            double most = Math.Min(least + TieMetres, withinMetres);
            if (metres > most)
            {
                break;
            }

            if (seen.Add(area) && LeastMetres(frame, area) <= most && cover.Areas[area].NearestEdge(point) is var edge && edge.Metres <= withinMetres)
            {
                near.Add(new NearestArea(cover.Areas[area], edge.Metres, edge.At));
                least = Math.Min(least, edge.Metres);
            }
        }

        return near.Where(found => found.DistanceMetres <= least + TieMetres).OrderBy(found => found.Area.Code, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The areas whose boxes meet a box, and perhaps some that are near, in the order of their codes.</summary>
    public IEnumerable<AreaShape> Candidates(GeoBox box) => InOrder(box.Pieces().SelectMany(piece => cover.Near(DegreeBox.Of(piece.ToEnvelope()))).ToHashSet());

    /// <summary>The number of an area; -1 where it is not one of the level.</summary>
    public int NumberOf(AreaShape area)
    {
        foreach (int number in cover.Near(DegreeBox.Of(new(area.Geometry.Coordinate))))
        {
            if (ReferenceEquals(cover.Areas[number], area))
            {
                return number;
            }
        }

        return -1;
    }

    // What is split at the antimeridian has a box around the world: that keeps it from being passed over.
    private double LeastMetres(in LocalFrame frame, int area) => frame.LeastMetres(DegreeBox.Of(cover.Areas[area].Geometry.EnvelopeInternal));

    private IEnumerable<AreaShape> InOrder(HashSet<int> areas) => areas.Select(area => cover.Areas[area]).OrderBy(shape => shape.Code, StringComparer.Ordinal);

    private HashSet<int> OwnersOf(Wgs84Point point)
    {
        int owner = cover.Owners(point.Longitude, point.Latitude, out List<int>? several);
        return several is not null ? [.. several] : owner < 0 ? [] : [owner];
    }
}
