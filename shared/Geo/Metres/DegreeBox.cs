using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>A box of degrees that never crosses the antimeridian: around edges, areas on one side of it, or other boxes.</summary>
internal readonly record struct DegreeBox(double West, double South, double East, double North)
{
    public static DegreeBox Of(Envelope box) => new(box.MinX, box.MinY, box.MaxX, box.MaxY);

    public static DegreeBox Around(ReadOnlySpan<Edge> edges)
    {
        var box = new DegreeBox(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
        foreach (ref readonly Edge edge in edges)
        {
            box = box.With(new DegreeBox(edge.X0, Math.Min(edge.Y0, edge.Y1), edge.X1, Math.Max(edge.Y0, edge.Y1)));
        }

        return box;
    }

    public static DegreeBox Around(ReadOnlySpan<DegreeBox> boxes)
    {
        DegreeBox around = boxes[0];
        foreach (ref readonly DegreeBox box in boxes)
        {
            around = around.With(box);
        }

        return around;
    }

    /// <summary>Whether two boxes have a point in common, edges included.</summary>
    public bool Meets(in DegreeBox other) => West <= other.East && other.West <= East && South <= other.North && other.South <= North;

    /// <summary>Whether all of another box is in this one.</summary>
    public bool Contains(in DegreeBox other) => West <= other.West && other.East <= East && South <= other.South && other.North <= North;

    private DegreeBox With(in DegreeBox other) =>
        new(Math.Min(West, other.West), Math.Min(South, other.South), Math.Max(East, other.East), Math.Max(North, other.North));
}
