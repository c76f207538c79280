using NetTopologySuite.Geometries;

namespace GridSteward.Geo.Editing;

/// <summary>What snapping an area to its neighbours does.</summary>
/// <param name="Moves">For each vertex that moves the way it goes, from the old position to the new.</param>
/// <param name="Before">How the area lay beside its neighbours.</param>
/// <param name="After">How it lies now.</param>
public sealed record Snapping(IReadOnlyList<LineString> Moves, BorderFit Before, BorderFit After);

/// <summary>How well an area fits to its neighbours.</summary>
/// <param name="GapSquareMetres">What lies between them, where they are no further apart than the tolerance.</param>
/// <param name="OverlapSquareMetres">What belongs to both.</param>
public sealed record BorderFit(double GapSquareMetres, double OverlapSquareMetres);

/// <summary>Brings the border of an area to those of its neighbours where they are near enough, so that they share it vertex by vertex.</summary>
public static class AreaSnap
{
    /// <summary>Snaps on the sheet.</summary>
    /// <param name="sheet">All areas.</param>
    /// <param name="code">The area.</param>
    /// <param name="neighbours">The areas beside it, which do not move; they may get vertices.</param>
    /// <param name="parent">The area that it is part of, to whose outline it goes where no neighbour is near; null for none.</param>
    /// <param name="toleranceMetres">How far a vertex may move.</param>
    /// <param name="faults">Gets every fault, by its place in the order; the sheet is of no more use then.</param>
    public static Snapping? Run(AreaSheet sheet, string code, IReadOnlyList<string> neighbours, string? parent, double toleranceMetres, List<GeoFault> faults)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(faults);
        Geometry area = sheet[code];
        var plane = new MetricPlane(area.EnvelopeInternal);
        Envelope near = plane.Widened(area.EnvelopeInternal, 2 * toleranceMetres);
        string[] beside = [.. neighbours.Where(n => near.Intersects(sheet[n].EnvelopeInternal))];
        SnapTargets[] targets =
        [
            new(beside.Select(n => sheet[n]), area.EnvelopeInternal, plane, toleranceMetres),
            new(parent is null ? [] : [sheet[parent]], area.EnvelopeInternal, plane, toleranceMetres),
        ];
        BorderFit before = Fit.Of(area, [.. beside.Select(n => sheet[n])], plane, toleranceMetres);
        List<SnappedRing> rings = [];
        var vertices = new NewVertices();
        foreach (LineString ring in Rings.Polygons(area).SelectMany(p => p.InteriorRings.Prepend(p.ExteriorRing)))
        {
            var snapped = new SnappedRing(ring, targets, toleranceMetres);
            rings.Add(snapped);
            if (snapped.Positions.Length < 4)
            {
                faults.Add(new("$.toleranceMetres", $"Nothing would be left of the ring at {LonLat.Text(ring.Coordinate)}; it is no wider than the tolerance."));
            }
        }

        if (faults.Count > 0)
        {
            return null;
        }

        WarnOfLeft(sheet, code, beside, rings);
        int next = 0;
        Geometry after = Rings.With(area, _ => rings[next++].Positions);
        rings.ForEach(r => r.NoteNew(vertices));
        sheet.Put(code, after);
        sheet.PutOn(vertices);
        foreach (string other in parent is null ? beside : [.. beside, parent])
        {
            sheet.PutOn(TouchingVertices.Between([sheet[code], sheet[other]]));
        }

        faults.AddRange(sheet.Settle("$.toleranceMetres"));
        return faults.Count > 0 ? null : new Snapping([.. rings.SelectMany(r => r.Moves)], before, Fit.Of(sheet[code], [.. beside.Select(n => sheet[n])], plane, toleranceMetres));
    }

    /// <summary>Who shared the border exactly and does not move with it.</summary>
    private static void WarnOfLeft(AreaSheet sheet, string code, string[] beside, List<SnappedRing> rings)
    {
        HashSet<EdgeKey> after = [.. rings.SelectMany(r => r.Positions.Zip(r.Positions.Skip(1), EdgeKey.Of))];
        HashSet<EdgeKey> gone = [.. Rings.Edges(sheet[code]).Select(e => e.Key).Where(k => !after.Contains(k))];
        foreach (string other in sheet.Codes.Where(c => c != code && !beside.Contains(c) && sheet[c].EnvelopeInternal.Intersects(sheet[code].EnvelopeInternal)))
        {
            if (Rings.Edges(sheet[other]).Any(e => gone.Contains(e.Key)))
            {
                sheet.Warn(other, $"{other} shared the border of {code} exactly and keeps it as it was; snap it, too.");
            }
        }
    }
}
