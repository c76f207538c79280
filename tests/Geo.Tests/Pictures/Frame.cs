using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>Where degrees lie in a box of a drawing: in metres around the middle, to one scale, as large as the box allows.</summary>
internal sealed class Frame
{
    private readonly Coordinate _middle;
    private readonly double _east;
    private readonly double _north;
    private readonly double _x;
    private readonly double _y;

    public Frame(Envelope degrees, double left, double top, double width, double height)
    {
        _middle = degrees.Centre;
        (_east, _north) = Wgs84Ellipsoid.MetresPerDegree(_middle.Y);
        (_x, _y) = (left + (width / 2), top + (height / 2));
        PixelsPerMetre = Math.Min(width / (degrees.Width * _east), height / (degrees.Height * _north));
    }

    public double PixelsPerMetre { get; }

    public double X(double longitude) => _x + ((longitude - _middle.X) * _east * PixelsPerMetre);

    public double Y(double latitude) => _y - ((latitude - _middle.Y) * _north * PixelsPerMetre);

    /// <summary>All lines of a geometry as path data.</summary>
    public string Path(Geometry geometry)
    {
        var data = new StringBuilder();
        foreach (LineString line in LinearComponentExtracter.GetLines(geometry).Cast<LineString>())
        {
            string before = "";
            Coordinate[] positions = line.IsClosed ? line.Coordinates[..^1] : line.Coordinates;
            foreach (Coordinate position in positions)
            {
                string here = $"{Drawing.Number(X(position.X))} {Drawing.Number(Y(position.Y))}";
                if (here != before)
                {
                    data.Append(before.Length == 0 ? 'M' : 'L').Append(here);
                }

                before = here;
            }

            data.Append(line.IsClosed ? "Z" : "");
        }

        return data.ToString();
    }

    public static Envelope Around(IEnumerable<Geometry> geometries)
    {
        var box = new Envelope();
        foreach (Geometry geometry in geometries)
        {
            box.ExpandToInclude(geometry.EnvelopeInternal);
        }

        return box;
    }

    /// <summary>A bar of so many metres.</summary>
    public void Scale(Drawing drawing, double x, double y, int metres)
    {
        drawing.Line(x, y, x + (metres * PixelsPerMetre), y, Ink.Stroke(Ink.Text, 2));
        drawing.Text(x + (metres * PixelsPerMetre) + 6, y + 4, $"{metres} m");
    }
}
