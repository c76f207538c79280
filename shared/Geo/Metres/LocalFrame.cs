namespace GridSteward.Geo;

/// <summary>The plane around one point, in metres east and north of it.</summary>
internal readonly struct LocalFrame
{
    private readonly double _longitude;
    private readonly double _latitude;
    private readonly double _east;
    private readonly double _north;

    public LocalFrame(Wgs84Point origin)
    {
        (_longitude, _latitude) = (origin.Longitude, origin.Latitude);
        (_east, _north) = Wgs84Ellipsoid.MetresPerDegree(_latitude);
    }

    /// <summary>The place of an edge that is nearest to the origin: found in the plane, then measured by the mid-latitude formula.</summary>
    public EdgeFoot Foot(Edge edge)
    {
        double start = LocalMetres.Wrapped(edge.X0 - _longitude);
        double end = LocalMetres.Wrapped(edge.X1 - _longitude);
        double width = edge.X1 - edge.X0;
        EdgeFoot foot = OnSegment(start, edge.Y0, start + width, edge.Y1);

        // A long edge may begin on one side of the far meridian and end on the other: then both of its images count.
        if (Math.Abs(start + width - end) > 180)
        {
            EdgeFoot other = OnSegment(end - width, edge.Y0, end, edge.Y1);
            return other.Metres < foot.Metres ? other : foot;
        }

        return foot;
    }

    /// <summary>Metres which no place of a box is nearer than, by the mid-latitude formula.</summary>
    public double LeastMetres(in EdgeIndex.Run box)
    {
        double latitudeStep = Outside(_latitude, box.South, box.North);
        double longitudeStep = Math.Min(
            Outside(_longitude, box.West, box.East),
            Math.Min(Outside(_longitude - 360, box.West, box.East), Outside(_longitude + 360, box.West, box.East)));

        // N cos φ falls towards the poles and M is least at the equator; a hair less for the rounding.
        double poleward = Math.Max(Math.Abs(_latitude), Math.Max(Math.Abs(box.South), Math.Abs(box.North)));
        double x = longitudeStep * Wgs84Ellipsoid.MetresPerDegree(Math.Min(poleward, 90)).East;
        double y = latitudeStep * Wgs84Ellipsoid.Radian * Wgs84Ellipsoid.SmallestRadiusMetres;
        return Math.Sqrt((x * x) + (y * y)) * (1 - 1e-12);
    }

    private static double Outside(double value, double least, double greatest) =>
        value < least ? least - value : value > greatest ? value - greatest : 0;

    private EdgeFoot OnSegment(double fromStep, double fromLatitude, double toStep, double toLatitude)
    {
        double x = fromStep * _east;
        double y = (fromLatitude - _latitude) * _north;
        double dx = (toStep - fromStep) * _east;
        double dy = (toLatitude - fromLatitude) * _north;
        double length = (dx * dx) + (dy * dy);
        double t = length > 0 ? Math.Clamp(-((x * dx) + (y * dy)) / length, 0, 1) : 0;

        // At an end the foot is that very position, so that all edges that meet there give one distance.
        double metres = t switch
        {
            0 => LocalMetres.MidLatitude(_latitude, fromStep, fromLatitude),
            1 => LocalMetres.MidLatitude(_latitude, toStep, toLatitude),
            _ => LocalMetres.MidLatitude(_latitude, fromStep + (t * (toStep - fromStep)), fromLatitude + (t * (toLatitude - fromLatitude))),
        };
        return new EdgeFoot(metres, t);
    }
}
