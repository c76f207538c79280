using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>A part of an area that is split.</summary>
/// <param name="Code">Its code; one part may keep that of the area.</param>
/// <param name="Points">Places that say which pieces are its own; none where the side of the line says it.</param>
public sealed record SplitPart(string Code, IReadOnlyList<Coordinate> Points);

/// <summary>Splits an area along a line.</summary>
public static class AreaSplit
{
    /// <summary>
    /// Splits. Two parts without points are the two sides of the line, the left one first, seen along it; else every piece belongs to the part that
    /// has a point in it. Of an area of several polygons those that the line does not cut go to the side on which they lie.
    /// </summary>
    /// <returns>Every fault, by its place in the order (<c>$.line</c>, <c>$.parts[1].points[0]</c>); none where the sheet has been changed.</returns>
    public static IReadOnlyList<GeoFault> Run(AreaSheet sheet, string code, LineString line, IReadOnlyList<SplitPart> parts)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(parts);
        List<GeoFault> faults = [.. LineFaults.Of(line, "$.line")];
        if (faults.Count > 0 || AreaCut.Make(sheet[code], line.Coordinates, "$.line", faults) is not { } cut)
        {
            return faults;
        }

        List<Polygon>[] polygons = parts.Any(p => p.Points.Count > 0) ? ByPoints(cut, parts, faults) : BySides(cut, parts, faults);
        if (faults.Count > 0)
        {
            return faults;
        }

        int most = sheet[code].NumGeometries;
        sheet.End(code);
        sheet.PutOn(cut.NewVertices);
        for (int i = 0; i < parts.Count; i++)
        {
            sheet.Put(parts[i].Code, Rings.Together(polygons[i]));
            if (polygons[i].Count > most)
            {
                sheet.Warn(parts[i].Code, $"{parts[i].Code} has {polygons[i].Count} separate pieces.");
            }
        }

        return sheet.Settle("$.line");
    }

    private static List<Polygon>[] BySides(AreaCut cut, IReadOnlyList<SplitPart> parts, List<GeoFault> faults)
    {
        List<Polygon> left = [.. cut.Pieces.Where(p => p.Side == CutSide.Left).Select(p => p.Polygon)];
        List<Polygon> right = [.. cut.Pieces.Where(p => p.Side == CutSide.Right).Select(p => p.Polygon)];
        if (parts.Count != 2 || left.Count == 0 || right.Count == 0 || cut.Pieces.Any(p => p.Side == CutSide.Both))
        {
            faults.Add(new(parts.Count != 2 ? "$.parts" : "$.line",
                parts.Count != 2 ? $"The two sides of the line make two parts; {parts.Count} parts need points that say which pieces are theirs. There are {cut.Pieces.Count} pieces."
                : left.Count == 0 || right.Count == 0 ? "The whole area lies on one side of the line."
                : "A piece lies on both sides of the line; give the parts points that say which pieces are theirs."));
        }

        return [left, right];
    }

    private static List<Polygon>[] ByPoints(AreaCut cut, IReadOnlyList<SplitPart> parts, List<GeoFault> faults)
    {
        int[] owners = [.. cut.Pieces.Select(_ => -1)];
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i].Points.Count == 0)
            {
                faults.Add(new($"$.parts[{i}].points", "Where one part has points, all have."));
            }

            for (int j = 0; j < parts[i].Points.Count; j++)
            {
                Coordinate point = parts[i].Points[j];
                int piece = cut.Pieces.ToList().FindIndex(p => SimplePointInAreaLocator.Locate(point, p.Polygon) == Location.Interior);
                if (piece < 0 || (owners[piece] >= 0 && owners[piece] != i))
                {
                    faults.Add(new($"$.parts[{i}].points[{j}]", piece < 0 ? "Lies in no piece of the area." : $"Lies in the same piece as a point of {parts[owners[piece]].Code}; the line does not part them."));
                }
                else
                {
                    owners[piece] = i;
                }
            }
        }

        for (int i = 0; i < owners.Length && faults.Count == 0; i++)
        {
            if (owners[i] < 0)
            {
                faults.Add(new("$.parts", $"No part has a point in the piece around {LonLat.Text(cut.Pieces[i].Polygon.InteriorPoint.Coordinate)}."));
            }
        }

        return [.. parts.Select((_, i) => cut.Pieces.Where((_, p) => owners[p] == i).Select(p => p.Polygon).ToList())];
    }
}
