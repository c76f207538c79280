using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Plans another border between two neighbours.</summary>
internal static class PlanBorderMove
{
    public static Outcome<AreaPlan> Of(NextGeneration next, BorderOrder order)
    {
        var table = new PlanningTable(next);
        string[] codes = [.. order.Areas.Select(a => a.Code)];
        if (codes.Length != 2 || codes[0] == codes[1])
        {
            return new Outcome<AreaPlan>.Invalid([new("$.areas", "A border lies between two areas.")]);
        }

        Area a = table.Find(codes[0])!, b = table.Find(codes[1])!;
        if (a.Level != b.Level)
        {
            return new Outcome<AreaPlan>.Invalid([new("$.areas[1]", $"{b.Code} is on the level {b.Level}, {a.Code} on the level {a.Level}.")]);
        }

        IReadOnlyList<GeoFault> wrong = BorderMove.Run(table.Sheet, a.Code, b.Code, order.Border, order.SnapMetres);
        if (wrong.Count > 0)
        {
            return PlanningTable.Refused(wrong);
        }

        if (a.Parent != b.Parent)
        {
            table.Warn(null, $"{a.Code} is part of {a.Parent ?? "nothing"}, {b.Code} of {b.Parent ?? "nothing"}; the border between those stays where it is. Move it, too.");
        }

        Heirs.WarnOfStrays(table, a.Code);
        Heirs.WarnOfStrays(table, b.Code);
        return table.ToPlan();
    }
}
