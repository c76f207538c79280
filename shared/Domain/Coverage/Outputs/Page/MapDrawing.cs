using System.Globalization;
using System.Text;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>The name of an area on the map.</summary>
internal sealed record MapLabel(double X, double Y, string Text);

/// <summary>Areas as paths of one drawing. All are simplified together, so that neighbours fit; longitude and latitude are scaled by the radii at the middle latitude.</summary>
internal sealed class MapDrawing
{
    /// <summary>The longer side; a unit is about a pixel on a screen, and a quarter of a millimetre on paper.</summary>
    private const double Side = 720;

    private const double LetterWidth = 13;
    private const double LineHeight = 16;

    private readonly Dictionary<string, Geometry> shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> paths = new(StringComparer.Ordinal);
    private readonly Envelope box = new();
    private readonly (double East, double North) scale;

    private MapDrawing(IReadOnlyList<AreaOutline> outlines)
    {
        bool aroundTheDateLine = Width360(outlines) > 180;
        int zoom = ZoomOf(outlines, aroundTheDateLine);
        IReadOnlyList<Geometry> simple = MapSimplifier.Simplify(AreaTopology.Of([.. outlines.Select(o => o.Geometry)]), new MapScale(zoom));
        for (int i = 0; i < outlines.Count; i++)
        {
            shapes[outlines[i].Code] = aroundTheDateLine ? EastOfDateLine(simple[i]) : simple[i];
        }

        foreach (Geometry shape in shapes.Values)
        {
            box.ExpandToInclude(shape.EnvelopeInternal);
        }

        var (east, north) = Wgs84Ellipsoid.MetresPerDegree(box.Centre.Y);
        double unit = Side / Math.Max(box.Width * east, box.Height * north);
        scale = (east * unit, north * unit);
        Width = Math.Max(1, (int)Math.Ceiling(box.Width * scale.East));
        Height = Math.Max(1, (int)Math.Ceiling(box.Height * scale.North));
        foreach (var (code, shape) in shapes)
        {
            paths[code] = Path(shape);
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Draws areas; null where there are none.</summary>
    public static MapDrawing? Of(IReadOnlyList<AreaOutline> outlines) => outlines.Count == 0 ? null : new MapDrawing(outlines);

    /// <summary>The area as SVG path data; null where it has no shape.</summary>
    public string? PathOf(string code) => paths.GetValueOrDefault(code);

    /// <summary>The name where it fits into the area, else the code where that does, else nothing.</summary>
    public MapLabel? LabelOf(string code, string name)
    {
        if (!shapes.TryGetValue(code, out Geometry? shape))
        {
            return null;
        }

        Geometry largest = Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).MaxBy(g => g.Area)!;
        double width = largest.EnvelopeInternal.Width * scale.East;
        double height = largest.EnvelopeInternal.Height * scale.North;
        string? text = height < LineHeight * 1.5 ? null : Fits(name, width) ? name : Fits(code, width) ? code : null;
        Coordinate at = largest.InteriorPoint.Coordinate;
        return text is null ? null : new MapLabel(X(at.X), Y(at.Y) + (LineHeight / 3), text);
    }

    // A letter of ours is half as wide as a Chinese one.
    private static bool Fits(string text, double width) => text.Sum(c => c > 0x2E7F ? LetterWidth : LetterWidth * 0.6) < width * 0.8;

    private static double Width360(IReadOnlyList<AreaOutline> outlines)
        => outlines.Max(o => o.Geometry.EnvelopeInternal.MaxX) - outlines.Min(o => o.Geometry.EnvelopeInternal.MinX);

    // About as many pixels as the drawing has units.
    private static int ZoomOf(IReadOnlyList<AreaOutline> outlines, bool aroundTheDateLine)
    {
        double south = outlines.Min(o => o.Geometry.EnvelopeInternal.MinY);
        double north = outlines.Max(o => o.Geometry.EnvelopeInternal.MaxY);
        double degrees = Math.Max(aroundTheDateLine ? 1 : Width360(outlines), (north - south) / Math.Max(0.05, Math.Cos((north + south) / 2 * Math.PI / 180)));
        return Math.Clamp((int)Math.Ceiling(Math.Log2(Side / Math.Max(degrees, 1e-9) / new MapScale(0).PixelsPerDegree)), 0, MapScale.MaxZoom);
    }

    private static Geometry EastOfDateLine(Geometry shape)
    {
        Geometry moved = shape.Copy();
        foreach (Coordinate position in moved.Coordinates)
        {
            position.X = position.X < 0 ? position.X + 360 : position.X;
        }

        moved.GeometryChanged();
        return moved;
    }

    private double X(double longitude) => (longitude - box.MinX) * scale.East;

    private double Y(double latitude) => (box.MaxY - latitude) * scale.North;

    // Whole tenths of a unit, each step relative to the one before: half the size of plain positions.
    private string Path(Geometry shape)
    {
        StringBuilder path = new();
        var (atX, atY) = (0L, 0L);
        foreach (Polygon polygon in Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).Cast<Polygon>())
        {
            foreach (LineString ring in (IEnumerable<LineString>)[polygon.ExteriorRing, .. polygon.InteriorRings])
            {
                for (int i = 0; i < ring.NumPoints - 1; i++)
                {
                    Coordinate position = ring.GetCoordinateN(i);
                    var (x, y) = ((long)Math.Round(X(position.X) * 10), (long)Math.Round(Y(position.Y) * 10));
                    if (i > 0 && x == atX && y == atY)
                    {
                        continue;
                    }

                    path.Append(i == 0 ? "m" : i == 1 ? "l" : " ");
                    Append(path, x - atX);
                    path.Append(' ');
                    Append(path, y - atY);
                    (atX, atY) = (x, y);
                }

                path.Append('z');
                Coordinate start = ring.GetCoordinateN(0);
                (atX, atY) = ((long)Math.Round(X(start.X) * 10), (long)Math.Round(Y(start.Y) * 10));
            }
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, long tenths)
    {
        if (tenths < 0)
        {
            path.Append('-');
        }

        var (whole, rest) = Math.DivRem(Math.Abs(tenths), 10);
        if (whole > 0 || rest == 0)
        {
            path.Append(whole.ToString(CultureInfo.InvariantCulture));
        }

        if (rest > 0)
        {
            path.Append('.').Append((char)('0' + rest));
        }
    }
}
