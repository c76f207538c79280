using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Plans the split of an area by a line.</summary>
internal static class PlanSplit
{
    public static Outcome<AreaPlan> Of(NextGeneration next, string code, SplitOrder order)
    {
        var table = new PlanningTable(next);
        Area area = table.Find(code)!;
        List<Fault> faults = [];
        for (int i = 0; i < order.Parts.Count; i++)
        {
            string path = $"$.parts[{i}].code";
            faults.AddRange(PartNames.FaultsOf(table, path, order.Parts[i].Code, [code]));
            if (order.Parts.Take(i).Any(p => p.Code == order.Parts[i].Code))
            {
                faults.Add(new(path, $"Another part has the code '{order.Parts[i].Code}', too."));
            }
        }

        if (order.Parts.Count < 2)
        {
            faults.Add(new("$.parts", "A split makes at least two parts."));
        }

        if (faults.Count > 0)
        {
            return new Outcome<AreaPlan>.Invalid(faults);
        }

        IReadOnlyList<GeoFault> wrong = AreaSplit.Run(table.Sheet, code, order.Line, [.. order.Parts.Select(p => new SplitPart(p.Code, p.Points))]);
        if (wrong.Count > 0)
        {
            return PlanningTable.Refused(wrong);
        }

        for (int i = 0; i < order.Parts.Count; i++)
        {
            table.Name($"$.parts[{i}]", order.Parts[i].Code, order.Parts[i].Name ?? table.Find(order.Parts[i].Code)?.Name ?? order.Parts[i].Code, area.Level, area.Parent);
        }

        Heirs.Follow(table, code, [.. order.Parts.Select(p => p.Code)]);
        return table.ToPlan();
    }
}
