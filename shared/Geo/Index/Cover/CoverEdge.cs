using System.Runtime.InteropServices;
using NetTopologySuite.Algorithm;

namespace GridSteward.Geo;

/// <summary>
/// An edge of one or two areas, from its lesser end (by x, then by y) to its greater one. An edge of more areas is kept as several such records: so any
/// number of areas may share it.
/// </summary>
/// <param name="X0">Longitude of the lesser end.</param>
/// <param name="Y0">Latitude of the lesser end.</param>
/// <param name="X1">Longitude of the greater end.</param>
/// <param name="Y1">Latitude of the greater end.</param>
/// <param name="First">Whose edge it is, see <see cref="EdgeSide"/>.</param>
/// <param name="Second">Whose edge it is, too; <see cref="EdgeSide.Nobody"/> where it has one owner.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CoverEdge(double X0, double Y0, double X1, double Y1, int First, int Second)
{
    /// <summary>Where the edge, or what a box of latitudes leaves of it, is at a latitude between its ends.</summary>
    public double LongitudeAt(double latitude) => latitude == Y0 ? X0 : latitude == Y1 ? X1 : X0 + ((latitude - Y0) / (Y1 - Y0) * (X1 - X0));

    /// <summary>
    /// On which side a point lies: 1 left of the line from the lesser to the greater end, -1 right of it, 0 where double numbers do not tell.
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
