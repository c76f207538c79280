using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>How exact edits of borders are, in degrees.</summary>
internal static class EditPrecision
{
    /// <summary>A place this near to the end of an edge is that end: about a millimetre. Nothing shorter than that comes into a border.</summary>
    public const double Same = 1e-8;

    /// <summary>A vertex this near to an edge that should have it lies on it: a centimetre, the rounding of files with seven digits.</summary>
    public const double OnEdge = 1e-7;

    /// <summary>A border this near to a new vertex was meant to be the same border: about a metre.</summary>
    public const double Loose = 1e-5;

    /// <summary>The most by which an edge that is the same border turns away from it, as a sine: about three degrees.</summary>
    public const double Turn = 0.05;

    private const int Digits = 9;

    /// <summary>The one position of a new vertex: nine digits, a tenth of a millimetre, the same for all areas that get it.</summary>
    public static Coordinate Rounded(Coordinate position) => new(Math.Round(position.X, Digits), Math.Round(position.Y, Digits));

    /// <summary>Whether a vertex lies beside the inside of an edge, at most so far from it, on a border that goes the same way.</summary>
    public static bool IsBeside(Coordinate vertex, Coordinate from, Coordinate to, double most)
    {
        double dx = to.X - from.X;
        double dy = to.Y - from.Y;
        double along = ((vertex.X - from.X) * dx) + ((vertex.Y - from.Y) * dy);
        if (along <= 0 || along >= (dx * dx) + (dy * dy))
        {
            return false;
        }

        double away = DistanceComputer.PointToLinePerpendicular(vertex, from, to);
        return away <= most && away <= Turn * Math.Min(vertex.Distance(from), vertex.Distance(to));
    }
}
