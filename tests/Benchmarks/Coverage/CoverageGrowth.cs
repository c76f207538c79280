using System.Globalization;

namespace GridSteward.Benchmarks.Coverage;

/// <summary>What one size took, to be held beside the others.</summary>
internal sealed record CoverageGrowth(int Units, PartTook Nothing, PartTook Quiet, PartTook Some, PartTook Documents)
{
    /// <summary>Prints the sizes side by side, and how processor time and memory grew from each to the next.</summary>
    public static void Print(IReadOnlyList<CoverageGrowth> sizes)
    {
        Table.Title("Growth of processor time and memory: for each unit, and times as much as in the line before");
        Console.WriteLine($"  {"units",10} {"from nothing",14} {"growth",8} {"1 % changed",14} {"growth",8} {"quiet",14} {"growth",8} {"peak memory",12} {"growth",8} {"for each unit",14}");
        for (int i = 0; i < sizes.Count; i++)
        {
            CoverageGrowth size = sizes[i];
            CoverageGrowth? before = i == 0 ? null : sizes[i - 1];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {size.Units,10}{Time(s => s.Nothing)}{Time(s => s.Some)}{Time(s => s.Quiet)} {size.Nothing.PeakBytes / 1e6,9:0} MB {Times(s => s.Nothing.PeakBytes),8} {size.Nothing.PeakBytes / (double)size.Units,8:0} bytes"));

            string Time(Func<CoverageGrowth, PartTook> of)
                => string.Create(CultureInfo.InvariantCulture, $" {of(size).Processor * 1e6 / size.Units,11:0.0} µs {Times(s => of(s).Processor),8}");

            string Times(Func<CoverageGrowth, double> of) => before is null ? "" : string.Create(CultureInfo.InvariantCulture, $"x {of(size) / of(before):0.0}");
        }
    }
}
