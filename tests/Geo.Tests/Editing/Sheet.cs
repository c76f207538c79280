using GridSteward.Geo.Editing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Xunit;

namespace GridSteward.Geo.Tests.Editing;

/// <summary>Sheets from WKT, in hundredths of a degree from 114 E, 30 N: about a kilometre a step.</summary>
internal static class Sheet
{
    private const double West = 114, South = 30, Step = 0.01;

    public static AreaSheet Of(params (string Code, string Wkt)[] areas) => new(areas.Select(a => KeyValuePair.Create(a.Code, AreaGeometry.Normalize(Read(a.Wkt)).Geometry!)));

    public static AreaSheet Copy(this AreaSheet sheet) => new(sheet.Codes.Select(c => KeyValuePair.Create(c, sheet[c])));

    public static LineString Line(string positions) => (LineString)Read($"LINESTRING({positions})");

    public static Coordinate At(double x, double y) => new(Math.Round(West + (x * Step), 9), Math.Round(South + (y * Step), 9));

    /// <summary>The area in steps again, rounded to thousandths, from its least position.</summary>
    public static string Shown(this AreaSheet sheet, string code)
    {
        Geometry area = sheet[code].Copy();
        area.Apply(new EachPosition(c => (c.X, c.Y) = (Math.Round((c.X - West) / Step, 3), Math.Round((c.Y - South) / Step, 3))));
        area.Normalize();
        return area.AsText().Replace(", ", ",", StringComparison.Ordinal);
    }

    /// <summary>The area in square steps.</summary>
    public static double Size(this AreaSheet sheet, string code) => sheet[code].Area / (Step * Step);

    public static IEnumerable<(Coordinate From, Coordinate To)> Edges(Geometry area)
    {
        for (int i = 0; i < area.NumGeometries; i++)
        {
            var polygon = (Polygon)area.GetGeometryN(i);
            foreach (LineString ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            {
                for (int j = 1; j < ring.NumPoints; j++)
                {
                    yield return (ring.GetCoordinateN(j - 1), ring.GetCoordinateN(j));
                }
            }
        }
    }

    /// <summary>Edges of these areas that no other of them has in the other direction: the outline of all, where they are exactly adjacent.</summary>
    public static HashSet<(Coordinate From, Coordinate To)> Outline(this AreaSheet sheet, IEnumerable<string> codes)
    {
        HashSet<(Coordinate From, Coordinate To)> all = [];
        foreach (string code in codes)
        {
            foreach (var edge in Edges(sheet[code]))
            {
                Assert.True(all.Add(edge), $"Two areas have the edge {edge}, one of them {code}.");
            }
        }

        return [.. all.Where(e => !all.Contains((e.To, e.From)))];
    }

    private static Geometry Read(string wkt)
    {
        Geometry geometry = new WKTReader().Read(wkt);
        geometry.Apply(new EachPosition(c => (c.X, c.Y) = (Math.Round(West + (c.X * Step), 9), Math.Round(South + (c.Y * Step), 9))));
        return geometry;
    }

    private sealed class EachPosition(Action<Coordinate> change) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var position = new Coordinate(seq.GetX(i), seq.GetY(i));
            change(position);
            seq.SetX(i, position.X);
            seq.SetY(i, position.Y);
        }
    }
}
