using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Plans the merging of areas.</summary>
internal static class PlanMerge
{
    public static Outcome<AreaPlan> Of(NextGeneration next, MergeOrder order)
    {
        var table = new PlanningTable(next);
        string[] codes = [.. order.Areas.Select(a => a.Code)];
        Area[] areas = [.. codes.Select(c => table.Find(c)!)];
        List<Fault> faults = [.. PartNames.FaultsOf(table, "$.code", order.Code, codes)];
        if (codes.Length < 2 || codes.Distinct().Count() < codes.Length)
        {
            faults.Add(new("$.areas", "At least two areas are merged, each named once."));
        }

        for (int i = 1; i < areas.Length; i++)
        {
            if (areas[i].Level != areas[0].Level)
            {
                faults.Add(new($"$.areas[{i}]", $"{codes[i]} is on the level {areas[i].Level}, {codes[0]} on the level {areas[0].Level}."));
            }
        }

        if (order.Parent is null && areas.Select(a => a.Parent).Distinct().Count() > 1)
        {
            faults.Add(new("$.parent", $"They are part of {string.Join(" and ", areas.Select(a => a.Parent ?? "nothing").Distinct())}; say which it is to be."));
        }

        if (order.Parent is not null && codes.Contains(order.Parent))
        {
            faults.Add(new("$.parent", $"{order.Parent} is one of those that are merged."));
        }

        if (faults.Count > 0)
        {
            return new Outcome<AreaPlan>.Invalid(faults);
        }

        IReadOnlyList<GeoFault> wrong = AreaMerge.Run(table.Sheet, codes, order.Code, order.AllowMultiPart);
        if (wrong.Count > 0)
        {
            return PlanningTable.Refused(wrong);
        }

        table.Name("$", order.Code, order.Name ?? table.Find(order.Code)?.Name ?? order.Code, areas[0].Level, order.Parent ?? areas[0].Parent);
        foreach (Area part in codes.Where(c => c != order.Code).SelectMany(table.PartsOf))
        {
            table.Move(part, order.Code);
        }

        return table.ToPlan();
    }
}
