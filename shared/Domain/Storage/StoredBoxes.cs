using GridSteward.Geo;

namespace GridSteward.Domain.Storage;

/// <summary>A box as engines compare it with stored numbers: boxes of which none crosses the antimeridian.</summary>
public static class StoredBoxes
{
    /// <summary>
    /// The box in one or two parts and, where it ends on the antimeridian, that meridian under its other name: 180 and -180 are one
    /// meridian (<see cref="GeoBox"/>), but two numbers.
    /// </summary>
    public static IReadOnlyList<GeoBox> Split(GeoBox box)
    {
        List<GeoBox> parts = [.. box.Split()];
        if (!box.CrossesAntimeridian && (box.West == -180) != (box.East == 180))
        {
            double otherName = box.West == -180 ? 180 : -180;
            parts.Add(new GeoBox(otherName, box.South, otherName, box.North));
        }

        return parts;
    }
}
