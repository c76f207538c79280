using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <content>Boxes around geometries, and boxes made wider.</content>
public readonly partial record struct GeoBox
{
    /// <summary>The box of one point.</summary>
    public static GeoBox At(Wgs84Point point) => new(point.Longitude, point.Latitude, point.Longitude, point.Latitude);

    /// <summary>The narrowest box around all parts of a lon/lat geometry; it crosses the antimeridian where that is narrower, as for an area split there.</summary>
    /// <exception cref="ArgumentException">The geometry is empty or not in degrees.</exception>
    public static GeoBox Around(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        if (geometry.IsEmpty)
        {
            throw new ArgumentException("An empty geometry has no box.", nameof(geometry));
        }

        Envelope all = geometry.EnvelopeInternal;
        var spans = Enumerable.Range(0, geometry.NumGeometries)
            .Select(i => geometry.GetGeometryN(i).EnvelopeInternal)
            .Where(span => !span.IsNull)
            .OrderBy(span => span.MinX);

        // The box leaves out the widest gap between the parts; the gap behind the antimeridian wins a tie.
        double widest = 360 - all.Width;
        double west = all.MinX;
        double east = all.MaxX;
        double reached = all.MinX;
        foreach (Envelope span in spans)
        {
            if (span.MinX - reached > widest)
            {
                (widest, west, east) = (span.MinX - reached, span.MinX, reached);
            }

            reached = Math.Max(reached, span.MaxX);
        }

        return new GeoBox(west, all.MinY, east, all.MaxY);
    }

    /// <summary>A box that holds every place within a distance of this one.</summary>
    /// <remarks>
    /// Never too small, and at most 1 % of the distance too wide: the ellipsoid is bounded by a sphere of its smallest radius of curvature, on which a
    /// circle of angular radius d around latitude φ spans asin(sin d / cos φ) of longitude. A box that reaches a pole takes all longitudes.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative or not finite.</exception>
    public GeoBox ExpandedByMetres(double metres)
    {
        if (!(metres >= 0 && double.IsFinite(metres)))
        {
            throw new ArgumentOutOfRangeException(nameof(metres), metres, "A distance must be a finite number of metres, zero or more.");
        }

        if (metres == 0)
        {
            return this;
        }

        // One part in 10^12 and 10^-13 degrees (10 nm) cover the rounding below.
        double angle = metres / Wgs84Ellipsoid.SmallestRadiusMetres * (1 + 1e-12);
        double degrees = (angle / Wgs84Ellipsoid.Radian) + 1e-13;
        double south = Math.Max(-90, South - degrees);
        double north = Math.Min(90, North + degrees);
        double ratio = Math.Sin(angle) / Math.Cos(Math.Max(Math.Abs(South), Math.Abs(North)) * Wgs84Ellipsoid.Radian);
        if (south == -90 || north == 90 || !(ratio < 1))
        {
            return new GeoBox(-180, south, 180, north);
        }

        double side = (Math.Asin(ratio) / Wgs84Ellipsoid.Radian) + 1e-13;
        return WidthDegrees + (2 * side) >= 360
            ? new GeoBox(-180, south, 180, north)
            : new GeoBox(LocalMetres.Wrapped(West - side), south, LocalMetres.Wrapped(East + side), north);
    }

    internal Envelope ToEnvelope() => new(West, East, South, North);
}
