using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace GridSteward.Geo.Editing;

public sealed partial class AreaSheet
{
    /// <summary>How much of an area lies within another, from 0 to 1.</summary>
    public double ShareWithin(string code, string other)
    {
        Geometry part = _areas[code], whole = _areas[other];
        return part.EnvelopeInternal.Intersects(whole.EnvelopeInternal)
            ? Math.Min(1, OverlayNGRobust.Overlay(part, whole, SpatialFunction.Intersection).Area / part.Area)
            : 0;
    }
}
