using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Plans an area snapped to its neighbours: those on its level, and the area that it is part of.</summary>
internal static class PlanSnap
{
    public static Outcome<AreaPlan> Of(NextGeneration next, string code, SnapOrder order)
    {
        var table = new PlanningTable(next);
        Area area = table.Find(code)!;
        string[] neighbours = [.. next.Before.Where(a => a.Level == area.Level && a.Code != code).Select(a => a.Code)];
        string? parent = area.Parent is not null && table.Find(area.Parent) is not null ? area.Parent : null;
        List<GeoFault> faults = [];
        return AreaSnap.Run(table.Sheet, code, neighbours, parent, order.ToleranceMetres, faults) is { } snapping
            ? table.ToPlan() with { Snapping = snapping }
            : PlanningTable.Refused(faults);
    }
}
