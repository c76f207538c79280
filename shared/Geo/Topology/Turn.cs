using NetTopologySuite.Algorithm;

namespace GridSteward.Geo;

/// <summary>Which way three positions turn, exactly.</summary>
/// <remarks>
/// The plain determinant decides where its rounding cannot have changed the sign (the bound of Shewchuk, "Adaptive precision floating-point arithmetic and
/// fast robust geometric predicates", Discrete &amp; Computational Geometry 18, 1997, section 4.1); else NetTopologySuite's double-double arithmetic.
/// </remarks>
internal static class Turn
{
    private const double Bound = 3.3306690738754716e-16;

    /// <summary>1 where c lies to the left of the way from a to b, -1 to its right, 0 on its line.</summary>
    public static int Of(double ax, double ay, double bx, double by, double cx, double cy)
    {
        double left = (ax - cx) * (by - cy);
        double right = (ay - cy) * (bx - cx);
        double determinant = left - right;
        double bound = Bound * (Math.Abs(left) + Math.Abs(right));
        return determinant > bound ? 1
            : determinant < -bound ? -1
            : CGAlgorithmsDD.OrientationIndex(ax, ay, bx, by, cx, cy);
    }
}
