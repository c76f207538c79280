namespace GridSteward.RealData;

/// <summary>What of a coverage report is worth a look.</summary>
internal static class CoverageTables
{
    public static void Print(CoverageAnswer report, IEnumerable<string?> recorded, IReadOnlyDictionary<string, Covering> covering)
    {
        Dictionary<string, int> byCity = recorded.OfType<string>().CountBy(r => r, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string lowest = report.Areas[^1].Level;
        Console.WriteLine();
        Console.WriteLine($"{"",-52} {"received",9} {"the city",9} {"resolved",9} {"open",5}   band");
        foreach (CoverageRow row in report.Areas.Where(a => a.Level == lowest).OrderByDescending(a => a.Counts.Received).ThenBy(a => a.Code, StringComparer.Ordinal).Take(10))
        {
            Console.WriteLine($"  {row.Code,-4} {Cut(row.Name),-45} {row.Counts.Received,9:N0} {byCity.GetValueOrDefault(row.Code),9:N0} {row.Counts.Resolved,9:N0} {row.Counts.Open,5:N0}   {row.Band}");
        }

        if (covering.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine($"{"",-16} {"received",9} {"resolved",9} {"open",5} {"km²",9} {"once",8} {"overlap",8} {"gap",8}   of the gap in parts of others");
        foreach (CoverageRow row in report.Areas.Where(a => a.Spatial is not null))
        {
            Covering s = row.Spatial!;
            Console.WriteLine($"  {row.Code,-14} {row.Counts.Received,9:N0} {row.Counts.Resolved,9:N0} {row.Counts.Open,5:N0} {s.Whole / 1e6,9:N2} {s.Once / s.Whole,8:0.00%} {s.Overlap / s.Whole,8:0.00%} {s.Gap / s.Whole,8:0.00%}   {(s.Gap > 0 ? covering[row.Code].Others / s.Gap : 0):0.0%}");
        }

        Covering[] all = [.. report.Areas.Select(a => a.Spatial).OfType<Covering>()];
        double whole = all.Sum(s => s.Whole);
        Console.WriteLine($"  {"together",-14} {"",9} {"",9} {"",5} {whole / 1e6,9:N2} {all.Sum(s => s.Once) / whole,8:0.00%} {all.Sum(s => s.Overlap) / whole,8:0.00%} {all.Sum(s => s.Gap) / whole,8:0.00%}   {covering.Values.Sum(c => c.Others) / all.Sum(s => s.Gap):0.0%}");
    }

    private static string Cut(string name) => name.Length > 45 ? name[..44] + "…" : name;
}
