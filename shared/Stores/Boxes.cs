using GridSteward.Geo;

namespace GridSteward.Stores;

/// <summary>Boxes as engines compare them: none crosses the antimeridian.</summary>
internal static class Boxes
{
    public static IReadOnlyList<GeoBox> Split(GeoBox box)
        => box.West <= box.East
            ? [box]
            : [new GeoBox(box.West, box.South, 180, box.North), new GeoBox(-180, box.South, box.East, box.North)];
}
