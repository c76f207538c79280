using NetTopologySuite.Algorithm;

namespace GridSteward.Geo;

/// <summary>
/// An edge of one or two areas, as the ring of the first one goes. An edge of more areas is kept as several such records: so any number of areas may
/// share it.
/// </summary>
/// <param name="X0">Longitude where it begins.</param>
/// <param name="Y0">Latitude where it begins.</param>
/// <param name="X1">Longitude where it ends.</param>
/// <param name="Y1">Latitude where it ends.</param>
/// <param name="First">Whose edge it is, see <see cref="EdgeSide"/>.</param>
/// <param name="Second">Whose edge it is, too; <see cref="EdgeSide.Nobody"/> where it has one owner.</param>
/// <param name="Position">The place of its beginning among the positions of its tile, the place before that of its end; of a rail, that of its end.</param>
internal readonly record struct CoverEdge(double X0, double Y0, double X1, double Y1, int First, int Second, int Position)
{
    // Beyond every longitude and latitude.
    private const double FarEast = 1000;
    private const double FarSouth = -1000;

    /// <summary>A straight line far to the east that ends at a latitude, see <see cref="LooseEnds"/>.</summary>
    public static CoverEdge Rail(double latitude, int area, int position) =>
        new(FarEast, FarSouth, FarEast, latitude, EdgeSide.Of(area, false), EdgeSide.Nobody, position);

    public bool IsRail => X0 == FarEast;

    public bool HasSecond => Second != EdgeSide.Nobody;

    /// <summary>Where the edge, or what a box of latitudes leaves of it, is at a latitude between its ends.</summary>
    public double LongitudeAt(double latitude) => latitude == Y0 ? X0 : latitude == Y1 ? X1 : X0 + ((latitude - Y0) / (Y1 - Y0) * (X1 - X0));

    /// <summary>
    /// On which side a point lies: 1 left of the edge, -1 right of it, 0 where double numbers do not tell.
    /// </summary>
    /// <remarks>
    /// The filter of J. R. Shewchuk with the bound that <see cref="CGAlgorithmsDD"/> uses. What it decides, NetTopologySuite decides alike for either
    /// direction of the edge: exchanging the ends exchanges the two products and changes nothing else.
    /// </remarks>
    public int QuickSideOf(double x, double y)
    {
        double left = (X0 - x) * (Y1 - y);
        double right = (Y0 - y) * (X1 - x);
        double determinant = left - right;
        double error = 1e-15 * (Math.Abs(left) + Math.Abs(right));
        return determinant > error ? 1 : determinant < -error ? -1 : 0;
    }

    /// <summary>
    /// The same without doubt. Double-double arithmetic rounds as well, in principle by direction, so the ends are given in the order in which
    /// NetTopologySuite takes them from the ring: the later position first.
    /// </summary>
    public int SideOf(double x, double y, bool backwards) => backwards
        ? CGAlgorithmsDD.OrientationIndex(X0, Y0, X1, Y1, x, y)
        : -CGAlgorithmsDD.OrientationIndex(X1, Y1, X0, Y0, x, y);
}
