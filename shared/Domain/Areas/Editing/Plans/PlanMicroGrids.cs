using System.Globalization;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Geo;
using GridSteward.Geo.Editing;

namespace GridSteward.Domain.Areas.Editing.Plans;

/// <summary>Plans the parts of an area with about equally many households each.</summary>
internal static class PlanMicroGrids
{
    public static Outcome<AreaPlan> Of(NextGeneration next, Jurisdiction settings, string code, MicroGridOrder order, IReadOnlyList<HouseholdSite> sites)
    {
        var table = new PlanningTable(next);
        Area area = table.Find(code)!;
        string[] there = [.. table.PartsOf(code).Where(p => p.Level == order.Level).Select(p => p.Code)];
        string digits = new('0', order.Parts.ToString(CultureInfo.InvariantCulture).Length);
        string[] numbers = [.. Enumerable.Range(1, order.Parts).Select(i => i.ToString(digits, CultureInfo.InvariantCulture))];
        string[] codes = [.. numbers.Select(n => (order.CodePrefix ?? $"{code}-") + n)];
        List<Fault> faults = [];
        List<string> levels = [.. settings.Levels];
        if (AreaDraft.LevelFault(order.Level, settings) is { } wrongLevel)
        {
            faults.Add(new("$.level", wrongLevel));
        }
        else if (levels.IndexOf(order.Level) <= levels.IndexOf(area.Level))
        {
            faults.Add(new("$.level", $"{order.Level} is not below {area.Level}, the level of {code}."));
        }

        if (codes.SelectMany(c => PartNames.FaultsOf(table, "$.codePrefix", c, order.Replace ? there : [])).FirstOrDefault() is { } wrongCode)
        {
            faults.Add(wrongCode);
        }

        if (faults.Count > 0)
        {
            return new Outcome<AreaPlan>.Invalid(faults);
        }

        if (there.Length > 0 && !order.Replace)
        {
            return new Outcome<AreaPlan>.Conflict($"{code} is divided on the level {order.Level} already, into {string.Join(", ", there)}; say replace to end them.");
        }

        table.TakeOff(there);
        List<GeoFault> wrong = [];
        if (HouseholdSplit.Run(table.Sheet, code, sites, codes, wrong) is not { } parts)
        {
            return PlanningTable.Refused(wrong);
        }

        for (int i = 0; i < codes.Length; i++)
        {
            table.Name("$", codes[i], order.NamePrefix is null ? codes[i] : order.NamePrefix + numbers[i], order.Level, code);
        }

        return table.ToPlan() with { Parts = parts, PartCodes = codes };
    }
}
