using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace GridSteward.Geo.Editing;

/// <summary>What makes a drawn line useless, whatever it is for.</summary>
internal static class LineFaults
{
    public static IEnumerable<GeoFault> Of(LineString line, string path)
    {
        Coordinate[] positions = line.Coordinates;
        if (Array.Find(positions, p => !Wgs84Point.TryCreate(p.X, p.Y, out _)) is { } outside)
        {
            return [new(path, $"The position {LonLat.Text(outside)} is not on the earth.")];
        }

        if (positions.Length < 2 || positions.All(p => p.Distance(positions[0]) <= EditPrecision.Same))
        {
            return [new(path, "A line has at least two different positions.")];
        }

        if (positions.Zip(positions.Skip(1)).Any(p => Math.Abs(p.First.X - p.Second.X) > 180))
        {
            return [new(path, "The line goes across the antimeridian, where areas are cut in two; edit each side on its own.")];
        }

        var simple = new IsSimpleOp(line);
        return simple.IsSimple() ? [] : [new(path, $"The line crosses or touches itself at {LonLat.Text(simple.NonSimpleLocation)}.")];
    }
}
